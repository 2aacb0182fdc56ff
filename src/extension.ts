import * as vscode from 'vscode';
import type { TuningForkApi } from './api';
import type { Outcome } from './core/compare/outcome';
import { modelSpecsOf } from './core/config/modelSpecs';
import { CategoryTree } from './editor/categoryTree';
import { registerCommands } from './editor/commands';
import { followConfigProblems } from './editor/configDiagnostics';
import { Consent } from './editor/consent';
import { setContext } from './editor/contextKeys';
import { DatasetTree } from './editor/datasetTree';
import { Endpoints } from './editor/endpoints';
import { Inspectors } from './editor/inspectors';
import { Log } from './editor/log';
import { ModelTree } from './editor/modelTree';
import { ANSWER_SCHEME, AnswerDocuments } from './editor/nativeDiff';
import { Projects } from './editor/projects';
import { createApi } from './editor/publicApi';
import { actionFor, RunDesk } from './editor/runDesk';
import { RunController, selectionOf } from './editor/runController';
import { RunTree } from './editor/runTree';
import { Secrets } from './editor/secrets';
import { registerTestCommands } from './editor/testCommands';

/** Builds the extension's parts, joins them, and returns the public API. */
export function activate(context: vscode.ExtensionContext): TuningForkApi {
  const { extensionUri, subscriptions } = context;
  const own = <T extends vscode.Disposable>(part: T): T => {
    subscriptions.push(part);
    return part;
  };
  const log = own(new Log());
  const projects = own(new Projects(extensionUri, log));
  const secrets = new Secrets(context.secrets, subscriptions);
  const consent = new Consent(context.workspaceState);
  const endpoints = own(new Endpoints(secrets, consent, extensionUri));
  const runs = own(new RunController(endpoints, consent));

  const datasetTree = own(new DatasetTree(projects));
  const modelTree = new ModelTree(projects, endpoints, secrets, subscriptions);
  const runTree = new RunTree(projects, runs, subscriptions);
  const categoryTree = own(new CategoryTree(projects));
  const datasets = own(
    vscode.window.createTreeView('tuningFork.datasets', {
      treeDataProvider: datasetTree,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    }),
  );
  own(datasets.onDidChangeCheckboxState(({ items }) => void datasetTree.setTicks(items)));
  own(vscode.window.registerTreeDataProvider('tuningFork.models', modelTree));
  own(vscode.window.registerTreeDataProvider('tuningFork.runs', runTree));
  own(vscode.window.registerTreeDataProvider('tuningFork.categories', categoryTree));

  const desk = own(new RunDesk(runs, log, datasets, (dataset, sample) => inspectors.show(dataset, sample)));
  const inspectors: Inspectors = own(
    new Inspectors(projects, {
      extensionUri,
      runs,
      log,
      run: (dataset, { samples, outcome, useCache }) => {
        const named = samples ?? outcome;
        const chosen =
          named === undefined ? datasetTree.selectionOf(dataset) : selectionOf(samples, outcome as Outcome);
        void Promise.resolve(chosen)
          .then((selection) => desk.run(dataset, { selection, useCache }))
          .catch((error: unknown) => log.showError(error, actionFor(error)));
      },
    }),
  );
  own(vscode.workspace.registerTextDocumentContentProvider(ANSWER_SCHEME, new AnswerDocuments(projects)));
  own(followConfigProblems(projects));
  own(followContext(projects, datasets));
  const parts = { context, projects, datasetTree, modelTree, runs, desk, inspectors, endpoints, secrets, log };
  own(registerCommands(parts));
  if (context.extensionMode === vscode.ExtensionMode.Test) {
    own(
      registerTestCommands(
        { datasets: datasetTree, models: modelTree, runs: runTree, categories: categoryTree },
        inspectors,
        consent,
      ),
    );
  }
  return createApi(projects, runs);
}

/** Keeps context keys, the badge of broken samples and the view's message in line with the workspace. */
function followContext(projects: Projects, view: vscode.TreeView<unknown>): vscode.Disposable {
  const follow = (): void => {
    const entries = projects.all.flatMap((project) => project.datasets);
    setContext('tuningFork.hasDatasets', entries.length > 0);
    setContext(
      'tuningFork.datasetFiles',
      entries.slice(0, 500).map(({ uri }) => uri.fsPath),
    );
    setContext(
      'tuningFork.hasModels',
      projects.all.some(({ config }) => Object.keys(modelSpecsOf(config)).length > 0),
    );
    setContext(
      'tuningFork.hasCategories',
      projects.all.some(({ config }) => config.categories.length > 0),
    );
    const broken = entries.reduce((sum, { uri }) => sum + (projects.peek(uri)?.info.summary.outcomes.broken ?? 0), 0);
    view.badge = broken > 0 ? { value: broken, tooltip: vscode.l10n.t('{0} broken samples', broken) } : undefined;
  };
  void projects.ready.then(() => setContext('tuningFork.searched', true));
  return vscode.Disposable.from(projects.onDidChange(follow), projects.onDidChangeDataset(follow));
}
