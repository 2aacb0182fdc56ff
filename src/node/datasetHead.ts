import type { DatasetConfig } from '../core/config/config';
import { MAX_ROW_BYTES } from '../core/dataset/containers/rowScanner';
import { detectFormat } from '../core/dataset/detect';
import { fileSignature } from '../core/dataset/fileSignature';
import type { FieldMap, Format } from '../core/dataset/format';
import { columns } from '../core/dataset/formats/columns';
import { FORMATS, formatById } from '../core/dataset/formats/registry';
import { examineHead, type Head, type Refused } from '../core/dataset/head';
import type { JsonObject } from '../core/dataset/json';
import { writtenReason } from '../core/dataset/recordReader';
import { HumanError } from '../core/humanError';
import type { DatasetSource } from './datasetSource';

/** Bytes of a file's beginning that are looked at, one after the other while no row ends within them. */
export const HEAD_BYTES = [64 * 1024, 1024 * 1024];

/** The first bytes of a file, and what they tell. */
export interface Beginning {
  readonly bytes: Uint8Array;
  /** True when these are all bytes. */
  readonly isWhole: boolean;
  readonly head: Head | Refused;
}

/** The first beginning of files on disk: what they are is asked twice, see `sniffRecorded`. */
const known = new WeakMap<DatasetSource, Beginning>();

/** Reads the first bytes of a file, at most so many, and looks at them. @throws {HumanError} when it cannot be read */
export function beginningOf(file: DatasetSource, length: number): Beginning {
  const before = known.get(file);
  if (before && (before.isWhole || before.bytes.length === length)) return before;
  const bytes = Buffer.allocUnsafe(Math.min(length, file.size));
  file.read(bytes, 0);
  const isWhole = bytes.length === file.size;
  const beginning = { bytes, isWhole, head: examineHead(nameOf(file), bytes, isWhole) };
  // More becomes of what is written out.
  if (!before && file === file.original) known.set(file, beginning);
  return beginning;
}

/**
 * Reads the beginning of a file and tells how its rows stand in it.
 * @throws {HumanError} when it cannot be read or is no dataset
 */
export function readHead(file: DatasetSource): Head {
  for (const length of [...HEAD_BYTES, MAX_ROW_BYTES]) {
    const { bytes, isWhole, head } = beginningOf(file, length);
    const isLast = isWhole || length === MAX_ROW_BYTES;
    if ('refused' in head) {
      // The list within a JSON document may begin further on.
      if (!isLast && !fileSignature(bytes)) continue;
      throw new HumanError('not-a-dataset', `${file.name} cannot be opened as a dataset: ${head.refused}.`);
    }
    if (head.rows === 0 && !isLast) continue;
    const { container = head.container } = file;
    return { ...head, records: head.records.filter((record) => !writtenReason(record, container)) };
  }
  throw new Error('The last length returns.');
}

/** Rows of other containers are written out as lines, whatever the file is called. */
function nameOf({ name, container }: DatasetSource): string {
  return container === undefined ? name : `${name}.jsonl`;
}

/** The fields that a dataset's entry in `tuning-fork.json` names. */
export function fieldsOf(config: DatasetConfig | undefined): FieldMap {
  return {
    ...(config?.prompt === undefined ? undefined : { prompt: config.prompt }),
    ...(config?.reference === undefined ? undefined : { reference: config.reference }),
    ...(config?.id === undefined ? undefined : { id: config.id }),
  };
}

/** True when two configurations read the rows of a file in the same way. */
export function readsAlike(a: DatasetConfig | undefined, b: DatasetConfig | undefined): boolean {
  return a?.format === b?.format && a?.prompt === b?.prompt && a?.reference === b?.reference && a?.id === b?.id;
}

/** The format that the configuration names, else the one that the first records have. @throws {HumanError} for an unknown name */
export function chooseFormat(records: readonly JsonObject[], config: DatasetConfig | undefined): Format {
  if (config?.format === undefined) return detectFormat(records, fieldsOf(config)) ?? columns;
  const format = formatById(config.format);
  if (format) return format;
  throw new HumanError(
    'unknown-format',
    `tuning-fork.json names the format “${config.format}”; known are ${FORMATS.map(({ id }) => id).join(', ')}.`,
  );
}
