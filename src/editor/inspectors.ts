import * as vscode from 'vscode';
import { escapeHtml } from '../protocol/inspectorHtml';
import { InspectorPanel, type InspectorParts } from './inspectorPanel';
import { sentenceOf } from './log';
import type { OpenDataset } from './openDataset';
import type { Projects } from './projects';

/** View type of inspector tabs, also named in the manifest's activation event. */
const VIEW_TYPE = 'tuningFork.inspector';

/** The open inspectors: one tab per dataset, restored after a reload of the window. */
export class Inspectors implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new Map<OpenDataset, InspectorPanel>();
  private readonly serializer: vscode.Disposable;

  constructor(
    private readonly projects: Projects,
    private readonly parts: InspectorParts,
  ) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this);
  }

  dispose(): void {
    this.serializer.dispose();
    for (const { panel } of [...this.panels.values()]) panel.dispose();
  }

  get all(): readonly InspectorPanel[] {
    return [...this.panels.values()];
  }

  /** The inspector that has the focus. */
  get active(): InspectorPanel | undefined {
    return this.all.find(({ panel }) => panel.active);
  }

  /** Shows a dataset's inspector, at a sample where one is given. */
  show(dataset: OpenDataset, sample?: string): InspectorPanel {
    let inspector = this.panels.get(dataset);
    if (inspector) inspector.panel.reveal(undefined, false);
    else
      inspector = this.add(
        vscode.window.createWebviewPanel(VIEW_TYPE, dataset.name, vscode.ViewColumn.Active),
        dataset,
      );
    if (sample !== undefined) inspector.reveal(sample);
    return inspector;
  }

  /** Fills a tab that VS Code brings back after a reload; a dataset that is gone leaves a sentence. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    try {
      const { dataset } = (state ?? {}) as { readonly dataset?: unknown };
      const opened = await this.projects.openByName(vscode.Uri.parse(typeof dataset === 'string' ? dataset : '', true));
      if (this.panels.has(opened)) panel.dispose();
      else this.add(panel, opened);
    } catch (error) {
      this.parts.log.showError(error);
      panel.webview.html = `<p>${escapeHtml(sentenceOf(error))}</p>`;
    }
  }

  private add(panel: vscode.WebviewPanel, dataset: OpenDataset): InspectorPanel {
    const inspector = new InspectorPanel(panel, dataset, this.parts);
    this.panels.set(dataset, inspector);
    panel.onDidDispose(() => {
      this.panels.delete(dataset);
      inspector.dispose();
    });
    return inspector;
  }
}
