import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import type { Format } from '../core/dataset/format';
import { HumanError } from '../core/humanError';
import type { DatasetSource } from './datasetSource';

/** Bytes at the beginning and at the end of a file by which it is known again when it has grown. */
const KNOWN_BYTES = 4096;

/** A file up to this size is known again by all of its bytes: somebody may have edited it and added to it at once. */
const MOST_COMPARED_BYTES = 64 * 1024 * 1024;

/** A dataset file held open for reading, as it was when it was opened. Synchronous: it lives in a worker thread. */
export class DatasetBytes implements DatasetSource {
  readonly name: string;
  readonly original = this;
  readonly size: number;
  readonly format?: Format;
  private readonly opened: Stats;
  private readonly first: Uint8Array;
  private readonly last: Uint8Array;
  /** The time of the last change after which the bytes were still at the file's beginning. */
  private grownAt: number | undefined;
  private fd: number;

  /** @throws {HumanError} when the file cannot be opened */
  constructor(
    readonly path: string,
    format?: Format,
  ) {
    this.name = basename(path);
    if (format) this.format = format;
    try {
      this.fd = openSync(path, 'r');
    } catch (error) {
      throw unreadable(this.name, error);
    }
    this.opened = fstatSync(this.fd);
    this.size = this.opened.size;
    if (!this.opened.isFile()) {
      this.close();
      throw new HumanError('not-a-file', `${this.name} is not a file; choose a dataset file.`);
    }
    this.first = this.bytesAt(0);
    this.last = this.bytesAt(Math.max(0, this.size - KNOWN_BYTES));
  }

  /**
   * Fills `target` from the file's byte `position` on, up to the file's end.
   * @returns number of bytes read
   * @throws {HumanError} when the file no longer holds them
   */
  read(target: Uint8Array, position: number): number {
    const wanted = Math.min(target.length, this.size - position);
    let read = 0;
    while (read < wanted) {
      let got: number;
      try {
        got = readSync(this.fd, target, read, wanted - read, position + read);
      } catch (error) {
        throw unreadable(this.name, error);
      }
      if (got === 0) throw this.changedError();
      read += got;
    }
    return read;
  }

  more(): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** Tells the file, as it was when it was opened, from others. */
  get stamp(): string {
    const { dev, ino, size, mtimeMs } = this.opened;
    return [dev, ino, size, mtimeMs].join(' ');
  }

  /** True when the path no longer leads to the file as it was opened: changed, replaced or deleted. */
  isStale(): boolean {
    const now = statSync(this.path, { throwIfNoEntry: false });
    return now === undefined || now.ino !== this.opened.ino || now.dev !== this.opened.dev || this.differs(now);
  }

  /**
   * Checks that the bytes are still those that were opened. A file that has only grown, and one that was replaced as a
   * whole (renamed over), go on being read as they were.
   * @throws {HumanError} when it was changed in place or deleted
   */
  assertUnchanged(): void {
    if (this.fd < 0) throw new HumanError('closed', `${this.name} was closed.`);
    const now = fstatSync(this.fd);
    if (this.differs(now) && !this.hasGrown(now)) throw this.changedError();
    // Deleting, renaming and replacing a file change its status: only then the path is asked, as this is done for each read.
    if (now.ctimeMs === this.opened.ctimeMs) return;
    if (statSync(this.path, { throwIfNoEntry: false }) === undefined) {
      throw new HumanError('file-deleted', `${this.name} was deleted; restore it or close the dataset.`);
    }
  }

  /**
   * True when the other file is longer and begins with these bytes: of a big file as far as its beginning and its end tell.
   * @param sha256 of these bytes
   */
  isBeginningOf(other: DatasetBytes, sha256: string): boolean {
    const { size } = this;
    if (other.size <= size || !this.isKnownIn(other)) return false;
    return size > MOST_COMPARED_BYTES || hash('sha256', other.bytesAt(0, size), 'hex') === sha256;
  }

  close(): void {
    if (this.fd >= 0) closeSync(this.fd);
    this.fd = -1;
  }

  private hasGrown(now: Stats): boolean {
    if (now.size <= this.size) return false;
    if (this.grownAt === now.mtimeMs) return true;
    if (!this.isKnownIn(this)) return false;
    this.grownAt = now.mtimeMs;
    return true;
  }

  private isKnownIn(other: DatasetBytes): boolean {
    const { first, last } = this;
    const at = this.size - last.length;
    return isEqual(other.bytesAt(0, first.length), first) && isEqual(other.bytesAt(at, last.length), last);
  }

  private bytesAt(position: number, length = KNOWN_BYTES): Uint8Array {
    const bytes = Buffer.alloc(Math.min(length, this.size - position));
    this.read(bytes, position);
    return bytes;
  }

  private differs(now: Stats): boolean {
    return now.size !== this.opened.size || now.mtimeMs !== this.opened.mtimeMs;
  }

  private changedError(): HumanError {
    return new HumanError('file-changed', `${this.name} changed on disk; reload the dataset to see it as it is now.`);
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function unreadable(name: string, error: unknown): HumanError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const detail = String(error);
  if (code === 'ENOENT') {
    return new HumanError('file-deleted', `${name} is not there any more; restore it or close the dataset.`, detail);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new HumanError('file-unreadable', `${name} may not be read; check the file's permissions.`, detail);
  }
  return new HumanError('file-unreadable', `${name} cannot be read; check the disk and try again.`, detail);
}
