import * as vscode from 'vscode';
import { sampleMarkdown } from '../core/compare/sampleMarkdown';
import type { DatasetLines } from './datasetLines';
import { outcomeWithChange } from './outcomes';

/** Shows the conversation of the sample under the pointer. */
export class DatasetHovers implements vscode.HoverProvider {
  constructor(private readonly lines: DatasetLines) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const row = await this.lines.rowAt(document, position.line);
    if (!row || row.item.bad !== undefined) return undefined;
    const { dataset, item } = row;
    // The file may be indexed anew just now: then there is nothing to show.
    const detail = await dataset.store.detail({ id: item.id }).catch(() => undefined);
    if (!detail) return undefined;
    const outcome = item.outcome === 'not-run' ? '' : `\n\n**${outcomeWithChange(item)}**`;
    // Neither trusted nor HTML: nothing in it can do anything.
    return new vscode.Hover(new vscode.MarkdownString(`${sampleMarkdown(detail)}${outcome}`));
  }
}
