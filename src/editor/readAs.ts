import * as vscode from 'vscode';
import { setReading, type Reading } from '../core/config/datasetReading';
import { FORMATS } from '../core/dataset/formats/registry';
import { HumanError } from '../core/humanError';
import { startDatasetStore, type DatasetClient } from '../node/datasetClient';
import type { FilePreviews, PreviewRow, ReadingPreview } from '../node/datasetPreview';
import type { DatasetEntry } from './datasetSearch';
import type { Log } from './log';
import { Debounce } from './pacing';
import type { Project } from './project';

/** The preview follows the selection once it rests. */
const QUIET_MS = 50;

/** UTF-16 units of a row that stands on one line with others. */
const SHORT_ROW = 60;

type Member = 'format' | 'prompt' | 'reference' | 'id';

interface ReadAsItem extends vscode.QuickPickItem {
  /** Opens the choices for this member. */
  readonly member?: Member;
  readonly save?: true;
  /** A choice, and what would come of it. */
  readonly choice?: Choice;
}

interface Choice {
  readonly label: string;
  readonly reading: Reading;
  readonly preview: ReadingPreview;
}

const TITLES: Readonly<Record<Member, string>> = {
  format: 'Format',
  prompt: 'Prompt field',
  reference: 'Reference field',
  id: 'Id field',
};

/**
 * Writes how a dataset is read to `tuning-fork.json`. What the reading leaves open is guessed from the first rows.
 * @throws {HumanError} `unknown-format`, or when the file cannot be written
 */
export async function writeReading(project: Project, entry: DatasetEntry, reading: Reading): Promise<void> {
  if (reading.format !== undefined && !FORMATS.some(({ id }) => id === reading.format)) {
    const known = FORMATS.map(({ id }) => id).join(', ');
    throw new HumanError('unknown-format', `There is no format “${reading.format}”. Known are ${known}.`);
  }
  await project.updateConfig((text) => setReading(text, entry.path, reading, entry.config));
}

/**
 * Shows how a dataset is read, with its first rows, and lets the user correct it; the preview follows the selection.
 * The file's beginning is read by a worker of its own: one that is busy, or cannot open the file, is not needed.
 * @returns what to write; undefined when the user backed out
 */
export async function pickReading(
  entry: DatasetEntry,
  extensionUri: vscode.Uri,
  log: Log,
): Promise<Reading | undefined> {
  const workerFile = vscode.Uri.joinPath(extensionUri, 'dist/datasetWorker.js').fsPath;
  const client = startDatasetStore(workerFile, { changed: () => Promise.resolve() }, (error) => log.showError(error));
  try {
    return await new ReadAsPick(entry, client).ask();
  } finally {
    client.dispose();
  }
}

class ReadAsPick {
  private readonly pick = vscode.window.createQuickPick<ReadAsItem>();
  private reading: Reading;
  private fields: readonly string[] = [];
  private current: ReadingPreview | undefined;
  /** The member being chosen, with its choices. */
  private choosing: { readonly member: Member; readonly choices: readonly Choice[] } | undefined;
  private shown: Choice | undefined;
  private readonly follow = new Debounce(QUIET_MS, () => this.followSelection());

  constructor(
    private readonly entry: DatasetEntry,
    private readonly client: DatasetClient,
  ) {
    const { format, prompt, reference, id } = entry.config ?? {};
    const known = FORMATS.some((each) => each.id === format);
    this.reading = readingOf({ format: known ? format : undefined, prompt, reference, id });
  }

  /** Resolves to what to write; undefined when the user backed out. @throws {HumanError} when the file cannot be read */
  async ask(): Promise<Reading | undefined> {
    const { pick } = this;
    pick.ignoreFocusOut = true;
    pick.keepScrollPosition = true;
    try {
      await this.showOverview();
      return await new Promise<Reading | undefined>((resolve, reject) => {
        pick.onDidChangeActive(() => this.follow.trigger());
        pick.onDidTriggerButton(() => void this.showOverview().catch(reject));
        pick.onDidAccept(() => {
          const [item] = pick.selectedItems;
          if (item?.save) resolve(this.result());
          else void this.take(item).catch(reject);
        });
        pick.onDidHide(() => resolve(undefined));
        pick.show();
      });
    } finally {
      this.follow.dispose();
      pick.dispose();
    }
  }

  /** What is written: the format as it was shown, and the fields that were chosen or that the guess rests on. */
  private result(): Reading {
    const { format, fields } = this.current ?? {};
    const guessed = format?.id === 'columns' ? { prompt: fields?.prompt, reference: fields?.reference } : {};
    return readingOf({ ...guessed, ...this.reading, format: format?.id });
  }

  private async take(item: ReadAsItem | undefined): Promise<void> {
    if (item?.member) await this.showChoices(item.member);
    else if (item?.choice) {
      this.reading = item.choice.reading;
      await this.showOverview();
    }
  }

  private previews(readings: readonly Reading[]): Promise<FilePreviews> {
    return this.client.store.preview({ file: this.entry.uri.fsPath, readings });
  }

  private async showOverview(): Promise<void> {
    const { pick, reading } = this;
    const { fields, previews } = await this.previews([reading]);
    const preview = previews[0];
    if (!preview) return;
    this.choosing = undefined;
    this.fields = fields;
    this.current = preview;
    const member = (name: Member, value: string | undefined, isChosen: boolean): ReadAsItem => ({
      label: `${TITLES[name]}: ${value ?? '–'}`,
      description: isChosen || value === undefined ? '' : 'guessed',
      iconPath: new vscode.ThemeIcon('edit'),
      member: name,
    });
    const save: ReadAsItem = {
      label: 'Read the file like this',
      description: 'writes tuning-fork.json',
      iconPath: new vscode.ThemeIcon('check'),
      save: true,
    };
    const metadata = preview.metadata.length === 0 ? 'none' : preview.metadata.join(', ');
    pick.title = `Read As: ${this.entry.path}`;
    pick.placeholder = 'Choose what to change';
    pick.value = '';
    pick.buttons = [];
    pick.items = [
      save,
      separator('How it is read'),
      member('format', preview.format.title, reading.format !== undefined),
      member('prompt', preview.fields.prompt, reading.prompt !== undefined),
      member('reference', preview.fields.reference, reading.reference !== undefined),
      member('id', preview.fields.id, reading.id !== undefined),
      { label: `Metadata: ${metadata}`, iconPath: new vscode.ThemeIcon('blank') },
      ...previewItems(preview),
    ];
  }

  /** Shows the choices for a member, each with how many rows could be used. */
  private async showChoices(member: Member): Promise<void> {
    const { pick, reading } = this;
    const options = member === 'format' ? FORMATS.map(({ id, title }) => [id, title]) : this.fields.map((f) => [f, f]);
    const readings = [undefined, ...options.map(([value]) => value)].map((value) =>
      readingOf({ ...reading, [member]: value }),
    );
    const { previews } = await this.previews(readings);
    const [guess, ...named] = previews.map((preview, index): Choice => {
      const label = index === 0 ? 'Guess' : (options[index - 1]?.[1] ?? '');
      return { label, reading: readings[index] ?? {}, preview };
    });
    // What fits stands first; fields stay in the order of the file.
    if (member === 'format') named.sort((a, b) => b.preview.usable - a.preview.usable);
    const choices = guess ? [guess, ...named] : [];
    this.choosing = { member, choices };
    pick.title = `Read As: ${TITLES[member].toLowerCase()} of ${this.entry.path}`;
    pick.placeholder = 'Move to see what would be read';
    pick.value = '';
    pick.buttons = [vscode.QuickInputButtons.Back];
    this.showChoice(choices.find(({ reading: each }) => each[member] === reading[member]));
  }

  private showChoice(active: Choice | undefined): void {
    const { pick, choosing } = this;
    if (!choosing) return;
    this.shown = active;
    const items = choosing.choices.map((choice): ReadAsItem => {
      const { usable, looked } = choice.preview;
      const description = `${usable} of ${looked} rows can be used`;
      // Beside the choice, too: the rows below may be out of sight.
      return {
        label: choice.label,
        description,
        choice,
        ...(choice === active && { detail: inShort(choice.preview) }),
      };
    });
    pick.items = active ? [...items, ...previewItems(active.preview)] : items;
    const item = items.find(({ choice }) => choice === active);
    if (item) pick.activeItems = [item];
  }

  private followSelection(): void {
    const choice = this.pick.activeItems[0]?.choice;
    if (choice && choice !== this.shown) this.showChoice(choice);
  }
}

function readingOf(members: { readonly [M in Member]?: string | undefined }): Reading {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function separator(label: string): ReadAsItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** The rows of a preview; they stay whatever is typed, and choosing them does nothing. */
function previewItems({ rows, usable, looked }: ReadingPreview): ReadAsItem[] {
  return [separator(`First rows · ${usable} of ${looked} can be used`), ...rows.map(previewItem)];
}

/** A preview's rows on one line. */
function inShort({ rows }: ReadingPreview): string {
  const texts = rows.map((row) => (row.kind === 'bad' ? row.reason : `${row.prompt} → ${row.references[0] ?? '–'}`));
  return texts.map((text) => text.replace(/\s+/g, ' ').slice(0, SHORT_ROW)).join(' · ');
}

function previewItem(row: PreviewRow): ReadAsItem {
  if (row.kind === 'bad') {
    return { label: row.reason, iconPath: new vscode.ThemeIcon('warning'), alwaysShow: true };
  }
  const detail = row.references.length === 0 ? 'no reference' : `→ ${row.references.join(' | ')}`;
  return {
    label: row.prompt,
    ...(row.id !== undefined && { description: row.id }),
    detail: detail.replace(/\s+/g, ' '),
    iconPath: new vscode.ThemeIcon('quote'),
    alwaysShow: true,
  };
}
