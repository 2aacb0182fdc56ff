import * as vscode from 'vscode';
import type { Finding, FixKind } from '../core/check/check';
import { appendRow, removeRows, stringified, type Piece, type Replacement } from '../core/check/fixes';
import { HumanError } from '../core/humanError';
import { sniffDataset } from '../node/datasetDiscovery';
import type { DatasetLines } from './datasetLines';
import type { DatasetProblems, Problem } from './datasetProblems';
import type { Log } from './log';

/** A fix that is offered; what it changes is found out when it is chosen. */
class Fix extends vscode.CodeAction {
  constructor(
    title: string,
    readonly document: vscode.TextDocument,
    readonly kindOfFix: FixKind,
    readonly problems: readonly Problem[],
  ) {
    super(title, vscode.CodeActionKind.QuickFix);
    this.diagnostics = problems.map(({ diagnostic }) => diagnostic);
  }
}

/** Offers to mend what can be mended without a decision about its content, one by one and all of one check at once. */
export class DatasetFixes implements vscode.CodeActionProvider {
  constructor(
    private readonly lines: DatasetLines,
    private readonly problems: DatasetProblems,
    private readonly log: Log,
  ) {}

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const all = this.problems.of(document.uri);
    const here = all.filter(({ finding, diagnostic }) => finding.fix && diagnostic.range.intersection(range));
    const fixes = here.flatMap((problem) => fixOf(document, problem.finding, [problem]));
    const checks = new Map(here.map((problem) => [problem.finding.check, problem.finding]));
    for (const finding of checks.values()) {
      const alike = all.filter((each) => each.finding.check === finding.check && each.finding.fix === finding.fix);
      if (alike.length > 1) fixes.push(...fixOf(document, finding, alike));
    }
    for (const fix of fixes) fix.isPreferred = fix.problems.length === 1;
    return fixes;
  }

  async resolveCodeAction(action: vscode.CodeAction): Promise<vscode.CodeAction> {
    if (!(action instanceof Fix)) return action;
    try {
      action.edit = await this.editFor(action);
    } catch (error) {
      this.log.showError(error);
    }
    return action;
  }

  private async editFor({ document, kindOfFix, problems }: Fix): Promise<vscode.WorkspaceEdit> {
    const wanted = new Set(problems.map(({ finding }) => finding));
    // Where they stand now: the text may have been edited since the fix was offered.
    const now = this.problems.of(document.uri).filter(({ finding }) => wanted.has(finding));
    const text = document.getText();
    const pieces = now
      .map(({ finding, diagnostic: { range } }) => ({
        finding,
        start: document.offsetAt(range.start),
        end: document.offsetAt(range.end),
      }))
      .sort((a, b) => a.start - b.start);
    const edit = new vscode.WorkspaceEdit();
    if (kindOfFix === 'stringify-arguments') {
      replace(
        edit,
        document,
        pieces.map((piece) => stringified(text, piece)),
      );
      return edit;
    }
    replace(edit, document, removeRows(text, eachOnce(pieces)));
    if (kindOfFix === 'move-to-training') await this.append(edit, document, pieces);
    return edit;
  }

  /** Adds rows to the training files that their findings name. */
  private async append(
    edit: vscode.WorkspaceEdit,
    document: vscode.TextDocument,
    pieces: readonly (Piece & { readonly finding: Finding })[],
  ): Promise<void> {
    const dataset = await this.lines.datasetOf(document);
    const files = Map.groupBy(pieces, ({ finding }) => finding.related?.file);
    for (const [file, moved] of files) {
      if (file === undefined || !dataset) continue;
      const training = await openText(file);
      const format = (await sniffDataset(file))?.format.id;
      if (format !== dataset.info.format.id || headerOf(document) !== headerOf(training)) throw unlike(nameOf(file));
      let text = training.getText();
      const additions = moved.map(({ start, end }) => {
        const addition = appendRow(text, document.getText().slice(start, end));
        text = text.slice(0, addition.start) + addition.text + text.slice(addition.end);
        return addition;
      });
      const at = training.positionAt(additions[0]?.start ?? 0);
      edit.insert(training.uri, at, additions.map((addition) => addition.text).join(''));
    }
  }
}

function fixOf(document: vscode.TextDocument, { fix, related }: Finding, problems: readonly Problem[]): Fix[] {
  if (!fix) return [];
  const count = problems.length;
  const training = related?.file === undefined ? 'the training file' : nameOf(related.file);
  const titles: Readonly<Record<FixKind, readonly [one: string, all: string]>> = {
    'remove-row': ['Remove this row', `Remove all ${count} such rows`],
    'move-to-training': [`Move this row to ${training}`, `Move all ${count} such rows to their training files`],
    'stringify-arguments': ['Write the arguments as a text', `Write all ${count} such arguments as texts`],
  };
  return [new Fix(titles[fix][count === 1 ? 0 : 1], document, fix, problems)];
}

function replace(
  edit: vscode.WorkspaceEdit,
  document: vscode.TextDocument,
  replacements: readonly Replacement[],
): void {
  for (const { start, end, text } of replacements) {
    edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  }
}

/** A row that two findings name is removed once. */
function eachOnce<T extends Piece>(pieces: readonly T[]): T[] {
  return pieces.filter(({ start }, index) => pieces[index - 1]?.start !== start);
}

async function openText(file: string): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  } catch (error) {
    const sentence = `${nameOf(file)} cannot be opened as a text, so the row cannot be moved there. Remove the row instead.`;
    throw new HumanError('training-not-text', sentence, String(error));
  }
}

/** The columns of a table; undefined for other files. */
function headerOf(document: vscode.TextDocument): string | undefined {
  return /\.[ct]sv$/i.test(document.uri.path) ? document.lineAt(0).text : undefined;
}

function unlike(training: string): HumanError {
  return new HumanError(
    'training-unlike',
    `Rows of ${training} are written otherwise than these. Move the row by hand.`,
  );
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
