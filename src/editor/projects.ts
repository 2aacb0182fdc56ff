import * as vscode from 'vscode';
import { HumanError } from '../core/humanError';
import type { DatasetEntry } from './datasetSearch';
import type { Log } from './log';
import { OpenDataset, runsUriOf } from './openDataset';
import { Project } from './project';

/** The workspace: one project per folder, and the datasets that are open. */
export class Projects implements vscode.Disposable {
  private projects: readonly Project[] = [];
  private readonly opened = new Map<string, Promise<OpenDataset>>();
  /** Those of `opened` that are there already. */
  private readonly current = new Map<string, OpenDataset>();
  private readonly changed = new vscode.EventEmitter<undefined>();
  /** Configuration or the list of datasets changed somewhere. */
  readonly onDidChange = this.changed.event;
  private readonly datasetChanged = new vscode.EventEmitter<OpenDataset>();
  /** An open dataset changed: rows, results or notes. */
  readonly onDidChangeDataset = this.datasetChanged.event;
  private readonly notesChanged = new vscode.EventEmitter<OpenDataset>();
  readonly onDidChangeNotes = this.notesChanged.event;
  private readonly foldersChanged: vscode.Disposable;
  /** Resolves when every folder has been looked through once. */
  ready: Promise<void>;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly log: Log,
  ) {
    this.ready = this.followFolders();
    this.foldersChanged = vscode.workspace.onDidChangeWorkspaceFolders(() => {
      this.ready = this.followFolders();
    });
  }

  get all(): readonly Project[] {
    return this.projects;
  }

  /** The project whose folder holds a file. */
  projectOf(uri: vscode.Uri): Project | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return this.projects.find((project) => project.folder.uri.toString() === folder?.uri.toString());
  }

  /** The dataset that a file is, as far as it was found; not opened. */
  entryOf(uri: vscode.Uri): DatasetEntry | undefined {
    return this.projectOf(uri)?.datasets.find((entry) => entry.uri.toString() === uri.toString());
  }

  /** Opens a dataset, or gives the open one. @throws {HumanError} when it is in no folder of the workspace */
  open(entry: DatasetEntry): Promise<OpenDataset> {
    const key = entry.uri.toString();
    let open = this.opened.get(key);
    if (!open) {
      const project = this.projectOf(entry.uri);
      if (!project) {
        const sentence = `“${entry.path}” is not in a folder of this workspace. Open its folder first.`;
        return Promise.reject(new HumanError('not-in-workspace', sentence));
      }
      open = OpenDataset.open(entry, project, this.extensionUri, this.log);
      this.opened.set(key, open);
      open.then(
        (dataset) => {
          this.current.set(key, dataset);
          dataset.onDidChange(() => this.datasetChanged.fire(dataset));
          dataset.onDidChangeNotes(() => this.notesChanged.fire(dataset));
          this.datasetChanged.fire(dataset);
        },
        () => this.opened.delete(key),
      );
    }
    return open;
  }

  /**
   * Opens the dataset that a command or the API names: by URI, or by its path below a workspace folder. A file that was
   * not found as a dataset is opened all the same: the user asked for it.
   * @throws {HumanError} when there is no such file.
   */
  async openByName(name: vscode.Uri | string): Promise<OpenDataset> {
    return this.open(await this.entryByName(name));
  }

  /** The dataset that `openByName` opens. @throws {HumanError} when there is no such file */
  async entryByName(name: vscode.Uri | string): Promise<DatasetEntry> {
    await this.ready;
    const isUri = typeof name !== 'string' || /^[a-z][a-z0-9+.-]+:/i.test(name);
    const candidates = isUri
      ? [typeof name === 'string' ? vscode.Uri.parse(name) : name]
      : this.projects.map(({ folder }) => vscode.Uri.joinPath(folder.uri, name));
    const entries = this.projects.flatMap((project) => project.datasets);
    for (const candidate of candidates) {
      const entry = entries.find(({ uri }) => uri.toString() === candidate.toString());
      if (entry) return entry;
    }
    for (const uri of candidates) {
      const path = vscode.workspace.asRelativePath(uri, false);
      if (this.projectOf(uri) && (await isFile(uri))) return { uri, path };
    }
    const shown = typeof name === 'string' ? name : name.path;
    throw new HumanError('no-dataset', `There is no dataset “${shown}” in this workspace.`);
  }

  /** Opens every dataset that has been run, so that its history can be read. Those that cannot be opened are left out. */
  async openAllWithRuns(): Promise<OpenDataset[]> {
    await this.ready;
    const opened = await Promise.all(
      this.projects.flatMap((project) =>
        project.datasets.map(async (entry) => {
          if (!(await isFolder(runsUriOf(entry, project)))) return [];
          return this.open(entry).then(
            (dataset) => [dataset],
            () => [],
          );
        }),
      ),
    );
    return opened.flat();
  }

  /** Looks through every folder again. */
  async rescan(): Promise<void> {
    await Promise.all(this.projects.map((project) => project.scan()));
  }

  /** The dataset of a file, where it is open already. */
  peek(uri: vscode.Uri): OpenDataset | undefined {
    return this.current.get(uri.toString());
  }

  dispose(): void {
    this.foldersChanged.dispose();
    this.changed.dispose();
    this.datasetChanged.dispose();
    this.notesChanged.dispose();
    for (const project of this.projects) project.dispose();
    for (const open of this.opened.values())
      void open.then(
        (dataset) => dataset.dispose(),
        () => undefined,
      );
  }

  /** Brings the projects in line with the workspace folders, keeping those that stay. */
  private async followFolders(): Promise<void> {
    const known = new Map(this.projects.map((project) => [project.folder.uri.toString(), project]));
    const fresh: Project[] = [];
    this.projects = (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map((folder) => {
        const kept = known.get(folder.uri.toString());
        known.delete(folder.uri.toString());
        if (kept) return kept;
        const project = new Project(folder, (sentence) => this.log.warn(sentence));
        fresh.push(project);
        return project;
      });
    for (const gone of known.values()) this.close(gone);
    for (const project of fresh) project.onDidChange(() => this.projectChanged(project));
    await Promise.all(fresh.map((project) => project.scan().catch((error: unknown) => this.log.showError(error))));
    this.changed.fire(undefined);
  }

  private projectChanged(project: Project): void {
    for (const entry of project.datasets) {
      void this.opened.get(entry.uri.toString())?.then(
        (dataset) => dataset.configure(entry.config),
        () => undefined,
      );
    }
    this.changed.fire(undefined);
  }

  private close(project: Project): void {
    const inside = `${project.folder.uri.toString()}/`;
    for (const [key, open] of this.opened) {
      if (!key.startsWith(inside)) continue;
      this.opened.delete(key);
      this.current.delete(key);
      void open.then(
        (dataset) => dataset.dispose(),
        () => undefined,
      );
    }
    project.dispose();
  }
}

function isFile(uri: vscode.Uri): Promise<boolean> {
  return is(uri, vscode.FileType.File);
}

function isFolder(uri: vscode.Uri): Promise<boolean> {
  return is(uri, vscode.FileType.Directory);
}

async function is(uri: vscode.Uri, type: vscode.FileType): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & type) !== 0;
  } catch {
    return false;
  }
}
