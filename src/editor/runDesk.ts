import * as vscode from 'vscode';
import { HumanError } from '../core/humanError';
import type { ModelErrorCode, ModelRole } from '../core/model/model';
import type { RunInfo, RunProgress } from '../core/run/run';
import type { SampleSelection } from '../node/datasetStore';
import type { Log } from './log';
import type { OpenDataset } from './openDataset';
import type { RunController } from './runController';

/** What a run takes. */
export interface RunOrder {
  readonly selection: SampleSelection;
  readonly roles?: readonly ModelRole[];
  readonly useCache: boolean;
}

/** A failure with the one thing to do about it. */
interface Failure {
  readonly code: ModelErrorCode;
  readonly message: string;
  readonly endpoint?: string;
}

/** Runs as a person sees them: progress in the Datasets view, a summary at the end, errors with one next step. */
export class RunDesk {
  constructor(
    private readonly runs: RunController,
    private readonly log: Log,
    private readonly openInspector: (dataset: OpenDataset) => void,
  ) {}

  /** Runs, and resolves with the summary shown. @throws {HumanError} when nothing was sent */
  run(dataset: OpenDataset, order: RunOrder): Promise<RunProgress> {
    return this.withProgress(dataset, () => this.runs.run({ dataset, ...order }));
  }

  /** Goes on with an interrupted run. @throws {HumanError} when nothing was sent */
  resume(dataset: OpenDataset, info: RunInfo): Promise<RunProgress> {
    return this.withProgress(dataset, () => this.runs.resume(dataset, info));
  }

  private async withProgress(dataset: OpenDataset, work: () => Promise<RunProgress>): Promise<RunProgress> {
    const progress = await vscode.window.withProgress({ location: { viewId: 'tuningFork.datasets' } }, work);
    void this.summarise(dataset, progress).catch((error: unknown) => this.log.error(error));
    return progress;
  }

  private async summarise(dataset: OpenDataset, progress: RunProgress): Promise<void> {
    const { answered, planned, failed, cached, state } = progress;
    const counts = [`${answered} of ${planned} answered`];
    if (cached > 0) counts.push(`${cached} of them known already`);
    const sentence = `${dataset.name}: ${counts.join(', ')}.`;
    this.log.info(`${sentence} ${failed} failed. (${state})`);
    const failure = failed > 0 ? await this.firstFailure(dataset) : undefined;
    if (failure && state !== 'cancelled') {
      await this.offer('error', `${failed} requests failed. ${failure.message}`, mending(failure));
    } else if (state === 'complete') {
      const { broken, fixed } = dataset.info.summary.outcomes;
      const results = `${broken} broken, ${fixed} fixed.`;
      await this.offer('info', `${sentence} ${results}`, {
        title: 'Open Inspector',
        run: () => this.openInspector(dataset),
      });
    }
  }

  private async offer(kind: 'info' | 'error', sentence: string, action: Action): Promise<void> {
    const show = kind === 'info' ? vscode.window.showInformationMessage : vscode.window.showErrorMessage;
    if ((await show(sentence, action.title)) === action.title) await action.run();
  }

  private async firstFailure(dataset: OpenDataset): Promise<Failure | undefined> {
    const query = { text: '', outcomes: ['error'], sort: 'line', offset: 0, limit: 1 } as const;
    const [item] = (await dataset.store.list(query)).items;
    if (!item) return undefined;
    const { responses } = await dataset.store.detail({ id: item.id });
    for (const [role, response] of Object.entries(responses)) {
      if (response.state !== 'error') continue;
      const endpoint = dataset.project.config.models[role]?.endpoint;
      return { ...response.error, ...(endpoint !== undefined && { endpoint }) };
    }
    return undefined;
  }
}

interface Action {
  readonly title: string;
  run(): unknown;
}

/** The next step for a failure. */
function mending({ code, endpoint }: Failure): Action {
  if (code === 'unauthorized' || code === 'forbidden') {
    return command('Set API Key', 'tuningFork.setApiKey', endpoint);
  }
  if (code === 'unreachable' || code === 'not-found' || code === 'bad-request') {
    return command('Open tuning-fork.json', 'tuningFork.openConfig');
  }
  return command('Show Log', 'tuningFork.showLog');
}

/** The next step for an error that kept a command from doing its work, where there is one. */
export function actionFor(error: unknown): Action | undefined {
  if (!(error instanceof HumanError)) return undefined;
  if (error.code === 'untrusted') return command('Manage Trust', 'workbench.trust.manage');
  if (error.code === 'no-models') return command('Set Up Models', 'tuningFork.setUpModels');
  if (error.code === 'recorded-model') return command('Import Outputs…', 'tuningFork.importOutputs');
  if (error.code === 'model-error') return command('Open tuning-fork.json', 'tuningFork.openConfig');
  if (error.code === 'busy') return command('Cancel Run', 'tuningFork.cancelRun');
  return undefined;
}

function command(title: string, id: string, ...args: unknown[]): Action {
  return { title, run: () => vscode.commands.executeCommand(id, ...args) };
}
