import * as vscode from 'vscode';
import type { CheckReport } from '../core/check/check';
import { reportMarkdown } from '../core/check/markdown';
import { HumanError } from '../core/humanError';
import { checkCheckPageCall, type CheckHost, type CheckPage, type CheckState } from '../protocol/checkPage';
import { Peer, type Served } from '../protocol/rpc';
import { sentenceOf, type Log } from './log';
import type { OpenDataset } from './openDataset';
import { contextTokensOf, trainingFilesOf } from './trainingFiles';
import { loadPage } from './webviewPage';

/** Checks a dataset with everything: the report of Check Dataset. @throws {HumanError} when it cannot be read */
export async function checkInFull(
  dataset: OpenDataset,
  trainingFiles: readonly vscode.Uri[],
  signal?: AbortSignal,
): Promise<CheckReport> {
  const contextTokens = contextTokensOf(dataset.project);
  return dataset.store.check(
    {
      training: trainingFiles.map(({ fsPath }) => fsPath),
      depth: 'full',
      ...(contextTokens !== undefined && { contextTokens }),
    },
    signal ? { signal } : {},
  );
}

/** The page of Check Dataset: an editor tab for one dataset. */
export class CheckPanel implements vscode.Disposable {
  private readonly peer: Peer<CheckHost, CheckPage>;
  private readonly disposables: vscode.Disposable[] = [];
  private checking = new AbortController();
  private state: CheckState;
  /** Revision of the dataset's file that the report is about. */
  private checkedHash: string | undefined;

  constructor(
    readonly panel: vscode.WebviewPanel,
    readonly dataset: OpenDataset,
    extensionUri: vscode.Uri,
    private readonly log: Log,
  ) {
    const { webview } = panel;
    const { name, path, uri } = dataset;
    this.state = {
      dataset: { uri: uri.toString(), name, path, format: dataset.info.format.title },
      training: [],
      state: 'checking',
    };
    this.peer = new Peer(
      {
        post: (message) => void webview.postMessage(message),
        listen: (listener) => this.disposables.push(webview.onDidReceiveMessage(listener)),
      },
      this.served(),
      { timeoutMs: 30_000, check: checkCheckPageCall, onDefect: (error) => log.error(error) },
    );
    this.disposables.push(
      dataset.onDidChange(() => {
        const { state, sha256 } = dataset.info;
        if (state === 'ready' && sha256 !== this.checkedHash && this.state.state !== 'checking') void this.check();
      }),
    );
    loadPage(panel, extensionUri, 'check', `${name} – Check`);
  }

  dispose(): void {
    this.checking.abort();
    this.peer.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** Checks the dataset as it stands now; a check that goes on is given up. */
  async check(): Promise<void> {
    this.checking.abort();
    const checking = (this.checking = new AbortController());
    const { dataset } = this;
    const training = await trainingFilesOf(dataset.project, dataset.uri);
    this.show({ state: 'checking', training: training.map((uri) => vscode.workspace.asRelativePath(uri, false)) });
    try {
      const report = await checkInFull(dataset, training, checking.signal);
      if (checking.signal.aborted) return;
      this.checkedHash = dataset.info.sha256;
      this.show({ state: 'done', report, checkedAt: new Date().toISOString() });
    } catch (error) {
      if (checking.signal.aborted) return;
      this.log.error(error);
      this.checkedHash = dataset.info.sha256;
      this.show({ state: 'failed', error: sentenceOf(error) });
    }
  }

  private served(): Served<CheckHost> {
    const { dataset } = this;
    return {
      ready: () => {
        if (this.state.report === undefined) void this.check();
        return Promise.resolve(this.state);
      },
      checkAgain: () => {
        void this.check();
        return Promise.resolve();
      },
      openLine: async ({ line }) => {
        await vscode.commands.executeCommand('tuningFork.openSource', { dataset: dataset.uri.toString(), line });
      },
      showProblems: async () => {
        await vscode.window.showTextDocument(dataset.uri, { preview: false });
        await vscode.commands.executeCommand('workbench.actions.view.problems');
      },
      exportMarkdown: () => this.exportMarkdown(),
      nameTrainingFiles: async () => {
        await vscode.commands.executeCommand('tuningFork.openConfig', dataset.project.folder.uri);
      },
    };
  }

  private async exportMarkdown(): Promise<void> {
    const { report, dataset } = this.state;
    if (!report) throw new HumanError('no-report', 'The check has not finished. Try again when the report is there.');
    const content = reportMarkdown(dataset.path, report);
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
    await vscode.window.showTextDocument(document);
  }

  private show(change: Pick<CheckState, 'state'> & Partial<CheckState>): void {
    const { dataset, training, report, checkedAt } = this.state;
    // What went wrong before is left behind.
    this.state = {
      dataset,
      training,
      ...(report && { report }),
      ...(checkedAt !== undefined && { checkedAt }),
      ...change,
    };
    void this.peer.remote.showState(this.state).catch(() => undefined);
  }
}
