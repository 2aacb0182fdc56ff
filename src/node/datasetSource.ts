/**
 * Where a dataset's rows are read from: the file itself, or its rows written out as lines of JSON where the file cannot
 * be read at any place (Parquet, YAML, UTF-16, what other tools recorded). So there is one way to index, search and check.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatasetConfig } from '../core/config/config';
import type { ContainerId, Format } from '../core/dataset/format';
import { fileSignature, isYamlName, SIGNATURE_BYTES, type FileSignature } from '../core/dataset/fileSignature';
import { DATASET_INFO } from '../core/dataset/formats/llamaFactory';
import { HumanError } from '../core/humanError';
import { DatasetBytes } from './datasetBytes';
import { recordedSource } from './recorded/recordedSource';
import { describedFormat } from './sources/describedFormat';
import { parquetParts } from './sources/parquetSource';
import { onePart, TranscribedSource, type TranscriptTraits } from './sources/transcribedSource';
import { utf16Parts } from './sources/utf16Source';
import { yamlRows } from './sources/yamlSource';

/** Bytes in which rows are found, held open for reading. Reading is synchronous: it happens in a worker thread. */
export interface DatasetSource {
  /** Name of the dataset's file. */
  readonly name: string;
  /** Bytes there so far. */
  readonly size: number;
  /** How the rows stand in these bytes, where the bytes need not be asked. */
  readonly container?: ContainerId;
  /** How its records are read, unless `tuning-fork.json` says otherwise; told by the records where absent. */
  readonly format?: Format;
  /** The dataset's file as it stands on disk: what is hashed and watched. */
  readonly original: DatasetBytes;
  /** Fills `target` from byte `position` on, up to the end of what is there; returns the number of bytes read. */
  read(target: Uint8Array, position: number): number;
  /** Makes more bytes available, where they are made as they are needed; false when everything is there. */
  more(): Promise<boolean>;
  /** One-based line of the file on which a row begins, where it is not the line within these bytes. */
  lineOf?(row: number): number;
  /** True when the path no longer leads to the file as it was opened. */
  isStale(): boolean;
  /** @throws {HumanError} when the file was changed in place or deleted */
  assertUnchanged(): void;
  close(): void;
}

/**
 * Opens a dataset's file.
 * @param config its entry in `tuning-fork.json`: a format that is named there is that of the file's own records
 * @throws {HumanError} when it cannot be read or is no dataset
 */
export async function openSource(path: string, config?: DatasetConfig): Promise<DatasetSource> {
  // To ask whether there is a description takes less time than to wait for the answer that there is none.
  const isBesideInfo = existsSync(join(dirname(path), DATASET_INFO));
  const file = new DatasetBytes(path, isBesideInfo ? await describedFormat(path) : undefined);
  try {
    const isDescribed = config?.format !== undefined || file.format !== undefined;
    return (isDescribed ? undefined : await recordedSource(file)) ?? (await transcribed(file)) ?? file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** The rows written out, where the file cannot be read at any place. */
async function transcribed(file: DatasetBytes): Promise<DatasetSource | undefined> {
  const { format } = file;
  const traits = format && { format };
  const signature = signatureOf(file);
  switch (signature?.kind) {
    case 'parquet':
      return TranscribedSource.open(file, parquetParts(file), { ...traits, container: 'parquet' });
    case 'utf-16le':
    case 'utf-16be':
      return TranscribedSource.open(file, utf16Parts(file, signature.kind === 'utf-16be'), { ...traits });
    case 'zip':
    case 'other':
      throw new HumanError('not-a-dataset', `${file.name} cannot be opened as a dataset: ${signature.refused}.`);
    case undefined:
      return isYamlName(file.name) ? openYaml(file, traits) : undefined;
  }
}

async function openYaml(file: DatasetBytes, traits: TranscriptTraits | undefined): Promise<DatasetSource> {
  const { text, lines } = await yamlRows(file);
  const lineOf = (row: number): number => lines[row] ?? 1;
  return TranscribedSource.open(file, onePart(text), { ...traits, container: 'yaml', lineOf });
}

function signatureOf(file: DatasetBytes): FileSignature | undefined {
  const bytes = Buffer.alloc(SIGNATURE_BYTES);
  return fileSignature(bytes.subarray(0, file.read(bytes, 0)));
}
