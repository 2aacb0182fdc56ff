import * as vscode from 'vscode';
import { HumanError } from '../core/humanError';
import type { ModelRole } from '../core/model/model';
import { ARCHIVE_TITLE } from '../core/recorded/recorded';
import { startDatasetStore, type DatasetClient } from '../node/datasetClient';
import type { ArchiveFile, OutputsSource, RecordingSummary } from '../node/recorded/importOutputs';
import type { DatasetEntry } from './datasetSearch';
import type { ImportParts } from './importOutputs';
import type { OpenDataset } from './openDataset';

/** A recorded file and what it holds. */
interface RecordedFile {
  readonly uri: vscode.Uri;
  readonly summary: RecordingSummary;
}

/** A model of a recorded file. */
interface Answers {
  readonly file: RecordedFile;
  readonly model: string;
}

/** A dataset and the answers that it is to get. */
export interface PickedImport {
  readonly dataset: OpenDataset;
  readonly sources: readonly OutputsSource[];
}

interface AnswersPick extends vscode.QuickPickItem {
  readonly answers?: Answers;
  readonly next?: 'file' | 'none';
  /** The folder of an archive, in place of one of its files. */
  readonly folder?: vscode.Uri;
}

interface FilePick extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
}

const ANOTHER_FILE: AnswersPick = { label: '$(folder-opened) Another file…', next: 'file' };
const NO_OTHER: AnswersPick = {
  label: '$(circle-slash) None',
  description: 'keep the answers of the base model, and run another one against them',
  next: 'none',
};

/**
 * Asks which recorded answers are those of the base and of the tuned model, and which dataset they belong to.
 * @param start a recorded file, an archive's folder or a dataset to begin with
 * @returns one import, or one for each file of an archive
 * @throws {HumanError} `cancelled`, `no-dataset`, and what reading the files throws
 */
export async function pickOutputs(start: vscode.Uri | undefined, parts: ImportParts): Promise<readonly PickedImport[]> {
  await parts.projects.ready;
  const workerFile = vscode.Uri.joinPath(parts.context.extensionUri, 'dist/datasetWorker.js').fsPath;
  // A worker for the questions alone: recorded files need neither be datasets nor stand in the workspace.
  const reader = startDatasetStore(workerFile, { changed: () => Promise.resolve() }, (error) => parts.log.error(error));
  try {
    return await new OutputsPicker(parts, reader).pick(start);
  } finally {
    reader.dispose();
  }
}

class OutputsPicker {
  private known: RecordedFile[] = [];

  constructor(
    private readonly parts: ImportParts,
    private readonly reader: DatasetClient,
  ) {}

  async pick(start: vscode.Uri | undefined): ReturnType<typeof pickOutputs> {
    const asked = start && !(await this.isRecorded(start)) ? start : undefined;
    const base = await this.answersOf('base', 'Import Outputs: answers of the base model');
    const tuned = await this.answersOf('tuned', 'Import Outputs: answers of the tuned model', base);
    const chosen = [...(base ? [{ role: 'base', ...base }] : []), ...(tuned ? [{ role: 'tuned', ...tuned }] : [])];
    const picked = await this.datasetFor(asked, chosen);
    const sources = chosen.map(({ role, file, model }) => ({ role, file: file.uri.fsPath, model }));
    if (picked instanceof vscode.Uri) {
      return [{ dataset: await this.parts.projects.openByName(picked), sources }];
    }
    // Each file of an archive gets the answers that are in it.
    const imports: PickedImport[] = [];
    for (const { path, models } of picked) {
      const own = sources.filter(({ model }) => models.includes(model)).map((source) => ({ ...source, file: path }));
      const dataset = await this.parts.projects.openByName(vscode.Uri.file(path));
      imports.push({ dataset, sources: own });
    }
    return imports;
  }

  /** Reads a file; false when it holds no recorded outputs. */
  private async isRecorded(uri: vscode.Uri): Promise<boolean> {
    try {
      await this.read(uri);
      return true;
    } catch (error) {
      if (error instanceof HumanError && error.code === 'not-recorded') return false;
      throw error;
    }
  }

  private async read(uri: vscode.Uri): Promise<RecordedFile> {
    const known = this.known.find((file) => file.uri.toString() === uri.toString());
    if (known) return known;
    const file = { uri, summary: await this.reader.store.readRecording({ file: uri.fsPath }) };
    this.known.push(file);
    return file;
  }

  /** A model of the files known so far, or of another one; undefined when there is to be none. */
  private async answersOf(role: ModelRole, title: string, taken?: Answers): Promise<Answers | undefined> {
    if (this.known.length === 0) await this.read(await this.askForFile(title));
    for (;;) {
      const models = this.known.flatMap((file) => file.summary.models.map((model) => ({ file, model })));
      const open = models.filter(({ file, model }) => file !== taken?.file || model.name !== taken.model);
      const items = open.map(({ file, model }): AnswersPick => ({
        label: model.name,
        description: `${model.items} answers · ${vscode.workspace.asRelativePath(file.uri)}`,
        answers: { file, model: model.name },
      }));
      const others = role === 'base' ? [...this.archivesOf(this.known), ANOTHER_FILE] : [ANOTHER_FILE, NO_OTHER];
      const picked = await choose([...items, ...others], title);
      if (picked.folder) {
        const { folder } = picked;
        this.known = this.known.filter(({ uri }) => parentOf(uri).toString() !== folder.toString());
        await this.read(folder);
        continue;
      }
      if (picked.next === 'none') return undefined;
      if (picked.answers) return picked.answers;
      const added = await this.read(await this.askForFile(title));
      const [only] = added.summary.models;
      // Who names a file with one model has chosen.
      if (only && added.summary.models.length === 1) return { file: added, model: only.name };
    }
  }

  private async askForFile(title: string): Promise<vscode.Uri> {
    const seen = new Set(this.known.map(({ uri }) => uri.toString()));
    const entries = this.entries.filter(({ uri, recorded }) => recorded === true && !seen.has(uri.toString()));
    const files = entries.map(({ path, format, uri }): FilePick => ({ label: path, description: format ?? '', uri }));
    const folders = this.archivesOf(entries).flatMap(({ folder: uri, label, description = '' }): FilePick[] =>
      uri && !seen.has(uri.toString()) ? [{ label, description, uri }] : [],
    );
    const items = [...folders, ...files];
    const browse: FilePick = { label: '$(folder-opened) Browse…' };
    const picked = items.length === 0 ? browse : await choose([...items, browse], title);
    if (picked.uri) return picked.uri;
    const [uri] = (await vscode.window.showOpenDialog({ title, openLabel: 'Import Outputs' })) ?? [];
    if (!uri) throw notImported();
    return uri;
  }

  /** The folders of which some files are of an archive with several, to be taken as a whole. */
  private archivesOf(files: readonly { readonly uri: vscode.Uri }[]): AnswersPick[] {
    const archived = this.entries.filter(({ format }) => format === ARCHIVE_TITLE).map(({ uri }) => uri);
    const folders = new Map(files.map(({ uri }) => [parentOf(uri).toString(), parentOf(uri)]));
    return [...folders.values()].flatMap((folder): AnswersPick[] => {
      const count = archived.filter((uri) => parentOf(uri).toString() === folder.toString()).length;
      const label = `$(folder) ${vscode.workspace.asRelativePath(folder)}`;
      return count < 2 ? [] : [{ label, description: `${ARCHIVE_TITLE}: all ${count} files`, folder }];
    });
  }

  /**
   * The dataset to begin with, else the recorded file itself where it tells the prompts, else one of the workspace; or the
   * files of an archive.
   */
  private async datasetFor(
    start: vscode.Uri | undefined,
    chosen: readonly Answers[],
  ): Promise<vscode.Uri | readonly ArchiveFile[]> {
    if (start) return start;
    const withPrompts = chosen.map(({ file }) => file).filter(({ summary }) => summary.prompts > 0);
    const own = [...new Map(withPrompts.map((file) => [file.uri.toString(), file])).values()]
      .filter(({ uri }) => this.parts.projects.projectOf(uri) !== undefined)
      .map(({ uri, summary }) => {
        const files = summary.files?.filter(({ models }) => chosen.some(({ model }) => models.includes(model)));
        const itself = files ? `each of its ${files.length} files` : 'the recorded file itself';
        const label = vscode.workspace.asRelativePath(uri);
        return { label, description: `${itself}: its prompts and references`, uri, files };
      });
    const others = this.entries
      .filter(({ uri, recorded }) => recorded !== true && own.every((item) => item.uri.toString() !== uri.toString()))
      .map(({ path, format, uri }) => ({ label: path, description: format ?? '', uri, files: undefined }));
    const items = [...own, ...others];
    if (items.length === 0) {
      throw new HumanError(
        'no-dataset',
        'These answers are recorded without their prompts. Open the folder of the dataset that was asked, and import them there.',
      );
    }
    const [first] = items;
    const picked =
      items.length === 1 && first ? first : await choose(items, 'Import Outputs: which samples were answered?');
    return picked.files ?? picked.uri;
  }

  private get entries(): readonly DatasetEntry[] {
    return this.parts.projects.all.flatMap((project) => project.datasets);
  }
}

async function choose<T extends vscode.QuickPickItem>(items: readonly T[], title: string): Promise<T> {
  const picked = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  if (!picked) throw notImported();
  return picked;
}

function parentOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}

function notImported(): HumanError {
  return new HumanError('cancelled', 'Nothing was imported.');
}
