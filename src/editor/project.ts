import * as vscode from 'vscode';
import { CONFIG_FILE, EMPTY_CONFIG, type Config } from '../core/config/config';
import { parseConfig, type ConfigProblem } from '../core/config/parseConfig';
import { HumanError } from '../core/humanError';
import { DATASET_FILES, findDatasets, isNeverDataset, type DatasetEntry } from './datasetSearch';
import { Debounce } from './pacing';

const QUIET_MS = 200;

/** A workspace folder with its `tuning-fork.json` and its datasets; follows both on disk. */
export class Project implements vscode.Disposable {
  readonly configUri: vscode.Uri;
  /** What could be read of `tuning-fork.json`; empty without one. */
  config: Config = EMPTY_CONFIG;
  configProblems: readonly ConfigProblem[] = [];
  datasets: readonly DatasetEntry[] = [];

  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChange = this.changed.event;
  private readonly rescan = new Debounce(QUIET_MS, () => void this.scan());
  private readonly watchers: vscode.FileSystemWatcher[];
  private editing: Promise<unknown> = Promise.resolve();
  private scanning: Promise<void> | undefined;
  private leftOut = 0;

  /** @param warn takes what a person should know but need not act on */
  constructor(
    readonly folder: vscode.WorkspaceFolder,
    private readonly warn: (sentence: string) => void,
  ) {
    this.configUri = vscode.Uri.joinPath(folder.uri, CONFIG_FILE);
    const config = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, CONFIG_FILE));
    const files = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, DATASET_FILES));
    const rescan = (): void => this.rescan.trigger();
    const filesChanged = (uri: vscode.Uri): void => {
      if (!isNeverDataset(uri.path.slice(folder.uri.path.length + 1))) rescan();
    };
    config.onDidCreate(rescan);
    config.onDidChange(rescan);
    config.onDidDelete(rescan);
    files.onDidCreate(filesChanged);
    files.onDidDelete(filesChanged);
    // A file may become a dataset by what is written into it; what is one already follows its file by itself.
    files.onDidChange((uri) => {
      if (!this.datasets.some((entry) => entry.uri.toString() === uri.toString())) filesChanged(uri);
    });
    this.watchers = [config, files];
  }

  /** What is wrong with `tuning-fork.json`, as a sentence. */
  get configError(): string | undefined {
    const [first] = this.configProblems;
    return first && `${CONFIG_FILE}, line ${first.line}: ${first.message}`;
  }

  /** Reads the configuration and looks for the datasets; calls that come while it goes on share one more round. */
  scan(): Promise<void> {
    this.rescan.dispose();
    this.scanning = (this.scanning ?? Promise.resolve()).then(() => this.scanOnce());
    return this.scanning;
  }

  /**
   * Changes `tuning-fork.json`, which is made when it does not exist, and saves it. Goes through the editor when the
   * file is open there, so that unsaved typing stays and undo works.
   * @param edit gets the text as it stands and returns the new one; see `core/config/editConfig.ts`.
   * @throws {HumanError} when the file cannot be written.
   */
  updateConfig(edit: (text: string) => string): Promise<void> {
    const done = this.editing.then(() => this.writeConfig(edit));
    this.editing = done.catch(() => undefined);
    return done;
  }

  dispose(): void {
    this.rescan.dispose();
    this.changed.dispose();
    for (const watcher of this.watchers) watcher.dispose();
  }

  private async scanOnce(): Promise<void> {
    const { config, problems } = parseConfig(await readText(this.configUri));
    this.config = config;
    this.configProblems = problems;
    this.changed.fire(undefined);
    const { datasets, leftOut } = await findDatasets(this.folder.uri, config);
    this.datasets = datasets;
    this.changed.fire(undefined);
    if (leftOut === this.leftOut) return;
    this.leftOut = leftOut;
    if (leftOut > 0) this.warn(leftOutSentence(this.folder.name, leftOut));
  }

  private async writeConfig(edit: (text: string) => string): Promise<void> {
    const open = vscode.workspace.textDocuments.find(
      (document) => document.uri.toString() === this.configUri.toString(),
    );
    try {
      if (open) {
        const text = open.getText();
        const whole = new vscode.Range(open.positionAt(0), open.positionAt(text.length));
        const change = new vscode.WorkspaceEdit();
        change.replace(this.configUri, whole, edit(text));
        if (!(await vscode.workspace.applyEdit(change)) || !(await open.save())) throw new Error('edit refused');
      } else {
        const text = edit(await readText(this.configUri));
        await vscode.workspace.fs.writeFile(this.configUri, new TextEncoder().encode(text));
      }
    } catch (error) {
      throw new HumanError(
        'config-not-written',
        `${CONFIG_FILE} cannot be written. Check that the folder is writable.`,
        String(error),
      );
    }
    await this.scan();
  }
}

function leftOutSentence(folder: string, files: number): string {
  return `${files.toLocaleString('en')} files of “${folder}” were not looked into, as there are too many; name its datasets in ${CONFIG_FILE}.`;
}

/** The text of a file; empty when there is none. */
async function readText(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}
