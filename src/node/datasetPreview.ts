import { listItem } from '../core/compare/resultListItem';
import type { Reading } from '../core/config/datasetReading';
import { ownIdOf } from '../core/dataset/fields';
import type { FieldMap, Format, Unusable } from '../core/dataset/format';
import type { Head } from '../core/dataset/head';
import type { JsonObject } from '../core/dataset/json';
import type { SampleContent } from '../core/dataset/sample';
import { chooseFormat, fieldsOf, readHead } from './datasetHead';
import { openSource } from './datasetSource';

/** Rows shown of a preview. */
const ROWS_SHOWN = 3;
/** Field names of a file that are offered. */
const MOST_FIELDS = 200;
/** UTF-16 units of a text that are shown. */
const SHOWN_TEXT = 160;

/** A row as it would be read. */
export type PreviewRow =
  | { readonly kind: 'sample'; readonly id?: string; readonly prompt: string; readonly references: readonly string[] }
  | { readonly kind: 'bad'; readonly reason: string };

/** What comes of a file when it is read in a certain way. */
export interface ReadingPreview {
  readonly format: { readonly id: string; readonly title: string };
  /** Names of the fields that hold prompt, reference and id; absent where the format takes them from elsewhere, or has none. */
  readonly fields: FieldMap;
  /** Names of the fields that become metadata. */
  readonly metadata: readonly string[];
  readonly rows: readonly PreviewRow[];
  /** Rows looked at, and those of them that can be used. */
  readonly looked: number;
  readonly usable: number;
}

/** Previews of a file, and the fields that its first records have. */
export interface FilePreviews {
  readonly fields: readonly string[];
  /** One for each way of reading, in their order. */
  readonly previews: readonly ReadingPreview[];
}

/** Previews of how a file would be read, from its first records. They are read once; belongs in a worker. */
export class DatasetPreview {
  private known: { readonly file: string; readonly head: Promise<SourceHead> } | undefined;

  /** @throws {HumanError} when the file cannot be read or is no dataset, and for unknown formats */
  async preview({
    file,
    readings,
  }: {
    readonly file: string;
    readonly readings: readonly Reading[];
  }): Promise<FilePreviews> {
    if (this.known?.file !== file) this.known = { file, head: headOf(file) };
    const { head, format } = await this.known.head;
    const fields = [...new Set(head.records.flatMap((record) => Object.keys(record)))].slice(0, MOST_FIELDS);
    return { fields, previews: readings.map((reading) => previewOf(head.records, reading, format)) };
  }
}

interface SourceHead {
  readonly head: Head;
  /** The format that the source knows. */
  readonly format: Format | undefined;
}

async function headOf(file: string): Promise<SourceHead> {
  const source = await openSource(file);
  try {
    return { head: readHead(source), format: source.format };
  } finally {
    source.close();
  }
}

/** What comes of a file's first records when they are read in a certain way. */
export function previewOf(records: readonly JsonObject[], reading: Reading, known?: Format): ReadingPreview {
  const config = { files: '', ...reading };
  const format = (reading.format === undefined && known) || chooseFormat(records, config);
  const fields = fieldsOf(config);
  const read = records.map((record) => ({ record, content: format.read(record, fields) }));
  const usable = read.filter(
    (each): each is { record: JsonObject; content: SampleContent } => !('unusable' in each.content),
  );
  const [first] = usable;
  const id = first && ownIdOf(first.record, fields)?.field;
  return {
    format: { id: format.id, title: format.title },
    fields: { ...(first && format.usualFields(first.record)), ...(id !== undefined && { id }), ...fields },
    metadata: [...new Set(usable.flatMap(({ content }) => Object.keys(content.metadata)))].slice(0, MOST_FIELDS),
    rows: read.slice(0, ROWS_SHOWN).map(({ content }, row) => rowOf(content, row)),
    looked: read.length,
    usable: usable.length,
  };
}

function rowOf(content: SampleContent | Unusable, row: number): PreviewRow {
  if ('unusable' in content) return { kind: 'bad', reason: content.unusable };
  const { ownId, ...rest } = content;
  const standing = { outcome: 'not-run', notes: 0 } as const;
  const { title } = listItem({ kind: 'sample', id: '', row, line: 0, ...rest }, standing);
  const references = content.references.slice(0, ROWS_SHOWN).map((text) => text.slice(0, SHOWN_TEXT));
  return { kind: 'sample', ...(ownId !== undefined && { id: ownId }), prompt: title, references };
}
