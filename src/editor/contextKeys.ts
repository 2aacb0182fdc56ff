import * as vscode from 'vscode';

/** The context keys that `when` clauses of the manifest use, and their values. */
export interface ContextKeys {
  /** The workspace has been looked through once. */
  'tuningFork.searched': boolean;
  'tuningFork.hasDatasets': boolean;
  /** Paths of the dataset files, for `resourcePath in …`. */
  'tuningFork.datasetFiles': readonly string[];
  /** Samples are ticked in the Datasets view. */
  'tuningFork.ticked': boolean;
  /** The Datasets view shows only what was searched for. */
  'tuningFork.filtered': boolean;
  'tuningFork.hasModels': boolean;
  'tuningFork.hasRuns': boolean;
  'tuningFork.hasCategories': boolean;
  /** A run is in progress. */
  'tuningFork.running': boolean;
}

/** Sets a context key. */
export function setContext<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
