import * as vscode from 'vscode';
import type { SampleListItem } from '../core/compare/results';
import type { DatasetLines, RowInEditor } from './datasetLines';
import { outcomeWithChange } from './outcomes';

/** Longer files have no outline (in characters): nobody reads it, and VS Code keeps all of it. */
const MOST_CHARACTERS = 5 * 1024 * 1024;
/** Lines asked for at once. */
const PAGE = 2000;

/** Lists the samples of a dataset in the outline, the breadcrumbs and Go to Symbol. */
export class DatasetOutline implements vscode.DocumentSymbolProvider {
  constructor(private readonly lines: DatasetLines) {}

  async provideDocumentSymbols(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentSymbol[]> {
    const end = document.lineAt(document.lineCount - 1).range.end;
    if (document.offsetAt(end) > MOST_CHARACTERS) return [];
    const rows: RowInEditor[] = [];
    for (let line = 0; line < document.lineCount && !token.isCancellationRequested; line += PAGE) {
      const found = await this.lines.rowsOn(document, line, line + PAGE - 1);
      // A row that goes on from the page before is there already.
      rows.push(...found.filter((row) => row.line >= line));
    }
    return rows.map(({ item, line }, index) => {
      const next = rows[index + 1]?.line ?? document.lineCount;
      const range = new vscode.Range(new vscode.Position(line, 0), document.lineAt(Math.max(line, next - 1)).range.end);
      return symbolOf(item, range, document.lineAt(line).range);
    });
  }
}

function symbolOf(item: SampleListItem, range: vscode.Range, selection: vscode.Range): vscode.DocumentSymbol {
  const { line, bad, tags, title, outcome } = item;
  if (bad !== undefined) {
    return new vscode.DocumentSymbol(`${line} ${bad}`, 'cannot be used', vscode.SymbolKind.Null, range, selection);
  }
  const name = `${[String(line), ...tags.slice(0, 1)].join(' ')}: ${title}`;
  const detail = outcome === 'not-run' ? '' : outcomeWithChange(item);
  return new vscode.DocumentSymbol(name, detail, vscode.SymbolKind.Object, range, selection);
}
