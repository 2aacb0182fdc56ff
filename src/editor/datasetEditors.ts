import * as vscode from 'vscode';
import { DatasetFixes } from './datasetFixes';
import { DatasetHovers } from './datasetHovers';
import { DatasetLenses } from './datasetLenses';
import type { DatasetLines } from './datasetLines';
import { DatasetOutline } from './datasetOutline';
import { DatasetProblems } from './datasetProblems';
import { DATASET_FILES } from './datasetSearch';
import type { Log } from './log';
import type { Projects } from './projects';

/** Gives text editors of datasets problems, quick fixes, lenses, hovers and an outline. */
export function supportDatasetEditors(projects: Projects, lines: DatasetLines, log: Log): vscode.Disposable {
  const { languages } = vscode;
  // What is no dataset is told apart when it is asked for; the pattern only keeps most questions away.
  const files: vscode.DocumentSelector = { scheme: 'file', pattern: DATASET_FILES };
  const problems = new DatasetProblems(projects, lines, log);
  const lenses = new DatasetLenses(projects, lines);
  return vscode.Disposable.from(
    problems,
    lenses,
    languages.registerCodeActionsProvider(files, new DatasetFixes(lines, problems, log), {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    languages.registerCodeLensProvider(files, lenses),
    languages.registerHoverProvider(files, new DatasetHovers(lines)),
    languages.registerDocumentSymbolProvider(files, new DatasetOutline(lines), { label: 'Samples' }),
  );
}
