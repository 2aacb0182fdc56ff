import { isDeepStrictEqual } from 'node:util';
import type { Needle } from '../core/compare/needle';
import type { DatasetConfig } from '../core/config/config';
import type { RowScanner } from '../core/dataset/containers/rowScanner';
import { Spans, type SpansData } from '../core/dataset/containers/spans';
import type { ContainerId, Span } from '../core/dataset/format';
import { continuedScanner, scannerFor, type Head } from '../core/dataset/head';
import type { RowLayout } from '../core/dataset/recordReader';
import type { Row, Sample, SampleContent } from '../core/dataset/sample';
import { promptId } from '../core/dataset/sampleIds';
import { needlePatterns } from './byteSearch';
import { candidateRows, rowBlocks, rowsBytes, type RowBlock, type RowBytes } from './datasetBlocks';
import { chooseFormat, fieldsOf, readHead } from './datasetHead';
import { contentOf, identify, sha256, type Identified, type KnownRows } from './datasetIdentify';
import { DatasetPace } from './datasetPace';
import { openSource, type DatasetSource } from './datasetSource';
import type { RowChunks } from './rowChunks';

/** Bytes scanned at once: larger chunks fall out of the processor's cache and are slower. */
const CHUNK_BYTES = 256 * 1024;

/** How far a pass over the file has come. */
export interface DatasetProgress {
  readonly bytes: number;
  readonly size: number;
  /** Rows found so far. */
  readonly rows: number;
}

/** A file of which the rows are known, for another thread. */
export interface IndexedFile {
  readonly path: string;
  readonly config?: DatasetConfig;
  readonly stamp: string;
  readonly spans: SpansData;
}

export type OnDatasetProgress = (progress: DatasetProgress) => void;

/**
 * A dataset file, indexed and read on demand. It works synchronously and belongs in a worker thread; its long passes give
 * way every few milliseconds, so that rows can be read meanwhile. Call `index`, then `identify`.
 *
 * Memory: 8 to 20 bytes a row after `index`, about 50 after `identify`, nothing of the rows themselves.
 */
export class DatasetFile {
  readonly layout: RowLayout;
  private scanner: RowScanner;
  /** False where the file's end had to be known to tell its rows: more text might change those before. */
  private mayGrow = true;
  private identified: Identified | undefined;
  /** What was found in the file before it changed. */
  private known: KnownRows | undefined;

  private constructor(
    /** Where the rows are read from. */
    readonly file: DatasetSource,
    private readonly head: Head,
    private readonly config: DatasetConfig | undefined,
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

  /**
   * Opens a file that has grown since another one was opened and read: its rows are taken over, but for the last one,
   * which may have been incomplete.
   * @returns undefined when it did not just grow, or cannot be continued
   * @throws {HumanError} as `open`
   */
  static async openGrown(before: DatasetFile): Promise<DatasetFile | undefined> {
    const { file, identified, rowCount, layout } = before;
    const isContinued = layout.container === 'csv' || (layout.container === 'jsonl' && !before.head.endsWithReturns);
    if (!isContinued || !before.mayGrow || !identified || rowCount === 0 || file !== file.original) return undefined;
    const grown = await DatasetFile.open(file.original.path, before.config);
    const isAlike =
      isDeepStrictEqual(grown.layout, layout) && grown.file === grown.file.original && !grown.head.endsWithReturns;
    if (isAlike && file.original.isBeginningOf(grown.file.original, identified.sha256)) {
      grown.goOn(before.scanner.spans, identified, rowCount - 1);
      return grown;
    }
    grown.close();
    return undefined;
  }

  /** Tells what the file was like before it changed: `identify` then reads only rows that were not there. */
  knowRowsOf({ identified, layout }: DatasetFile): void {
    if (identified && isDeepStrictEqual(layout, this.layout)) this.known = identified;
  }

  /**
   * Opens a file that another thread has indexed.
   * @returns undefined where it is another file by now
   * @throws {HumanError} as `open`
   */
  static async openIndexed({ path, config, stamp, spans }: IndexedFile): Promise<DatasetFile | undefined> {
    const opened = await DatasetFile.open(path, config);
    if (opened.file.original.stamp === stamp) {
      opened.scanner = {
        spans: Spans.from(spans),
        position: opened.file.size,
        feed: () => undefined,
        finish: () => true,
      };
      return opened;
    }
    opened.close();
    return undefined;
  }

  /** The file after `index`, for `openIndexed`. */
  get indexed(): IndexedFile {
    const { path, stamp } = this.file.original;
    return { path, ...(this.config && { config: this.config }), stamp, spans: this.scanner.spans.first(this.rowCount) };
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
    return this.identified?.bad ?? 0;
  }

  /** SHA-256 of the file's bytes in hexadecimal, once `identify` is done. */
  get sha256(): string | undefined {
    return this.identified?.sha256;
  }

  /** By which its rows are known again when it is changed, once `identify` is done. */
  get chunks(): RowChunks | undefined {
    return this.identified?.chunks;
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
    let isWhole = false;
    do {
      while (scanner.position < file.size) {
        scanner.feed(buffer.subarray(0, file.read(buffer, scanner.position)));
        if (!pace.isOver) continue;
        onProgress?.(this.progressAt(scanner.position));
        await pace.turn();
      }
      if (await file.more()) continue;
      isWhole = scanner.finish();
      this.mayGrow &&= isWhole;
    } while (!isWhole);
    file.assertUnchanged();
    onProgress?.(this.progressAt(file.size));
  }

  /**
   * Second pass, after `index`: reads every row once for the final ids, the number of bad rows and the file's hash. Rows
   * that stood in the file before it changed are not read again.
   * @param workerFile the bundled `idWorker.js`, which shares the work on a big file; without it this thread does it
   * @throws {HumanError} `cancelled`, `file-changed`, `file-deleted`
   */
  async identify(onProgress?: OnDatasetProgress, signal?: AbortSignal, workerFile?: string): Promise<void> {
    const { file, config, layout, known } = this;
    const rows = { file, config, layout, spans: this.scanner.spans, workerFile };
    const onTurn = (end: number): void => onProgress?.(this.progressAt(end));
    this.identified = await identify(rows, known, onTurn, signal);
    this.known = undefined;
    onProgress?.(this.progressAt(file.size));
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

  /** The same rows as they are read, many at once; see `rowBlocks`. @throws {HumanError} likewise */
  rowBlocks(from: number, to: number, into?: Buffer): Generator<RowBlock> {
    this.file.assertUnchanged();
    return rowBlocks(this.file, this.scanner.spans, Math.max(0, from), Math.min(this.rowCount, to), into);
  }

  /** Where a row stands in the file. */
  spanOf(row: number): Span {
    return this.scanner.spans.at(row);
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
    const steps = needle
      ? candidateRows(this.file, spans, needlePatterns(needle, this.identified?.hasAsciiEscapes), from, to)
      : rowsBytes(this.file, spans, from, to);
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
    return this.identified?.ids.rowOf(id);
  }

  /** The id of the sample in that row; undefined for bad rows. @throws {HumanError} as `readRows` */
  idOfRow(row: number): string | undefined {
    const known = this.identified?.ids.promptIdOf(row);
    if (known !== undefined || this.isBadRow(row)) return known;
    const read = this.readRow(row);
    return read?.kind === 'sample' ? read.id : undefined;
  }

  /** True when the row cannot be used; false before `identify`. */
  isBadRow(row: number): boolean {
    return this.identified?.ids.isBad(row) ?? false;
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

  private goOn(spans: Spans, identified: Identified, grown: number): void {
    const { start, line } = spans.at(grown);
    const head = { ...this.head, start: { offset: start, line } };
    this.scanner = continuedScanner(head, Spans.from(spans.first(grown)));
    this.known = { ...identified, grown };
  }

  private progressAt(bytes: number): DatasetProgress {
    return { bytes, size: this.file.size, rows: this.rowCount };
  }

  private rowOf(rowBytes: RowBytes): Row {
    const { row } = rowBytes;
    const line = this.lineOf(row);
    const content = contentOf(rowBytes, this.layout);
    if ('unusable' in content) return { kind: 'bad', row, line, reason: content.unusable };
    const { messages, references, metadata, tools, rejected } = content;
    const sample: Sample = { kind: 'sample', id: this.idOf(row, content), row, line, messages, references, metadata };
    return { ...sample, ...(tools && { tools }), ...(rejected && { rejected }) };
  }

  private idOf(row: number, content: SampleContent): string {
    const isOwn = this.identified?.ids.isOwn(row) ?? true;
    if (isOwn && content.ownId !== undefined) return content.ownId;
    return this.identified?.ids.promptIdOf(row) ?? promptId(content.messages, sha256);
  }
}
