import * as vscode from 'vscode';
import type { SampleListItem } from '../core/compare/results';
import type { SampleNode } from './datasetNodes';
import type { DatasetLines, RowInEditor } from './datasetLines';
import { outcomeWithChange } from './outcomes';
import { Debounce, Throttle } from './pacing';
import type { Projects } from './projects';

/** Lenses are made for blocks of lines, so that scrolling a little changes nothing. */
const BLOCK = 100;
const QUIET_MS = 100;
const REFRESH_MS = 500;

/** Lenses above the samples in sight: run, open, and what is known of them. */
export class DatasetLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  /** Blocks for which lenses were given, by document. */
  private readonly given = new Map<string, string>();
  private readonly disposables: vscode.Disposable[];

  constructor(
    projects: Projects,
    private readonly lines: DatasetLines,
  ) {
    const refresh = new Throttle(REFRESH_MS, () => this.changed.fire());
    const scrolled = new Debounce(QUIET_MS, () => this.changed.fire());
    this.disposables = [
      this.changed,
      refresh,
      scrolled,
      lines.onDidChange(() => refresh.trigger()),
      projects.onDidChange(() => refresh.trigger()),
      projects.onDidChangeDataset(() => refresh.trigger()),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor: { document } }) => {
        const given = this.given.get(document.uri.toString());
        if (given !== undefined && given !== JSON.stringify(blocksInSight(document))) scrolled.trigger();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.given.delete(uri.toString())),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const blocks = blocksInSight(document);
    if (!(await this.lines.datasetOf(document))) return [];
    this.given.set(document.uri.toString(), JSON.stringify(blocks));
    const rows = await Promise.all(blocks.map(([first, last]) => this.lines.rowsOn(document, first, last)));
    return rows.flat().flatMap(lensesOf);
  }
}

/** The lines in sight with a block above and below, as blocks that do not overlap. */
function blocksInSight(document: vscode.TextDocument): (readonly [first: number, last: number])[] {
  const blocks: [number, number][] = [];
  const ranges = vscode.window.visibleTextEditors
    .filter((editor) => editor.document === document)
    .flatMap(({ visibleRanges }) => visibleRanges)
    .sort((a, b) => a.start.line - b.start.line);
  for (const { start, end } of ranges) {
    const first = Math.max(0, (Math.floor(start.line / BLOCK) - 1) * BLOCK);
    const last = (Math.floor(end.line / BLOCK) + 2) * BLOCK - 1;
    const before = blocks.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else blocks.push([first, last]);
  }
  return blocks;
}

function lensesOf({ dataset, item, line }: RowInEditor): vscode.CodeLens[] {
  if (item.bad !== undefined) return [];
  const node: SampleNode = { kind: 'sample', dataset, item };
  const range = new vscode.Range(line, 0, line, 0);
  const lens = (title: string, command: string, tooltip: string): vscode.CodeLens =>
    new vscode.CodeLens(range, { title, command, tooltip, arguments: [node] });
  return [
    lens('Run sample', 'tuningFork.run', 'Ask both models for this sample'),
    lens('Open in Inspector', 'tuningFork.openInspector', `Sample ${item.id}`),
    ...standings(item).map((title) => lens(title, 'tuningFork.openInspector', `Sample ${item.id}`)),
  ];
}

/** Outcome and number of notes, as far as they are known. */
function standings(item: SampleListItem): string[] {
  const notes = item.notes === 1 ? '1 note' : `${item.notes} notes`;
  return [...(item.outcome === 'not-run' ? [] : [outcomeWithChange(item)]), ...(item.notes > 0 ? [notes] : [])];
}
