import { createHash, hash } from 'node:crypto';
import type { Needle } from '../core/compare/needle';
import type { DatasetConfig } from '../core/config/config';
import { MAX_ROW_BYTES, type RowScanner } from '../core/dataset/containers/rowScanner';
import type { ContainerId, Unusable } from '../core/dataset/format';
import { scannerFor, type Head } from '../core/dataset/head';
import { readSample, tooLong, type RowLayout } from '../core/dataset/recordReader';
import type { Row, Sample, SampleContent } from '../core/dataset/sample';
import { promptId, SampleIds } from '../core/dataset/sampleIds';
import { candidateRows, rowsBytes, type RowBytes } from './datasetBlocks';
import type { DatasetBytes } from './datasetBytes';
import { chooseFormat, fieldsOf, readHead } from './datasetHead';
import { DatasetPace } from './datasetPace';
import { openSource, type DatasetSource } from './datasetSource';

/** Bytes scanned at once: larger chunks fall out of the processor's cache and are slower. */
const CHUNK_BYTES = 256 * 1024;

/** Bytes hashed at once. */
const HASH_BYTES = 1024 * 1024;

/** How far a pass over the file has come. */
export interface DatasetProgress {
  readonly bytes: number;
  readonly size: number;
  /** Rows found so far. */
  readonly rows: number;
}

export type OnDatasetProgress = (progress: DatasetProgress) => void;

const sha256 = (text: string): string => hash('sha256', text, 'hex');

/**
 * A dataset file, indexed and read on demand. It works synchronously and belongs in a worker thread; its long passes give
 * way every few milliseconds, so that rows can be read meanwhile. Call `index`, then `identify`.
 *
 * Memory: 8 to 20 bytes a row after `index`, about 40 after `identify`, nothing of the rows themselves.
 */
export class DatasetFile {
  readonly layout: RowLayout;
  private readonly scanner: RowScanner;
  private ids: SampleIds | undefined;
  private bad = 0;
  private digest: string | undefined;

  private constructor(
    /** Where the rows are read from. */
    readonly file: DatasetSource,
    head: Head,
    config: DatasetConfig | undefined,
  ) {
    const fields = fieldsOf(config);
    const { csv } = head;
    const container = file.container ?? head.container;
    const format = (config?.format === undefined && file.format) || chooseFormat(head.records, config);
    this.layout = { container, format, fields, ...(csv ? { csv } : undefined) };
    this.scanner = scannerFor(head);
  }

  /**
   * Opens a file and tells its format from its first rows.
   * @throws {HumanError} when it cannot be read or is no dataset
   */
  static async open(path: string, config?: DatasetConfig): Promise<DatasetFile> {
    const file = await openSource(path, config);
    try {
      return new DatasetFile(file, readHead(file), config);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  get format(): { readonly id: string; readonly title: string } {
    return { id: this.layout.format.id, title: this.layout.format.title };
  }

  get container(): ContainerId {
    return this.layout.container;
  }

  /** Rows found so far; all of them once `index` is done. */
  get rowCount(): number {
    return this.scanner.spans.count;
  }

  /** Rows found so far that cannot be used; all of them once `identify` is done. */
  get badRows(): number {
    return this.bad;
  }

  /** SHA-256 of the file's bytes in hexadecimal, once `identify` is done. */
  get sha256(): string | undefined {
    return this.digest;
  }

  /** True when the path no longer leads to the file as it was opened: changed, replaced or deleted. */
  isStale(): boolean {
    return this.file.isStale();
  }

  close(): void {
    this.file.close();
  }

  /**
   * First pass: finds where the rows are. Rows found so far can be read meanwhile.
   * @throws {HumanError} `cancelled`, `file-changed`, `file-deleted`, `too-many-rows`
   */
  async index(onProgress?: OnDatasetProgress, signal?: AbortSignal): Promise<void> {
    const { scanner, file } = this;
    const pace = new DatasetPace(signal);
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    do {
      while (scanner.position < file.size) {
        scanner.feed(buffer.subarray(0, file.read(buffer, scanner.position)));
        if (!pace.isOver) continue;
        onProgress?.(this.progressAt(scanner.position));
        await pace.turn();
      }
    } while ((await file.more()) || !scanner.finish());
    file.assertUnchanged();
    onProgress?.(this.progressAt(file.size));
  }

  /**
   * Second pass, after `index`: reads every row once for the final ids, the number of bad rows and the file's hash.
   * @throws {HumanError} `cancelled`, `file-changed`, `file-deleted`
   */
  async identify(onProgress?: OnDatasetProgress, signal?: AbortSignal): Promise<void> {
    const ids = new SampleIds(this.rowCount, sha256);
    const digest = new RunningDigest(this.file.original);
    const pace = new DatasetPace(signal);
    this.bad = 0;
    for (const rowBytes of rowsBytes(this.file, this.scanner.spans, 0, this.rowCount)) {
      const content = this.contentOf(rowBytes);
      if ('unusable' in content) this.bad++;
      else ids.set(rowBytes.row, content);
      if (this.file === this.file.original) digest.advance(rowBytes.span.end);
      if (!pace.isOver) continue;
      onProgress?.(this.progressAt(rowBytes.span.end));
      await pace.turn();
    }
    digest.advance(this.file.original.size);
    for (const steps = ids.settle(); !steps.next().done;) if (pace.isOver) await pace.turn();
    this.file.assertUnchanged();
    this.digest = digest.finish();
    this.ids = ids;
    onProgress?.(this.progressAt(this.file.size));
  }

  /**
   * Rows in file order. Before `identify` ids are provisional: a repeat still has the id of the first.
   * @throws {HumanError} when the file was changed in place or deleted
   */
  readRows(offset: number, limit: number): Row[] {
    this.file.assertUnchanged();
    const from = Math.max(0, offset);
    const to = Math.min(this.rowCount, from + limit);
    return Array.from(rowsBytes(this.file, this.scanner.spans, from, to), (rowBytes) => this.rowOf(rowBytes));
  }

  /** One row; undefined when there is none with that number. @throws {HumanError} as `readRows` */
  readRow(row: number): Row | undefined {
    return row < 0 ? undefined : this.readRows(row, 1)[0];
  }

  /**
   * Calls back for every row in file order, giving way to others meanwhile; stops when the callback returns false.
   * @throws {HumanError} `cancelled`, `file-changed`, `file-deleted`
   */
  async forEachRow(callback: (row: Row) => boolean, signal?: AbortSignal): Promise<void> {
    const pace = new DatasetPace(signal);
    this.file.assertUnchanged();
    for (const rowBytes of rowsBytes(this.file, this.scanner.spans, 0, this.rowCount)) {
      if (!callback(this.rowOf(rowBytes))) return;
      if (!pace.isOver) continue;
      await pace.turn();
      this.file.assertUnchanged();
    }
  }

  /** The bytes of rows in file order. @throws {HumanError} as `readRows` */
  rowsBytes(from: number, to: number): Generator<RowBytes> {
    this.file.assertUnchanged();
    return rowsBytes(this.file, this.scanner.spans, Math.max(0, from), Math.min(this.rowCount, to));
  }

  /** One-based line of the file on which a row starts. */
  lineOf(row: number): number {
    return this.file.lineOf?.(row) ?? this.scanner.spans.at(row).line;
  }

  /**
   * The rows that stand on these lines (one-based, both inclusive): those that start there, and the one that goes on
   * there where none starts on the first line.
   * @returns the first of them and the one after the last
   */
  rowsOnLines(from: number, to: number): { readonly first: number; readonly behind: number } {
    const first = this.firstRowFrom(from);
    const goesOn = first > 0 && (first === this.rowCount || this.lineOf(first) > from);
    return { first: goesOn ? first - 1 : first, behind: this.firstRowFrom(to + 1) };
  }

  /**
   * Calls back for the rows `from` up to the last one found so far in which a needle may stand, or for all of them,
   * giving way to others meanwhile.
   * @param onProgress told the number of rows that are through
   * @throws {HumanError} as `forEachRow`
   */
  async search(
    { from, needle }: { readonly from: number; readonly needle?: Needle | undefined },
    onRow: (row: Row) => void,
    onProgress: (rows: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const pace = new DatasetPace(signal);
    const { spans } = this.scanner;
    const to = this.rowCount;
    this.file.assertUnchanged();
    const steps = needle ? candidateRows(this.file, spans, needle, from, to) : rowsBytes(this.file, spans, from, to);
    let through = from;
    for (const step of steps) {
      if ('row' in step) onRow(this.rowOf(step));
      through = 'row' in step ? step.row + 1 : step.searched;
      if (!pace.isOver) continue;
      onProgress(through);
      await pace.turn();
      this.file.assertUnchanged();
    }
    onProgress(to);
  }

  /** The row of the sample with that id; undefined for unknown ids and before `identify`. */
  rowOfId(id: string): number | undefined {
    return this.ids?.rowOf(id);
  }

  /** The id of the sample in that row; undefined for bad rows. @throws {HumanError} as `readRows` */
  idOfRow(row: number): string | undefined {
    const known = this.ids?.promptIdOf(row);
    if (known !== undefined || this.isBadRow(row)) return known;
    const read = this.readRow(row);
    return read?.kind === 'sample' ? read.id : undefined;
  }

  /** True when the row cannot be used; false before `identify`. */
  isBadRow(row: number): boolean {
    return this.ids?.isBad(row) ?? false;
  }

  /** The first row that starts on a line or below it; the number of rows when there is none. */
  private firstRowFrom(line: number): number {
    let low = 0;
    let high = this.rowCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.lineOf(middle) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private progressAt(bytes: number): DatasetProgress {
    return { bytes, size: this.file.size, rows: this.rowCount };
  }

  private contentOf({ span, bytes }: RowBytes): SampleContent | Unusable {
    const length = span.end - span.start;
    return length > bytes.length && length > MAX_ROW_BYTES
      ? { unusable: tooLong(length) }
      : readSample(bytes, this.layout);
  }

  private rowOf(rowBytes: RowBytes): Row {
    const { row } = rowBytes;
    const line = this.lineOf(row);
    const content = this.contentOf(rowBytes);
    if ('unusable' in content) return { kind: 'bad', row, line, reason: content.unusable };
    const { messages, references, metadata, tools, rejected } = content;
    const sample: Sample = { kind: 'sample', id: this.idOf(row, content), row, line, messages, references, metadata };
    return { ...sample, ...(tools && { tools }), ...(rejected && { rejected }) };
  }

  private idOf(row: number, content: SampleContent): string {
    const isOwn = this.ids?.isOwn(row) ?? true;
    if (isOwn && content.ownId !== undefined) return content.ownId;
    return this.ids?.promptIdOf(row) ?? promptId(content.messages, sha256);
  }
}

/** The hash of a file's bytes, taken along with another pass so that the file is read from the disk only once. */
class RunningDigest {
  private readonly digest = createHash('sha256');
  private readonly buffer = Buffer.allocUnsafe(HASH_BYTES);
  private position = 0;

  constructor(private readonly file: DatasetBytes) {}

  /** Hashes what is complete up to byte `end`; all of it when that is the file's end. */
  advance(end: number): void {
    while (end - this.position >= HASH_BYTES || (end === this.file.size && this.position < end)) {
      const read = this.file.read(this.buffer, this.position);
      this.digest.update(this.buffer.subarray(0, read));
      this.position += read;
    }
  }

  finish(): string {
    return this.digest.digest('hex');
  }
}
