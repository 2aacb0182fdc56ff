/**
 * Where a dataset's rows are read from: the file itself, or its rows written out as lines of JSON where the file cannot
 * be read at any place (Parquet, YAML, UTF-16, what other tools recorded). So there is one way to index, search and check.
 */
import type { ContainerId, Format } from '../core/dataset/format';
import { DatasetBytes } from './datasetBytes';

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

/** Opens a dataset's file. @throws {HumanError} when it cannot be read or is no dataset */
export function openSource(path: string): Promise<DatasetSource> {
  return Promise.resolve(new DatasetBytes(path));
}
