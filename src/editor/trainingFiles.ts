import * as vscode from 'vscode';
import type { Project } from './project';

/** Most training files that samples are looked for in. */
const MOST_FILES = 100;

/** A file that training data is usually called by: `train.jsonl`, `legal-train-v2.jsonl`, `data/training/a.jsonl`. */
const TRAINING_NAME = /(^|[^a-z])train(ing)?([^a-z]|$)/i;

/**
 * The training files of a project, in which no sample of the dataset may stand: those that `tuning-fork.json` names under
 * `training`, else the datasets that are called so. Never the dataset itself; a training file has none.
 */
export async function trainingFilesOf(project: Project, dataset: vscode.Uri): Promise<vscode.Uri[]> {
  const { training } = project.config;
  const found = new Map<string, vscode.Uri>();
  for (const glob of training ?? []) {
    const pattern = new vscode.RelativePattern(project.folder, glob);
    for (const uri of await vscode.workspace.findFiles(pattern, '**/node_modules/**', MOST_FILES)) {
      found.set(uri.toString(), uri);
    }
  }
  if (training === undefined) {
    for (const { uri, path } of project.datasets) if (TRAINING_NAME.test(path)) found.set(uri.toString(), uri);
  }
  if (found.has(dataset.toString())) return [];
  return [...found.values()].slice(0, MOST_FILES);
}

/** Smallest context of a project's models, in tokens; undefined when none is known. */
export function contextTokensOf(project: Project): number | undefined {
  const known = Object.values(project.config.models).flatMap(({ contextTokens }) => contextTokens ?? []);
  return known.length > 0 ? Math.min(...known) : undefined;
}
