import * as vscode from 'vscode';
import type { RunProgress } from '../core/run/run';
import { setContext } from './contextKeys';
import type { OpenDataset } from './openDataset';
import { Throttle } from './pacing';
import type { Projects } from './projects';
import type { RunController } from './runController';

const UPDATE_MS = 200;
/** So many dataset files get a button in their editor's title. */
const MOST_FILES = 500;

/** Keeps the context keys, and the Datasets view's badge and message, in line with the workspace and its runs. */
export function followViewState(
  projects: Projects,
  runs: RunController,
  view: vscode.TreeView<unknown>,
): vscode.Disposable {
  let latest: OpenDataset | undefined;
  const update = new Throttle(UPDATE_MS, () => {
    const entries = projects.all.flatMap((project) => project.datasets);
    const open = entries.flatMap(({ uri }) => projects.peek(uri) ?? []);
    const configs = projects.all.map(({ config }) => config);
    setContext('tuningFork.hasDatasets', entries.length > 0);
    setContext(
      'tuningFork.datasetFiles',
      entries.slice(0, MOST_FILES).map(({ uri }) => uri.fsPath),
    );
    setContext(
      'tuningFork.hasModels',
      configs.some(({ models }) => Object.keys(models).length > 0),
    );
    setContext(
      'tuningFork.hasCategories',
      configs.some(({ categories }) => categories.length > 0),
    );
    setContext(
      'tuningFork.hasRuns',
      open.some(({ info }) => info.lastRun !== undefined),
    );
    setContext('tuningFork.running', runs.isRunning);
    const broken = open.reduce((sum, { info }) => sum + info.summary.outcomes.broken, 0);
    view.badge = broken > 0 ? { value: broken, tooltip: `${broken} broken samples` } : undefined;
    const progress = runs.isRunning && latest ? runs.progressOf(latest) : undefined;
    const problem = projects.all.map(({ configError }) => configError).find((each) => each !== undefined);
    view.message = latest && progress ? progressSentence(latest, progress) : (problem ?? '');
  });
  void projects.ready.then(() => setContext('tuningFork.searched', true));
  return vscode.Disposable.from(
    update,
    projects.onDidChange(() => update.trigger()),
    projects.onDidChangeDataset(() => update.trigger()),
    runs.onDidChangeProgress((dataset) => {
      latest = dataset;
      update.trigger();
    }),
  );
}

function progressSentence(dataset: OpenDataset, progress: RunProgress): string {
  if (progress.state === 'cancelling') return `Cancelling the run of ${dataset.name}…`;
  const { answered, failed, planned } = progress;
  if (planned === 0) return `Preparing to run ${dataset.name}…`;
  const counts = `Running ${dataset.name}: ${answered + failed} of ${planned}`;
  return failed > 0 ? `${counts}, ${failed} failed` : counts;
}
