import * as vscode from 'vscode';
import { isNeverDataset } from './datasetSearch';
import type { Project } from './project';

/** Most training files that samples are looked for in. */
const MOST_FILES = 100;

/** Files of rows that may be called so; JSON documents are left out: most with that name are settings of a trainer. */
const NAMED_TRAINING = '**/*[tT]rain*.{jsonl,ndjson,csv,tsv,parquet}';

/** A file that training data is usually called by: `train.jsonl`, `legal-train-v2.jsonl`, `data/training/a.jsonl`. */
const TRAINING_NAME = /(^|[^a-z])train(ing)?([^a-z]|$)/i;

/**
 * The training files of a project, in which no sample of the dataset may stand: those that `tuning-fork.json` names under
 * `training`, else what demo models learn from and the files that are called so. Never the dataset itself; a training
 * file has none.
 */
export async function trainingFilesOf(project: Project, dataset: vscode.Uri): Promise<vscode.Uri[]> {
  const { training, demoModels } = project.config;
  const found = new Map<string, vscode.Uri>();
  const globs = training ?? [...Object.values(demoModels ?? {}).flat(), NAMED_TRAINING];
  for (const glob of new Set(globs)) {
    const pattern = new vscode.RelativePattern(project.folder, glob);
    for (const uri of await vscode.workspace.findFiles(pattern, '**/node_modules/**', MOST_FILES)) {
      if (glob !== NAMED_TRAINING || isCalledTraining(vscode.workspace.asRelativePath(uri, false)))
        found.set(uri.toString(), uri);
    }
  }
  if (training === undefined) {
    for (const { uri, path } of project.datasets) if (isCalledTraining(path)) found.set(uri.toString(), uri);
  }
  if (found.has(dataset.toString())) return [];
  return [...found.values()].slice(0, MOST_FILES);
}

function isCalledTraining(path: string): boolean {
  return TRAINING_NAME.test(path) && !isNeverDataset(path);
}

/** Smallest context of a project's models, in tokens; undefined when none is known. */
export function contextTokensOf(project: Project): number | undefined {
  const known = Object.values(project.config.models).flatMap(({ contextTokens }) => contextTokens ?? []);
  return known.length > 0 ? Math.min(...known) : undefined;
}
