import * as vscode from 'vscode';
import { modelSpecsOf, specsToRun } from '../core/config/modelSpecs';
import { HumanError } from '../core/humanError';
import type { ModelClient, ModelRole, ModelSpec, PartialCompletion } from '../core/model/model';
import type { RunInfo, RunProgress } from '../core/run/run';
import type { SampleSelection } from '../node/datasetStore';
import { createJournal } from '../node/journalFile';
import {
  drivePrepared,
  modelsByOrigin,
  prepareResume,
  prepareRun,
  type PreparedRun,
  type RunOwner,
} from '../node/preparedRun';
import type { Consent } from './consent';
import type { Endpoints } from './endpoints';
import type { OpenDataset } from './openDataset';
import { ResultFeed } from './resultFeed';
import { settings } from './settings';

/** What is run. */
export interface RunTarget {
  readonly dataset: OpenDataset;
  readonly selection: SampleSelection;
  /** Model roles; all of the project when absent. */
  readonly roles?: readonly ModelRole[];
  readonly useCache: boolean;
}

interface ActiveRun {
  readonly abort: AbortController;
  readonly partials: Map<string, Record<ModelRole, PartialCompletion>>;
  progress: RunProgress;
}

/** Drives runs: one at a time per dataset, from consent to the journal's last line. */
export class RunController implements vscode.Disposable {
  private readonly active = new Map<OpenDataset, ActiveRun>();
  private readonly last = new WeakMap<OpenDataset, RunProgress>();
  private readonly progressed = new vscode.EventEmitter<OpenDataset>();
  private readonly partialArrived = new vscode.EventEmitter<{ dataset: OpenDataset; sample: string }>();
  private readonly ended = new vscode.EventEmitter<{ dataset: OpenDataset; progress: RunProgress }>();
  readonly onDidChangeProgress = this.progressed.event;
  /** More text of an answer that is still being written. */
  readonly onDidChangePartial = this.partialArrived.event;
  readonly onDidEnd = this.ended.event;

  constructor(
    private readonly endpoints: Endpoints,
    private readonly consent: Consent,
  ) {}

  dispose(): void {
    for (const { abort } of this.active.values()) abort.abort();
    this.progressed.dispose();
    this.partialArrived.dispose();
    this.ended.dispose();
  }

  get isRunning(): boolean {
    return this.active.size > 0;
  }

  /** The run in progress, or the last one of this window. */
  progressOf(dataset: OpenDataset): RunProgress | undefined {
    return this.active.get(dataset)?.progress ?? this.last.get(dataset);
  }

  /** Text so far of the answers of a sample that are still being written. */
  partialsOf(dataset: OpenDataset, sample: string): Readonly<Record<ModelRole, PartialCompletion>> {
    return this.active.get(dataset)?.partials.get(sample) ?? {};
  }

  /** True while the run in progress has this id. */
  isActive(runId: string): boolean {
    return [...this.active.values()].some((run) => run.progress.id === runId);
  }

  /** Stops the run of a dataset, or every run. */
  cancel(dataset?: OpenDataset): void {
    for (const [of, run] of this.active) {
      if (dataset !== undefined && of !== dataset) continue;
      run.progress = { ...run.progress, state: 'cancelling' };
      run.abort.abort();
      this.progressed.fire(of);
    }
  }

  /**
   * Sends the selected samples to the models and resolves when the run has ended.
   * @throws {HumanError} `untrusted`, `no-models`, `recorded-model`, `busy`, `nothing-selected`, `cancelled` (no consent)
   */
  async run(target: RunTarget): Promise<RunProgress> {
    const { dataset, selection, useCache } = target;
    const models = specsToRun(modelSpecsOf(dataset.project.config), target.roles);
    return this.start(dataset, (signal) =>
      prepareRun(dataset.store, { path: dataset.path, selection, models, useCache }, this.ownerOf(dataset), signal),
    );
  }

  /** Goes on with an interrupted run: what was answered is not asked again. */
  async resume(dataset: OpenDataset, info: RunInfo): Promise<RunProgress> {
    return this.start(dataset, () => prepareResume(dataset.store, info.file, this.ownerOf(dataset)));
  }

  private async start(
    dataset: OpenDataset,
    prepare: (signal: AbortSignal) => Promise<PreparedRun>,
  ): Promise<RunProgress> {
    if (!vscode.workspace.isTrusted) {
      throw new HumanError('untrusted', 'Trust this workspace to send its samples to a model.');
    }
    if (this.active.has(dataset))
      throw new HumanError('busy', 'A run of this dataset is in progress. Cancel it first.');
    const progress: RunProgress = { id: '', planned: 0, answered: 0, failed: 0, cached: 0, state: 'running' };
    const run: ActiveRun = { abort: new AbortController(), partials: new Map(), progress };
    this.active.set(dataset, run);
    this.progressed.fire(dataset);
    try {
      const prepared = await prepare(run.abort.signal);
      dataset.ownRuns.add(prepared.header.id);
      const results = new ResultFeed(dataset, prepared.header.id);
      try {
        const client = await this.endpoints.client(dataset.project);
        run.progress = await this.drive(dataset, run, { prepared, client, results });
      } finally {
        await prepared.journal.close();
        await results.flush();
        // The journal is not watched: from now on its answers are known to the cache and to the history.
        await dataset.store.reloadRuns();
      }
      this.last.set(dataset, run.progress);
      return run.progress;
    } finally {
      this.active.delete(dataset);
      this.progressed.fire(dataset);
      if (run.progress.id !== '') this.ended.fire({ dataset, progress: run.progress });
    }
  }

  private drive(
    dataset: OpenDataset,
    run: ActiveRun,
    { prepared, client, results }: { prepared: PreparedRun; client: ModelClient; results: ResultFeed },
  ): Promise<RunProgress> {
    return drivePrepared(dataset.store, prepared, client, {
      limits: settings.runLimits,
      signal: run.abort.signal,
      onPartial: (sample, role, partial) => {
        run.partials.set(sample, { ...run.partials.get(sample), [role]: partial });
        this.partialArrived.fire({ dataset, sample });
      },
      onResponse: (response) => {
        results.add(response);
        const writing = run.partials.get(response.sample);
        if (writing === undefined) return;
        const others = Object.entries(writing).filter(([role]) => role !== response.model);
        if (others.length > 0) run.partials.set(response.sample, Object.fromEntries(others));
        else run.partials.delete(response.sample);
      },
      onProgress: (progress) => {
        run.progress =
          run.abort.signal.aborted && progress.state === 'running' ? { ...progress, state: 'cancelling' } : progress;
        this.progressed.fire(dataset);
      },
    });
  }

  private ownerOf(dataset: OpenDataset): RunOwner {
    return {
      announce: (models, samples) => this.askConsent(dataset, models, samples),
      listModels: (endpoint) => this.endpoints.listModels(dataset.project, endpoint),
      createJournal: (header) => createJournal(dataset.runsFolder, header),
    };
  }

  private async askConsent(
    dataset: OpenDataset,
    specs: Readonly<Record<ModelRole, ModelSpec>>,
    samples: number,
  ): Promise<void> {
    for (const [origin, models] of modelsByOrigin(specs)) {
      if (!(await this.consent.ask({ origin, dataset: dataset.path, samples, models }))) {
        throw new HumanError('cancelled', 'Nothing was sent.');
      }
    }
  }
}
