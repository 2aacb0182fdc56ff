import * as vscode from 'vscode';
import type { Projects } from './projects';

/** Shows what is wrong with each `tuning-fork.json` as problems on its lines. */
export function followConfigProblems(projects: Projects): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('tuningFork');
  const show = (): void => {
    collection.clear();
    for (const { configUri, configProblems } of projects.all) {
      const diagnostics = configProblems.map(({ message, line, column, endLine, endColumn }) => {
        const range = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
        const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
        diagnostic.source = 'Tuning Fork';
        return diagnostic;
      });
      collection.set(configUri, diagnostics);
    }
  };
  return vscode.Disposable.from(collection, projects.onDidChange(show));
}
