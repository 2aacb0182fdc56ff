import * as vscode from 'vscode';
import { appendConfigValue } from '../core/config/editConfig';
import { newCategory } from '../core/config/newCategory';
import { modelSpecsOf } from '../core/config/modelSpecs';
import type { ResponseView, SampleDetail, SampleQuery } from '../core/compare/results';
import type {
  BlockedAction,
  InspectorHost,
  InspectorPage,
  InspectorState,
  OpenSample,
  RunParams,
} from '../protocol/inspector';
import { checkInspectorCall } from '../protocol/inspectorChecks';
import { Peer, type Served } from '../protocol/rpc';
import type { Log } from './log';
import { openNativeDiff } from './nativeDiff';
import type { OpenDataset } from './openDataset';
import { Throttle } from './pacing';
import { reviewerName } from './reviewer';
import type { RunController } from './runController';
import { onDidChangeSettings } from './settings';
import { loadPage } from './webviewPage';

/** Snapshots of a kind are at least this many milliseconds apart. */
const SNAPSHOT_MS = 50;
const CALL_TIMEOUT_MS = 30_000;

/** What a panel needs of its surroundings. */
export interface InspectorParts {
  readonly extensionUri: vscode.Uri;
  readonly runs: RunController;
  readonly log: Log;
  /** Starts a run; what goes wrong is shown to the user. */
  run(dataset: OpenDataset, params: RunParams): void;
}

type ListedSamples = Pick<SampleQuery, 'text' | 'outcomes'>;

const UNBLOCK_COMMANDS: Readonly<Record<BlockedAction, string>> = {
  'set-up-models': 'tuningFork.setUpModels',
  'trust-workspace': 'workbench.trust.manage',
  'set-api-key': 'tuningFork.setApiKey',
};

/** The inspector of one dataset: an editor tab whose page asks this class for everything it shows. */
export class InspectorPanel implements vscode.Disposable {
  private readonly peer: Peer<InspectorHost, InspectorPage>;
  private readonly disposables: vscode.Disposable[] = [];
  private readonly statePush = new Throttle(SNAPSHOT_MS, () => void this.pushState());
  private readonly samplePush = new Throttle(SNAPSHOT_MS, () => void this.pushSample());
  private reviewer = '';
  private open: string | undefined;
  /** The snapshot of it that was pushed last: while a run goes on, most changes are about other samples. */
  private shown = '';
  /** A sample, or a list of some, chosen before the page was there. */
  private wanted: string | undefined;
  private wantedList: ListedSamples | undefined;
  private ready = false;

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly dataset: OpenDataset,
    private readonly parts: InspectorParts,
  ) {
    const { webview } = panel;
    this.peer = new Peer(
      {
        post: (message) => void webview.postMessage(message),
        listen: (listener) => this.own(webview.onDidReceiveMessage(listener)),
      },
      this.served(),
      { timeoutMs: CALL_TIMEOUT_MS, check: checkInspectorCall, onDefect: (error) => parts.log.error(error) },
    );
    const both = (): void => {
      this.statePush.trigger();
      this.samplePush.trigger();
    };
    const mine = (listener: () => void) => (changed: OpenDataset) => {
      if (changed === dataset) listener();
    };
    this.own(dataset.onDidChange(both));
    this.own(dataset.project.onDidChange(() => this.statePush.trigger()));
    this.own(parts.runs.onDidChangeProgress(mine(() => this.statePush.trigger())));
    this.own(
      parts.runs.onDidChangePartial(({ dataset: of, sample }) => {
        if (of === dataset && sample === this.open) this.samplePush.trigger();
      }),
    );
    const readReviewer = (): void => void this.readReviewer();
    this.own(vscode.workspace.onDidGrantWorkspaceTrust(readReviewer));
    this.own(onDidChangeSettings(readReviewer));
    // A hidden page is gone and asks for everything again when it is shown.
    this.own(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.ready = false;
      }),
    );
    loadPage(panel, parts.extensionUri, 'inspector', `${dataset.name} – Inspector`);
  }

  /** Id of the sample that the page shows. */
  get openSampleId(): string | undefined {
    return this.open;
  }

  /** True when the page has loaded and asked for its state. */
  get isReady(): boolean {
    return this.ready;
  }

  /** Shows a sample because it was chosen elsewhere. */
  reveal(sample: string): void {
    if (this.ready && this.panel.visible) void this.peer.remote.revealSample({ id: sample }).catch(() => undefined);
    else this.wanted = sample;
  }

  /** Lists some samples because they were chosen elsewhere. */
  showSamples(query: ListedSamples): void {
    if (this.ready && this.panel.visible) void this.peer.remote.showSamples(query).catch(() => undefined);
    else this.wantedList = query;
  }

  dispose(): void {
    this.peer.dispose();
    this.statePush.dispose();
    this.samplePush.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private own(disposable: vscode.Disposable): void {
    this.disposables.push(disposable);
  }

  private served(): Served<InspectorHost> {
    const { dataset, parts } = this;
    return {
      ready: async ({ sample }) => {
        this.ready = true;
        await this.readReviewer();
        const { wanted, wantedList } = this;
        this.wanted = undefined;
        this.wantedList = undefined;
        if (wanted !== undefined && wanted !== sample) setImmediate(() => this.reveal(wanted));
        if (wantedList) setImmediate(() => this.showSamples(wantedList));
        return this.state();
      },
      listSamples: (query) => dataset.store.list(query),
      openSample: ({ id }) => {
        this.open = id;
        this.shown = '';
        return this.sample(id);
      },
      run: (params) => {
        // Not awaited: a run lasts as long as it lasts, and its progress is pushed.
        parts.run(dataset, params);
        return Promise.resolve();
      },
      cancelRun: () => {
        parts.runs.cancel(dataset);
        return Promise.resolve();
      },
      saveNote: (draft) => dataset.saveNote(draft),
      addCategory: async ({ title }) => {
        const category = newCategory(title, dataset.project.config.categories);
        await dataset.project.updateConfig((text) => appendConfigValue(text, ['categories'], category));
        return category;
      },
      openNativeDiff: ({ id, sides }) => openNativeDiff(dataset, id, sides),
      openSource: async ({ id, line: known }) => {
        const line = known ?? (await dataset.store.detail({ id })).line;
        await vscode.commands.executeCommand('tuningFork.openSource', { dataset: dataset.uri.toString(), line });
      },
      copy: async ({ text }) => vscode.env.clipboard.writeText(text),
      openReport: async () => {
        await vscode.commands.executeCommand('tuningFork.openReport', dataset.uri);
      },
      unblock: async ({ action }) => {
        await vscode.commands.executeCommand(UNBLOCK_COMMANDS[action]);
      },
    };
  }

  private state(): InspectorState {
    const { dataset, parts } = this;
    const { info, project } = dataset;
    const run = parts.runs.progressOf(dataset);
    const blocked = this.blocked();
    return {
      dataset: {
        uri: dataset.uri.toString(),
        name: dataset.name,
        path: dataset.path,
        format: info.format.title,
        samples: info.rows - info.badRows,
        badRows: info.badRows,
        indexing: info.state === 'indexing' || info.state === 'identifying',
        ...(info.error !== undefined && { error: info.error }),
      },
      models: Object.entries(modelSpecsOf(project.config)).map(([role, { model, endpoint }]) => ({
        role,
        model,
        endpoint,
      })),
      summary: info.summary,
      ...(run && { run }),
      ...(info.lastRun !== undefined && { lastRun: info.lastRun }),
      ...(blocked && { blocked }),
      categories: project.config.categories,
      reviewer: this.reviewer,
      notesFile: dataset.notesUri.path.slice(dataset.notesUri.path.lastIndexOf('/') + 1),
      revision: info.revision,
    };
  }

  private blocked(): InspectorState['blocked'] {
    if (!vscode.workspace.isTrusted) {
      const reason = 'Nothing is sent to a model in Restricted Mode. Trust this workspace to run samples.';
      return { reason, action: 'trust-workspace' };
    }
    if (Object.keys(this.dataset.project.config.models).length === 0) {
      return { reason: 'No models are set up yet.', action: 'set-up-models' };
    }
    return undefined;
  }

  /** Reads under which name notes are signed: settings and trust change it. */
  private async readReviewer(): Promise<void> {
    this.reviewer = await reviewerName(this.dataset.project.folder.uri);
    this.statePush.trigger();
  }

  private async sample(id: string): Promise<OpenSample> {
    const detail = await this.dataset.store.detail({ id });
    const partials = this.parts.runs.partialsOf(this.dataset, id);
    const streaming = Object.entries(partials).map(([role, partial]): [string, ResponseView] => [
      role,
      { state: 'streaming', ...partial },
    ]);
    const merged: SampleDetail = { ...detail, responses: { ...detail.responses, ...Object.fromEntries(streaming) } };
    return { detail: merged, notes: this.dataset.notes.filter((note) => note.sample === id) };
  }

  private async pushState(): Promise<void> {
    if (!this.ready || !this.panel.visible) return;
    await this.peer.remote.showState(this.state()).catch(() => undefined);
  }

  private async pushSample(): Promise<void> {
    const { open } = this;
    if (!this.ready || !this.panel.visible || open === undefined) return;
    try {
      const sample = await this.sample(open);
      const text = JSON.stringify(sample);
      if (open !== this.open || text === this.shown) return;
      this.shown = text;
      await this.peer.remote.showSample(sample);
    } catch {
      // The sample is gone from the file, or the page is: the next snapshot says so.
    }
  }
}
