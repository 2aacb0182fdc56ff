import * as vscode from 'vscode';
import { HumanError } from '../core/humanError';
import type { DatasetTreeNode } from './datasetNodes';
import type { DatasetEntry } from './datasetSearch';
import type { DatasetPanel, DatasetPanels } from './datasetPanels';
import { OpenDataset } from './openDataset';
import type { Project } from './project';
import type { Projects } from './projects';

/** Finds out what a command is about: its argument, else what the user looks at, else what the user picks. */
export class Targets {
  constructor(
    private readonly projects: Projects,
    private readonly panels: readonly Pick<DatasetPanels<DatasetPanel>, 'active'>[],
  ) {}

  /**
   * The dataset of a command's argument: a URI, a path, an item of a view, `{dataset}`, or nothing.
   * @throws {HumanError} when there is none, or the user picks none.
   */
  async dataset(argument: unknown): Promise<OpenDataset> {
    if (argument instanceof OpenDataset) return argument;
    if (argument instanceof vscode.Uri || typeof argument === 'string') return this.projects.openByName(argument);
    if (isRecord(argument)) {
      if (argument['dataset'] !== undefined) return this.dataset(argument['dataset']);
      if (isRecord(argument['entry'])) return this.projects.open(argument['entry'] as unknown as DatasetEntry);
    }
    return this.projects.open(await this.entryInSight());
  }

  /**
   * The project of a command's argument: an item of a view, a folder's URI or path, or nothing.
   * @throws {HumanError} when no folder is open, or the user picks none.
   */
  async project(argument: unknown): Promise<Project> {
    await this.projects.ready;
    const { all } = this.projects;
    if (isRecord(argument) && all.includes(argument['project'] as Project)) return argument['project'] as Project;
    const wanted = isRecord(argument) && 'folder' in argument ? argument['folder'] : argument;
    const name = wanted instanceof vscode.Uri ? wanted.toString() : wanted;
    const named = all.find(({ folder }) => name === folder.uri.toString() || name === folder.uri.fsPath);
    const project = named ?? (all.length > 1 ? await this.pickProject() : all[0]);
    if (!project) throw new HumanError('no-folder', 'Open a folder first.');
    return project;
  }

  /**
   * The dataset of a command's argument, not opened: for what has to work where it cannot be opened.
   * @throws {HumanError} as `dataset`
   */
  async entry(argument: unknown): Promise<DatasetEntry> {
    if (argument instanceof OpenDataset) return this.projects.entryByName(argument.uri);
    if (argument instanceof vscode.Uri || typeof argument === 'string') return this.projects.entryByName(argument);
    if (isRecord(argument)) {
      if (argument['dataset'] !== undefined) return this.entry(argument['dataset']);
      if (isRecord(argument['entry'])) return argument['entry'] as unknown as DatasetEntry;
    }
    return this.entryInSight();
  }

  /** The dataset in the editor that has the focus, else the only one; undefined where it would have to be asked for. */
  async inSight(): Promise<DatasetEntry | undefined> {
    const active = this.panels.find((each) => each.active)?.active?.dataset;
    if (active) return this.projects.entryByName(active.uri);
    await this.projects.ready;
    const entries = this.projects.all.flatMap((project) => project.datasets);
    const inEditor = vscode.window.activeTextEditor?.document.uri.toString();
    return entries.find(({ uri }) => uri.toString() === inEditor) ?? (entries.length > 1 ? undefined : entries[0]);
  }

  /** The dataset in sight, else the one that the user picks. */
  private async entryInSight(): Promise<DatasetEntry> {
    const inSight = await this.inSight();
    const entries = this.projects.all.flatMap((project) => project.datasets);
    const entry = inSight ?? (entries.length > 1 ? await pickEntry(entries) : undefined);
    if (!entry) {
      throw new HumanError('no-dataset', 'There is no dataset in this workspace. Open a folder that has one.');
    }
    return entry;
  }

  private async pickProject(): Promise<Project> {
    const items = this.projects.all.map((project) => ({ label: project.folder.name, project }));
    const chosen = await vscode.window.showQuickPick(items, { title: 'In which folder?' });
    if (!chosen) throw new HumanError('cancelled', 'No folder was chosen.');
    return chosen.project;
  }
}

/** A command, called with what is documented of it, with an item of a view, or with nothing. */
export type Command = (argument: unknown) => unknown;

/** True for an argument of a command's documented form: a plain object that is no item of a view. */
export function isDocumented(argument: unknown): boolean {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    Object.getPrototypeOf(argument) === Object.prototype &&
    !isViewItem(argument)
  );
}

/** True for items of the views, with which their menus call commands. */
function isViewItem(argument: object): boolean {
  return isDatasetNode(argument) || 'spec' in argument || 'info' in argument || 'category' in argument;
}

/** True for items of the Datasets view. */
export function isDatasetNode(argument: unknown): argument is DatasetTreeNode {
  return isRecord(argument) && typeof argument['kind'] === 'string';
}

async function pickEntry(entries: readonly DatasetEntry[]): Promise<DatasetEntry> {
  const items = entries.map((entry) => ({ label: entry.path, description: entry.format ?? '', entry }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Which dataset?' });
  if (!chosen) throw new HumanError('cancelled', 'No dataset was chosen.');
  return chosen.entry;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
