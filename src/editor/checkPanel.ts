import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { CheckReport } from '../core/check/check';
import { reportMarkdown } from '../core/check/markdown';
import { HumanError } from '../core/humanError';
import { checkCheckPageCall, type CheckHost, type CheckPage, type CheckState } from '../protocol/checkPage';
import { pageHtml } from '../protocol/pageHtml';
import { Peer, type Served } from '../protocol/rpc';
import { sentenceOf, type Log } from './log';
import type { OpenDataset } from './openDataset';
import { contextTokensOf, trainingFilesOf } from './trainingFiles';

/** Checks a dataset with everything: the report of Check Dataset. @throws {HumanError} when it cannot be read */
export async function checkInFull(dataset: OpenDataset, signal?: AbortSignal): Promise<CheckReport> {
  const { project } = dataset;
  const contextTokens = contextTokensOf(project);
  const training = (await trainingFilesOf(project, dataset.uri)).map(({ fsPath }) => fsPath);
  return dataset.store.check(
    { training, depth: 'full', ...(contextTokens !== undefined && { contextTokens }) },
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
    private readonly extensionUri: vscode.Uri,
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
    panel.title = `${name} – Check`;
    const icon = (theme: string): vscode.Uri => vscode.Uri.joinPath(extensionUri, `media/icons/tab-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
    webview.html = this.html();
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
      const report = await checkInFull(dataset, checking.signal);
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

  private html(): string {
    const { webview } = this.panel;
    const at = (file: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, 'dist', file)).toString();
    return pageHtml({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      scriptUri: at('check.js'),
      styleUri: at('check.css'),
      codiconUri: at('codicon.css'),
      title: this.panel.title,
    });
  }
}
