import * as vscode from 'vscode';
import { escapeHtml } from '../core/escapeHtml';
import { sentenceOf, type Log } from './log';
import type { OpenDataset } from './openDataset';
import type { Projects } from './projects';

/** What an editor tab about a dataset is made of. */
export interface DatasetPanel extends vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly dataset: OpenDataset;
}

/** The open tabs of one kind: one per dataset, restored after a reload of the window. */
export class DatasetPanels<P extends DatasetPanel> implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new Map<OpenDataset, P>();
  private readonly serializer: vscode.Disposable;

  /** @param viewType also named in the manifest's activation events */
  constructor(
    private readonly viewType: string,
    private readonly projects: Projects,
    private readonly log: Log,
    private readonly fill: (panel: vscode.WebviewPanel, dataset: OpenDataset) => P,
  ) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  dispose(): void {
    this.serializer.dispose();
    for (const { panel } of [...this.panels.values()]) panel.dispose();
  }

  get all(): readonly P[] {
    return [...this.panels.values()];
  }

  /** The tab that has the focus. */
  get active(): P | undefined {
    return this.all.find(({ panel }) => panel.active);
  }

  /** Shows the dataset's tab, a new one where there is none. */
  show(dataset: OpenDataset): P {
    const open = this.panels.get(dataset);
    if (!open) {
      return this.add(vscode.window.createWebviewPanel(this.viewType, dataset.name, vscode.ViewColumn.Active), dataset);
    }
    open.panel.reveal(undefined, false);
    return open;
  }

  /** Fills a tab that VS Code brings back after a reload; a dataset that is gone leaves a sentence. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    try {
      const { dataset } = (state ?? {}) as { readonly dataset?: unknown };
      const opened = await this.projects.openByName(vscode.Uri.parse(typeof dataset === 'string' ? dataset : '', true));
      if (this.panels.has(opened)) panel.dispose();
      else this.add(panel, opened);
    } catch (error) {
      this.log.showError(error);
      panel.webview.html = `<p>${escapeHtml(sentenceOf(error))}</p>`;
    }
  }

  private add(panel: vscode.WebviewPanel, dataset: OpenDataset): P {
    const filled = this.fill(panel, dataset);
    this.panels.set(dataset, filled);
    panel.onDidDispose(() => {
      this.panels.delete(dataset);
      filled.dispose();
    });
    return filled;
  }
}
