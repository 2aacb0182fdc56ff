import * as vscode from 'vscode';
import type { SampleQuery } from '../core/compare/results';
import { termOf } from '../core/compare/searchTerm';
import { HumanError } from '../core/humanError';
import { FORMAT_LOOKS, type ReportFormat } from '../core/report/formats';
import { notedCategories } from '../core/report/notedCategories';
import type { Report } from '../core/report/report';
import {
  checkReportPageCall,
  type NextStep,
  type ReportHost,
  type ReportPage,
  type ReportState,
} from '../protocol/reportPage';
import { Peer, type Served } from '../protocol/rpc';
import { sentenceOf, type Log } from './log';
import type { OpenDataset } from './openDataset';
import { loadPage } from './webviewPage';

/** What a panel needs of its surroundings. */
export interface ReportParts {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  /** Shows samples in the inspector. */
  showSamples(dataset: OpenDataset, query: Pick<SampleQuery, 'text' | 'outcomes'>): void;
}

/**
 * Compares base and tuned on what both have answered.
 * @throws {HumanError} `nothing-to-report`, and when the dataset cannot be read
 */
export async function computeReport(dataset: OpenDataset, signal?: AbortSignal): Promise<Report> {
  const { categories, objectives } = dataset.project.config;
  await dataset.store.whenReady(undefined, signal ? { signal } : {});
  return dataset.store.report(
    { notes: notedCategories(dataset.notes), categories, objectives },
    signal ? { signal } : {},
  );
}

/** A report as the text of a file. */
export async function exportedReport(report: Report, format: ReportFormat): Promise<string> {
  return (await import('../core/report/exportReport')).exportReport(report, format);
}

/** The page of a report: an editor tab for one dataset. */
export class ReportPanel implements vscode.Disposable {
  private readonly peer: Peer<ReportHost, ReportPage>;
  private readonly disposables: vscode.Disposable[] = [];
  private computing = new AbortController();
  private state: ReportState;
  /** What the report was made of: the dataset's revision, its notes, the configuration. */
  private made: readonly unknown[] | undefined;

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly dataset: OpenDataset,
    private readonly parts: ReportParts,
  ) {
    const { webview } = panel;
    const { name, path, uri } = dataset;
    this.state = { dataset: { uri: uri.toString(), name, path }, state: 'computing', isOutdated: false };
    this.peer = new Peer(
      {
        post: (message) => void webview.postMessage(message),
        listen: (listener) => this.disposables.push(webview.onDidReceiveMessage(listener)),
      },
      this.served(),
      { timeoutMs: 30_000, check: checkReportPageCall, onDefect: (error) => parts.log.error(error) },
    );
    this.disposables.push(
      dataset.onDidChange(() => this.noticeChange()),
      dataset.project.onDidChange(() => this.noticeChange()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.noticeChange()),
    );
    loadPage(panel, parts.extensionUri, 'report', `${name} – Report`);
  }

  dispose(): void {
    this.computing.abort();
    this.peer.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** Computes the report of the results as they stand now; one that is being computed is given up. */
  async compute(): Promise<void> {
    this.computing.abort();
    const computing = (this.computing = new AbortController());
    const { dataset, parts } = this;
    this.show({ state: 'computing', isOutdated: false });
    try {
      await dataset.store.whenReady(undefined, { signal: computing.signal });
      this.made = this.stand();
      const report = await computeReport(dataset, computing.signal);
      if (computing.signal.aborted) return;
      this.show({ state: 'done', report });
      this.noticeChange();
    } catch (error) {
      if (computing.signal.aborted) return;
      if (error instanceof HumanError && error.code === 'nothing-to-report') {
        this.show({ state: 'nothing', next: this.next() });
        return;
      }
      parts.log.error(error);
      this.show({ state: 'failed', error: sentenceOf(error) });
    }
  }

  private stand(): readonly unknown[] {
    const { info, notes, project } = this.dataset;
    return [info.revision, notes, project.config];
  }

  /** A report is not made anew by itself: a run changes results by the second, and a reader wants to read. */
  private noticeChange(): void {
    const { state, made } = this;
    if (made === undefined || state.state === 'computing') return;
    const isOutdated = this.stand().some((each, at) => each !== made[at]);
    if (state.state === 'nothing') {
      const { outcomes } = this.dataset.info.summary;
      // Both models have answered something now.
      if (outcomes.broken + outcomes.fixed + outcomes['both-right'] + outcomes['both-wrong'] > 0) void this.compute();
      else this.show({ next: this.next() });
    } else if (isOutdated !== state.isOutdated) this.show({ isOutdated });
  }

  private next(): NonNullable<ReportState['next']> {
    if (!vscode.workspace.isTrusted) {
      const reason =
        'Nothing has been run. Nothing is sent to a model in Restricted Mode: trust this workspace to run samples.';
      return { reason, step: 'trust-workspace' };
    }
    if (Object.keys(this.dataset.project.config.models).length === 0) {
      return { reason: 'Set up a base and a tuned model, then run the samples.', step: 'set-up-models' };
    }
    return { reason: 'No sample has an answer of both models yet. Run the samples to compare them.', step: 'run' };
  }

  private served(): Served<ReportHost> {
    const { dataset, parts } = this;
    return {
      ready: () => {
        if (this.made === undefined) void this.compute();
        return Promise.resolve(this.state);
      },
      refresh: () => {
        void this.compute();
        return Promise.resolve();
      },
      openSamples: ({ outcome, slice, category }) => {
        const terms = [slice && termOf(slice.field, slice.value), category && termOf('category', category)];
        const text = terms.filter((term) => term !== undefined).join(' ');
        parts.showSamples(dataset, { text, outcomes: outcome ? [outcome] : [] });
        return Promise.resolve();
      },
      exportAs: ({ format }) => {
        // Not awaited: the person may take their time over the file's name.
        void this.save(format).catch((error: unknown) => parts.log.showError(error));
        return Promise.resolve();
      },
      openConfig: async () => {
        await vscode.commands.executeCommand('tuningFork.openConfig', dataset.project.folder.uri);
      },
      takeStep: ({ step }) => {
        void vscode.commands.executeCommand(...this.commandOf(step));
        return Promise.resolve();
      },
    };
  }

  private commandOf(step: NextStep): [command: string, argument?: unknown] {
    if (step === 'run') return ['tuningFork.run', this.dataset.uri];
    return step === 'set-up-models'
      ? ['tuningFork.setUpModels', this.dataset.project.folder.uri]
      : ['workbench.trust.manage'];
  }

  private async save(format: ReportFormat): Promise<void> {
    const { report } = this.state;
    if (!report) throw new HumanError('no-report', 'There is no report yet. Try again when it is there.');
    const { title, extension } = FORMAT_LOOKS[format];
    const { uri, name } = this.dataset;
    const defaultUri = vscode.Uri.joinPath(uri, '..', `${name.replace(/\.[^.]+$/, '')}.report.${extension}`);
    const target = await vscode.window.showSaveDialog({
      title: `Export Report as ${title}`,
      defaultUri,
      filters: { [title]: [extension] },
    });
    if (!target) return;
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(await exportedReport(report, format)));
    const open = await vscode.window.showInformationMessage(
      `Saved ${vscode.workspace.asRelativePath(target)}.`,
      'Open',
    );
    if (open === undefined) return;
    if (format === 'html') await vscode.env.openExternal(target);
    else await vscode.commands.executeCommand('vscode.open', target);
  }

  private show(change: Partial<ReportState>): void {
    const { dataset, state, report, isOutdated } = this.state;
    // What went wrong before, and what had to be done first, is left behind.
    this.state = { dataset, state, isOutdated, ...(report && { report }), ...change };
    void this.peer.remote.showState(this.state).catch(() => undefined);
  }
}
