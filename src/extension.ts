import * as vscode from 'vscode';
import type { TuningForkApi } from './api';
import type { Outcome } from './core/compare/outcome';
import { CategoryTree } from './editor/categoryTree';
import { CheckPanel } from './editor/checkPanel';
import { registerCommands } from './editor/commands';
import { followConfigProblems } from './editor/configDiagnostics';
import { Consent } from './editor/consent';
import { DatasetPanels } from './editor/datasetPanels';
import { supportDatasetEditors } from './editor/datasetEditors';
import { DatasetLines } from './editor/datasetLines';
import { DatasetTree } from './editor/datasetTree';
import { DatasetViews } from './editor/datasetViews';
import { Endpoints } from './editor/endpoints';
import { Inspectors } from './editor/inspectors';
import { Log } from './editor/log';
import { ModelTree } from './editor/modelTree';
import { ANSWER_SCHEME, AnswerDocuments } from './editor/nativeDiff';
import { Projects } from './editor/projects';
import { createApi } from './editor/publicApi';
import { actionFor, RunDesk } from './editor/runDesk';
import { RunController } from './editor/runController';
import { ReportPanel } from './editor/reportPanel';
import { RunTree } from './editor/runTree';
import { Secrets } from './editor/secrets';
import { registerTestCommands } from './editor/testCommands';
import { followViewState } from './editor/viewState';
import { selectionOf } from './node/runSelection';

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

  const datasetTree = own(new DatasetTree(projects, new DatasetViews(context.workspaceState)));
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
  own(
    datasets.onDidChangeCheckboxState(({ items }) => {
      datasetTree.setTicks(items).catch((error: unknown) => log.showError(error));
    }),
  );
  own(vscode.window.registerTreeDataProvider('tuningFork.models', modelTree));
  own(vscode.window.registerTreeDataProvider('tuningFork.runs', runTree));
  own(vscode.window.registerTreeDataProvider('tuningFork.categories', categoryTree));

  const desk = new RunDesk(runs, log, (dataset) => inspectors.show(dataset));
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
  const checks = own(
    new DatasetPanels(
      'tuningFork.check',
      projects,
      log,
      (panel, dataset) => new CheckPanel(panel, dataset, extensionUri, log),
    ),
  );
  const reports = own(
    new DatasetPanels('tuningFork.report', projects, log, (panel, dataset) => {
      const showSamples: Inspectors['showSamples'] = (of, query) => inspectors.showSamples(of, query);
      return new ReportPanel(panel, dataset, { extensionUri, log, showSamples });
    }),
  );
  own(vscode.workspace.registerTextDocumentContentProvider(ANSWER_SCHEME, new AnswerDocuments(projects)));
  own(followConfigProblems(projects));
  own(followViewState(projects, runs, datasets));
  const datasetLines = own(new DatasetLines(projects));
  own(supportDatasetEditors(projects, datasetLines, log));
  const parts = {
    datasetLines,
    context,
    projects,
    datasetTree,
    modelTree,
    runTree,
    runs,
    desk,
    inspectors,
    checks,
    reports,
    endpoints,
    secrets,
    log,
  };
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
