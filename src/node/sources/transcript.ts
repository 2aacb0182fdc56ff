import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HumanError } from '../../core/humanError';

/** A transcript up to this size is kept in memory (32 MB), a longer one in a temporary file. */
export const MEMORY_BYTES = 32 * 1024 * 1024;

/** Longest transcript (16 GB): a small file may unpack to any size. */
const MOST_BYTES = 16 * 1024 ** 3;

const FIRST_CAPACITY = 256 * 1024;

/**
 * Bytes written once, part after part, and read at any place. The temporary file has no name from the moment it is open,
 * so nothing of it is left behind however the process ends.
 */
export class Transcript {
  private memory: Buffer | undefined = Buffer.allocUnsafe(FIRST_CAPACITY);
  private fd = -1;
  private written = 0;

  /** Bytes written so far. */
  get size(): number {
    return this.written;
  }

  /** Adds bytes at the end. @throws {HumanError} when there is no room for them */
  append(bytes: Uint8Array): void {
    if (this.written + bytes.length > MOST_BYTES) {
      throw new HumanError(
        'transcript-too-long',
        `The rows of this file are more than ${MOST_BYTES / 1024 ** 3} GB of text; split it into smaller files.`,
      );
    }
    if (this.memory && this.written + bytes.length > MEMORY_BYTES) this.moveToFile(this.memory);
    if (this.memory) {
      if (this.written + bytes.length > this.memory.length)
        this.memory = grown(this.memory, this.written + bytes.length);
      this.memory.set(bytes, this.written);
    } else {
      this.write(bytes);
    }
    this.written += bytes.length;
  }

  /** Fills `target` from byte `position` on, up to what is written; returns the number of bytes read. */
  read(target: Uint8Array, position: number): number {
    const wanted = Math.max(0, Math.min(target.length, this.written - position));
    if (this.memory) return this.memory.copy(target, 0, position, position + wanted);
    let read = 0;
    while (read < wanted) {
      const got = readSync(this.fd, target, read, wanted - read, position + read);
      if (got === 0) throw new HumanError('transcript-lost', 'A temporary file is cut off; open the dataset again.');
      read += got;
    }
    return read;
  }

  close(): void {
    if (this.fd >= 0) closeSync(this.fd);
    this.fd = -1;
    this.memory = Buffer.alloc(0);
    this.written = 0;
  }

  private moveToFile(memory: Buffer): void {
    const folder = mkdtempSync(join(tmpdir(), 'tuning-fork-'));
    try {
      this.fd = openSync(join(folder, 'rows'), 'wx+', 0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
    const { written } = this;
    this.written = 0;
    this.write(memory.subarray(0, written));
    this.written = written;
    this.memory = undefined;
  }

  private write(bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.fd, bytes, at, bytes.length - at, this.written + at);
    } catch (error) {
      throw new HumanError(
        'no-room',
        'There is no room for a temporary file with the rows of this dataset; free space on the disk and open it again.',
        String(error),
      );
    }
  }
}

function grown(buffer: Buffer, least: number): Buffer {
  const bigger = Buffer.allocUnsafe(Math.min(Math.max(least, buffer.length * 2), MEMORY_BYTES));
  buffer.copy(bigger);
  return bigger;
}
