import * as vscode from 'vscode';
import type { RunProgress } from '../core/run/run';
import { appendConfigValue } from '../core/config/editConfig';
import { newCategory } from '../core/config/newCategory';
import { HumanError } from '../core/humanError';
import { isDemo, isRecorded, originOf } from '../core/model/endpoint';
import type { Note } from '../core/note/note';
import type { SampleSelection } from '../node/datasetStore';
import { selectionOf } from '../node/runSelection';
import {
  readCategoryArgument,
  readDiffArgument,
  readImportArgument,
  readPlaceArgument,
  readReportArgument,
  readRunArgument,
  readSampleWorkspaceArgument,
  readSaveNoteArgument,
} from './commandArguments';
import { checkInFull, type CheckPanel } from './checkPanel';
import { computeReport, exportedReport, type ReportPanel } from './reportPanel';
import type { DatasetPanels } from './datasetPanels';
import { cursorCommands } from './cursorCommands';
import type { DatasetLines } from './datasetLines';
import type { DatasetTree } from './datasetTree';
import type { Endpoints } from './endpoints';
import { importGuided, importNamed, startOf } from './importOutputs';
import type { Inspectors } from './inspectors';
import type { Log } from './log';
import type { ModelNode, ModelTree } from './modelTree';
import { openNativeDiff } from './nativeDiff';
import type { OpenDataset } from './openDataset';
import { openSampleWorkspace } from './openSampleWorkspace';
import type { Projects } from './projects';
import { actionFor, type RunDesk } from './runDesk';
import type { RunController } from './runController';
import type { RunNode, RunTree } from './runTree';
import type { Secrets } from './secrets';
import { setUpModels } from './setUpModels';
import { isDatasetNode, isDocumented, Targets, type Command } from './targets';
import { trainingFilesOf } from './trainingFiles';
import { viewCommands } from './viewCommands';

/** What the commands work with. */
export interface CommandParts {
  readonly context: vscode.ExtensionContext;
  readonly projects: Projects;
  readonly datasetLines: DatasetLines;
  readonly datasetTree: DatasetTree;
  readonly modelTree: ModelTree;
  readonly runTree: RunTree;
  readonly runs: RunController;
  readonly desk: RunDesk;
  readonly inspectors: Inspectors;
  readonly checks: DatasetPanels<CheckPanel>;
  readonly reports: DatasetPanels<ReportPanel>;
  readonly endpoints: Endpoints;
  readonly secrets: Secrets;
  readonly log: Log;
}

/** Registers every command of the manifest. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const targets = new Targets(parts.projects, [parts.inspectors, parts.checks, parts.reports]);
  const { extensionUri } = parts.context;
  const all = {
    ...runCommands(parts, targets),
    ...sampleCommands(parts, targets),
    ...cursorCommands(parts),
    ...viewCommands({ ...parts, extensionUri }, targets),
    ...projectCommands(parts, targets),
  };
  return vscode.Disposable.from(
    ...Object.entries(all).map(([name, command]) =>
      vscode.commands.registerCommand(`tuningFork.${name}`, (argument: unknown) =>
        guarded(parts.log, command, argument),
      ),
    ),
  );
}

/**
 * Runs a command. Called with an argument of its documented form, it fails by throwing, so that the caller can tell;
 * called from a menu or a key, it says what went wrong and what to do.
 */
async function guarded(log: Log, command: Command, argument: unknown): Promise<unknown> {
  try {
    return await command(argument);
  } catch (error) {
    if (isDocumented(argument)) {
      log.error(error);
      throw error;
    }
    log.showError(error, actionFor(error));
    return undefined;
  }
}

function runCommands({ datasetTree, runs, desk, inspectors }: CommandParts, targets: Targets): Record<string, Command> {
  const run = async (argument: unknown, useCache?: boolean): Promise<RunProgress> => {
    const dataset = await targets.dataset(argument);
    const fromView = isDatasetNode(argument) ? await datasetTree.selectionIn(argument) : undefined;
    const order = isDocumented(argument) ? readRunArgument(argument) : readRunArgument({});
    // A person who presses Run wants to watch; a script that calls the command does not.
    if (!isDocumented(argument)) inspectors.show(dataset);
    const ticked = (): Promise<SampleSelection> => datasetTree.selectionOf(dataset);
    const named = order.samples ?? order.outcome;
    return desk.run(dataset, {
      selection: fromView ?? (named === undefined ? await ticked() : selectionOf(order.samples, order.outcome)),
      ...(order.models && { roles: order.models }),
      useCache: useCache ?? order.useCache,
    });
  };
  return {
    run,
    runWithoutCache: (argument) => run(argument, false),
    cancelRun: async (argument) => runs.cancel(isDocumented(argument) ? await targets.dataset(argument) : undefined),
    resumeRun: (node) => {
      const { dataset, info } = node as RunNode;
      return desk.resume(dataset, info);
    },
    openJournal: (node) => vscode.commands.executeCommand('vscode.open', vscode.Uri.file((node as RunNode).info.file)),
    clearTicks: () => datasetTree.clearTicks(),
  };
}

function sampleCommands({ inspectors, checks, reports }: CommandParts, targets: Targets): Record<string, Command> {
  /** The sample that a command is about: of its argument, else the one open in the inspector. */
  const sampleOf = (argument: unknown, dataset: OpenDataset): string | undefined => {
    if (isDatasetNode(argument)) return argument.kind === 'sample' ? argument.item.id : undefined;
    const named = isDocumented(argument) ? readPlaceArgument(argument).sample : undefined;
    return named ?? inspectors.all.find((inspector) => inspector.dataset === dataset)?.openSampleId;
  };
  return {
    openInspector: async (argument) => {
      const dataset = await targets.dataset(argument);
      const sample = isDocumented(argument) || isDatasetNode(argument) ? sampleOf(argument, dataset) : undefined;
      inspectors.show(dataset, sample);
    },
    checkDataset: async (argument) => {
      const dataset = await targets.dataset(argument);
      if (isDocumented(argument)) return checkInFull(dataset, await trainingFilesOf(dataset.project, dataset.uri));
      checks.show(dataset);
      return undefined;
    },
    openReport: async (argument) => {
      const dataset = await targets.dataset(argument);
      if (isDocumented(argument)) {
        const { format } = readReportArgument(argument);
        const report = await computeReport(dataset);
        return format === undefined ? report : exportedReport(report, format);
      }
      reports.show(dataset);
      return undefined;
    },
    openNativeDiff: async (argument) => {
      const dataset = await targets.dataset(argument);
      const sample = sampleOf(argument, dataset);
      if (sample === undefined) throw new HumanError('no-sample', 'Open a sample in the inspector first.');
      const { sides } = readDiffArgument(isDocumented(argument) ? argument : {});
      await openNativeDiff(dataset, sample, sides);
    },
    openSource: async (argument) => {
      const dataset = await targets.dataset(argument);
      const line = await lineOf(argument, dataset, sampleOf(argument, dataset));
      const at = new vscode.Position(Math.max(0, line - 1), 0);
      await vscode.commands.executeCommand('vscode.open', dataset.uri, { selection: new vscode.Range(at, at) });
    },
    saveNote: async (argument): Promise<Note> => {
      const { note } = readSaveNoteArgument(argument);
      return (await targets.dataset(argument)).saveNote(note);
    },
  };
}

function askForCategory(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Add Error Category',
    prompt: 'In what way is an answer wrong? “Wrong clause”, “Invented fact”, …',
  });
}

/** The line that a command is about: of its argument, else that of the sample, else the first. */
async function lineOf(argument: unknown, dataset: OpenDataset, sample: string | undefined): Promise<number> {
  if (isDatasetNode(argument)) return argument.kind === 'sample' ? argument.item.line : 1;
  if (isDocumented(argument)) {
    const { line } = readPlaceArgument(argument);
    if (line !== undefined) return line;
  }
  return sample === undefined ? 1 : (await dataset.store.detail({ id: sample })).line;
}

function projectCommands(parts: CommandParts, targets: Targets): Record<string, Command> {
  const { context, projects, modelTree, endpoints, secrets, log } = parts;
  const origin = async (argument: unknown, title: string): Promise<string> => {
    if (typeof argument === 'string') return originOf(argument);
    const spec = (argument as Partial<ModelNode> | undefined)?.spec;
    return spec ? originOf(spec.endpoint) : pickOrigin(projects, title);
  };
  return {
    setUpModels: async (argument) => setUpModels(await targets.project(argument), { endpoints, secrets }),
    checkModel: async (argument) => {
      const state = await modelTree.check(argument as ModelNode);
      if (state.kind === 'error') throw new HumanError('model-error', state.message);
    },
    setApiKey: async (argument) => secrets.promptForKey(await origin(argument, 'Set API Key: for which server?')),
    forgetApiKey: async (argument) => secrets.forget(await origin(argument, 'Forget API Key: of which server?')),
    importOutputs: async (argument) => {
      if (!isDocumented(argument)) return importGuided(startOf(argument), parts);
      const order = readImportArgument(argument);
      const dataset = order.dataset === undefined ? undefined : await targets.dataset(argument);
      return order.base || order.tuned ? importNamed(order, dataset, parts) : importGuided(dataset?.uri, parts);
    },
    openConfig: async (argument) => {
      const project = await targets.project(argument);
      await project.updateConfig((text) => (text.trim() === '' ? '{}\n' : text));
      await vscode.window.showTextDocument(project.configUri);
    },
    addCategory: async (argument) => {
      const project = await targets.project(argument);
      const title = isDocumented(argument) ? readCategoryArgument(argument).title : await askForCategory();
      if (!title?.trim()) return undefined;
      const category = newCategory(title, project.config.categories);
      await project.updateConfig((text) => appendConfigValue(text, ['categories'], category));
      return category;
    },
    openSampleWorkspace: (argument) =>
      openSampleWorkspace(context, isDocumented(argument) ? readSampleWorkspaceArgument(argument) : {}),
    refreshDatasets: () => projects.rescan(),
    showLog: () => log.channel.show(),
  };
}

/** Asks for one of the servers that the configuration names, or for another. */
async function pickOrigin(projects: Projects, title: string): Promise<string> {
  const endpoints = projects.all.flatMap(({ config }) => Object.values(config.models).map(({ endpoint }) => endpoint));
  const servers = endpoints.filter((endpoint) => !isDemo(endpoint) && !isRecorded(endpoint));
  const origins = [...new Set(servers.map(originOf))];
  const other = 'Another server…';
  const chosen = origins.length === 0 ? other : await vscode.window.showQuickPick([...origins, other], { title });
  if (chosen !== other && chosen !== undefined) return chosen;
  const typed =
    chosen &&
    (await vscode.window.showInputBox({ title, placeHolder: 'https://api.openai.com', ignoreFocusOut: true }));
  if (!typed) throw new HumanError('cancelled', 'No server was chosen.');
  return originOf(typed);
}
