import { mkdir, open, readdir, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parseJournalLine } from '../core/run/journalRecord';
import type { JournalWriter } from '../core/run/engine';
import type { JournalRecord, RunFooter, RunHeader, RunResponse } from '../core/run/run';

const SUFFIX = '.run.jsonl';
const NEWLINE = 0x0a;
/** What has been written is asked onto the disk at most this often. */
const SYNC_MS = 1_000;
const CHUNK_BYTES = 256 * 1024;
/** Longer lines are none of ours. */
const LONGEST_LINE_BYTES = 64 * 1024 * 1024;

/** An id for a run, sorted by time: `2026-11-23T10-15-00Z-7f3a`. */
export function newRunId(date = new Date(), random: () => number = Math.random): string {
  const time = date.toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  const chance = Math.floor(random() * 0x10000);
  return `${time}-${chance.toString(16).padStart(4, '0')}`;
}

/** Where the journal of a run is kept. */
export function journalPath(folder: string, id: string): string {
  return path.join(folder, `${id}${SUFFIX}`);
}

/**
 * Starts the journal of a run, making the folder if need be. Fails when the file is there already.
 * @param file where it is not kept with the others
 */
export async function createJournal(
  folder: string,
  header: RunHeader,
  file = journalPath(folder, header.id),
): Promise<JournalFile> {
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(file, 'ax');
  await handle.appendFile(`${JSON.stringify(header)}\n`);
  return new JournalFile(file, handle);
}

/** Opens the journal of an interrupted run to go on with it. A line that was torn is left behind as it is. */
export async function reopenJournal(file: string): Promise<JournalFile> {
  const handle = await open(file, 'a+');
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    if (last[0] !== NEWLINE) await handle.appendFile('\n');
  } catch (error) {
    await handle.close();
    throw error;
  }
  return new JournalFile(file, handle);
}

/**
 * The journal of a run that is being written: append-only, one record a line. Records that come together are written
 * together; an append resolves when its record is with the operating system, from where a crash of ours cannot take it.
 */
export class JournalFile implements JournalWriter {
  private pending = '';
  /** The write that takes what is pending, and the one before it. */
  private next: Promise<void> | undefined;
  private current: Promise<void> = Promise.resolve();
  private syncTimer: NodeJS.Timeout | undefined;

  constructor(
    readonly file: string,
    private readonly handle: FileHandle,
  ) {}

  append(record: RunResponse | RunFooter): Promise<void> {
    this.pending += `${JSON.stringify(record)}\n`;
    this.next ??= this.write();
    return this.next;
  }

  /** Waits for what is on its way, asks it onto the disk and closes the file. */
  async close(): Promise<void> {
    try {
      await (this.next ?? this.current);
      clearTimeout(this.syncTimer);
      await this.handle.datasync();
    } finally {
      clearTimeout(this.syncTimer);
      await this.handle.close();
    }
  }

  /** Writes what is pending once the write before is done. After a failed write all fail: the line may be torn. */
  private async write(): Promise<void> {
    await setImmediate();
    await this.current;
    const lines = this.pending;
    this.pending = '';
    this.current = this.handle.appendFile(lines);
    this.next = undefined;
    await this.current;
    // A disk that cannot sync is told of when the journal is closed.
    this.syncTimer ??= setTimeout(() => {
      this.syncTimer = undefined;
      this.handle.datasync().catch(() => undefined);
    }, SYNC_MS);
  }
}

/** A record and where it stands in its file, in bytes. */
export interface PlacedRecord {
  readonly record: JournalRecord;
  readonly offset: number;
  /** Without the line end. */
  readonly length: number;
}

/** The records of a journal, read as they are asked for. A line that is no record is left out and counted. */
export class JournalReading implements AsyncIterable<PlacedRecord> {
  /** Lines left out so far. */
  broken = 0;

  constructor(
    private readonly file: string,
    private readonly from: number,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<PlacedRecord> {
    for await (const { bytes, offset } of linesOf(this.file, this.from)) {
      if (bytes?.length === 0) continue;
      const record = bytes && parseJournalLine(bytes.toString('utf8'));
      if (record) yield { record, offset, length: bytes.length };
      else this.broken++;
    }
  }
}

/**
 * Reads a journal in pieces, never as a whole.
 * @param from byte from which to read: the start or the end of a record.
 */
export function readJournal(file: string, from = 0): JournalReading {
  return new JournalReading(file, from);
}

/** The lines of a file; `bytes` is undefined for one that is too long to be held. The bytes are valid until the next. */
async function* linesOf(file: string, from: number): AsyncGenerator<{ bytes: Buffer | undefined; offset: number }> {
  const handle = await open(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let parts: Buffer[] = [];
    let lineStart = from;
    let position = from;
    const lineUpTo = (end: number, last: Buffer): Buffer | undefined => {
      const length = end - lineStart;
      if (length > LONGEST_LINE_BYTES) return undefined;
      return parts.length === 0 ? last : Buffer.concat([...parts, last], length);
    };
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, position);
      if (bytesRead === 0) break;
      let start = 0;
      for (;;) {
        const end = chunk.subarray(0, bytesRead).indexOf(NEWLINE, start);
        if (end < 0) break;
        yield { bytes: lineUpTo(position + end, chunk.subarray(start, end)), offset: lineStart };
        parts = [];
        start = end + 1;
        lineStart = position + start;
      }
      position += bytesRead;
      if (position - lineStart <= LONGEST_LINE_BYTES) parts.push(Buffer.from(chunk.subarray(start, bytesRead)));
      else parts = [];
    }
    if (position > lineStart) yield { bytes: lineUpTo(position, Buffer.alloc(0)), offset: lineStart };
  } finally {
    await handle.close();
  }
}

/**
 * The journals in a folder, newest first; none when there is no such folder.
 * @param dataset only those whose header names this dataset.
 */
export async function listJournals(folder: string, dataset?: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const files = names
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .reverse()
    .map((name) => path.join(folder, name));
  if (dataset === undefined) return files;
  const headers = await Promise.all(files.map(readHeader));
  return files.filter((_file, index) => headers[index]?.dataset.path === dataset);
}

/** The header of a journal; undefined when the first record is none. */
export async function readHeader(file: string): Promise<RunHeader | undefined> {
  for await (const { record } of readJournal(file)) return record.type === 'run' ? record : undefined;
  return undefined;
}
