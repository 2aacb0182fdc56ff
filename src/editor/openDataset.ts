import * as vscode from 'vscode';
import type { DatasetConfig } from '../core/config/config';
import type { SampleDetail } from '../core/compare/results';
import type { Note, NoteDraft } from '../core/note/note';
import { notesFileOf } from '../core/note/notesFileOf';
import { runsFolderOf } from '../core/run/runsFolderOf';
import { startDatasetStore, type DatasetClient } from '../node/datasetClient';
import type { DatasetInfo, DatasetStore, DatasetStoreOwner } from '../node/datasetStore';
import { readNotes, saveNote } from '../node/notesFile';
import type { Remote, Served } from '../protocol/rpc';
import type { DatasetEntry } from './datasetSearch';
import type { Log } from './log';
import { Debounce } from './pacing';
import type { Project } from './project';
import { reviewerName } from './reviewer';

const QUIET_MS = 150;

/** A dataset that is open: its worker, its notes, and the watchers that follow its files. */
export class OpenDataset implements vscode.Disposable {
  readonly uri: vscode.Uri;
  /** Path below the workspace folder, with forward slashes. */
  readonly path: string;
  readonly notesUri: vscode.Uri;
  /** Absolute folder of this dataset's run journals. */
  readonly runsFolder: string;
  /** Ids of runs whose journals this window writes: their changes on disk are known already. */
  readonly ownRuns = new Set<string>();

  private currentNotes: readonly Note[] = [];
  private currentInfo!: DatasetInfo;
  private running!: DatasetClient;
  private config: DatasetConfig | undefined;
  private readonly changed = new vscode.EventEmitter<undefined>();
  /** Rows, results or notes changed. */
  readonly onDidChange = this.changed.event;
  private readonly notesChanged = new vscode.EventEmitter<undefined>();
  readonly onDidChangeNotes = this.notesChanged.event;
  private readonly disposables: vscode.Disposable[] = [this.changed, this.notesChanged];

  private constructor(
    entry: DatasetEntry,
    readonly project: Project,
    private readonly log: Log,
  ) {
    this.uri = entry.uri;
    this.path = entry.path;
    this.config = entry.config;
    this.notesUri = notesUriOf(entry, project);
    this.runsFolder = runsUriOf(entry, project).fsPath;
  }

  /** Opens a dataset: resolves when its first rows can be read. @throws {HumanError} when it cannot be opened */
  static async open(entry: DatasetEntry, project: Project, extensionUri: vscode.Uri, log: Log): Promise<OpenDataset> {
    const dataset = new OpenDataset(entry, project, log);
    const workerFile = vscode.Uri.joinPath(extensionUri, 'dist/datasetWorker.js').fsPath;
    const owner: Served<DatasetStoreOwner> = {
      changed: (info) => {
        dataset.take(info);
        return Promise.resolve();
      },
    };
    dataset.running = startDatasetStore(workerFile, owner, (error) => log.showError(error));
    try {
      dataset.currentInfo = await dataset.store.open({
        file: dataset.uri.fsPath,
        path: dataset.path,
        runsFolder: dataset.runsFolder,
        ...(entry.config && { config: entry.config }),
      });
    } catch (error) {
      dataset.dispose();
      throw error;
    }
    await dataset.loadNotes();
    dataset.watch();
    return dataset;
  }

  get store(): Remote<DatasetStore> {
    return this.running.store;
  }

  get info(): DatasetInfo {
    return this.currentInfo;
  }

  /** Notes of all reviewers, as they stand on disk. */
  get notes(): readonly Note[] {
    return this.currentNotes;
  }

  /** Name of the file, for titles. */
  get name(): string {
    return this.path.slice(this.path.lastIndexOf('/') + 1);
  }

  /** Takes the dataset's entry in `tuning-fork.json`: other fields or metrics are read again, nothing is run. */
  configure(config: DatasetConfig | undefined): void {
    if (JSON.stringify(config) === JSON.stringify(this.config)) return;
    this.config = config;
    void this.reload();
  }

  /**
   * Signs a note and saves it beside the dataset, merged with what stands there.
   * @throws {HumanError} when there is no such sample or the file cannot be written.
   */
  async saveNote(draft: NoteDraft): Promise<Note> {
    const detail = await this.store.detail({ id: draft.sample });
    const run = runOf(detail);
    const saved = await saveNote(this.notesUri.fsPath, {
      ...draft,
      line: detail.line,
      reviewer: await reviewerName(this.project.folder.uri),
      ...(run !== undefined && { run }),
      updated: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    });
    await this.loadNotes();
    return saved;
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    this.running.dispose();
  }

  private take(info: DatasetInfo): void {
    this.currentInfo = info;
    this.changed.fire(undefined);
  }

  private async reload(): Promise<void> {
    try {
      this.take(await this.store.reload(this.config ? { config: this.config } : {}));
    } catch (error) {
      this.log.showError(error);
    }
  }

  private async loadNotes(): Promise<void> {
    try {
      const { notes, unread } = await readNotes(this.notesUri.fsPath);
      this.currentNotes = notes;
      if (unread.length > 0) {
        this.log.warn(`${basename(this.notesUri)}: lines not understood and kept as they are: ${unread.join(', ')}`);
      }
      await this.store.setNotes({ marks: marksOf(notes) });
      this.notesChanged.fire(undefined);
      this.changed.fire(undefined);
    } catch (error) {
      this.log.showError(error);
    }
  }

  private watch(): void {
    const folder = vscode.Uri.joinPath(this.uri, '..');
    const rows = new Debounce(QUIET_MS, () => void this.reload());
    const notes = new Debounce(QUIET_MS, () => void this.loadNotes());
    const runs = new Debounce(QUIET_MS, () => {
      this.store.reloadRuns().then(
        (info) => this.take(info),
        (error: unknown) => this.log.showError(error),
      );
    });
    this.disposables.push(rows, notes, runs);
    this.follow(new vscode.RelativePattern(folder, globOf(this.name)), () => rows.trigger());
    this.follow(new vscode.RelativePattern(folder, globOf(basename(this.notesUri))), () => notes.trigger());
    const journals = new vscode.RelativePattern(vscode.Uri.file(this.runsFolder), '*.run.jsonl');
    this.follow(journals, (uri) => {
      if (!this.ownRuns.has(basename(uri).replace(/\.run\.jsonl$/, ''))) runs.trigger();
    });
  }

  private follow(pattern: vscode.RelativePattern, listener: (uri: vscode.Uri) => void): void {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    watcher.onDidCreate(listener);
    watcher.onDidChange(listener);
    watcher.onDidDelete(listener);
    this.disposables.push(watcher);
  }
}

/** Where the notes on a dataset are. */
export function notesUriOf(entry: DatasetEntry, project: Project): vscode.Uri {
  return vscode.Uri.joinPath(project.folder.uri, notesFileOf(entry.path));
}

/** Where the run journals of a dataset are. */
export function runsUriOf(entry: DatasetEntry, project: Project): vscode.Uri {
  return vscode.Uri.joinPath(project.folder.uri, runsFolderOf(entry.path));
}

/** The newest run whose answers are shown for a sample. */
function runOf(detail: SampleDetail): string | undefined {
  return Object.values(detail.responses)
    .flatMap((response) => (response.state === 'done' || response.state === 'error' ? [response] : []))
    .sort((a, b) => (a.finished < b.finished ? 1 : -1))[0]?.run;
}

function marksOf(notes: readonly Note[]): { sample: string; count: number; categories: string[] }[] {
  const marks = new Map<string, { sample: string; count: number; categories: string[] }>();
  for (const note of notes) {
    const mark = marks.get(note.sample) ?? { sample: note.sample, count: 0, categories: [] };
    mark.count += 1;
    mark.categories.push(...Object.values(note.categories ?? {}).flat());
    marks.set(note.sample, mark);
  }
  return [...marks.values()];
}

function basename(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** A glob that matches this file name, and hardly another: VS Code's globs cannot quote brackets and braces. */
function globOf(name: string): string {
  return name.replace(/[*?[\]{}]/g, '?');
}
