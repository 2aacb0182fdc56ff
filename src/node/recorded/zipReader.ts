import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { HumanError } from '../../core/humanError';
import { unpackZstd } from './zstd';

/** Most entries of a ZIP. */
const MAX_ENTRIES = 200_000;

/** Most bytes that one entry unpacks to (256 MB). */
const MAX_ENTRY_BYTES = 256 * 1024 * 1024;

/** Most bytes that the entries read unpack to together (8 GB). */
const MAX_TOTAL_BYTES = 8 * 1024 * 1024 * 1024;

/** Most bytes that one packed byte may stand for. Logs that repeat themselves get to some hundreds. */
const MAX_RATIO = 1000;

/** Entries up to this size may have any ratio (1 MB). */
const SMALL_BYTES = 1024 * 1024;

const DEFLATE = 8;
const ZSTANDARD = 93;

/**
 * Reads entries of a ZIP into memory, one after the other: stored, deflated or packed with Zstandard. Names of entries are
 * names only; nothing is written to the disk.
 */
export class ZipReader {
  private total = 0;

  private constructor(
    private readonly name: string,
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @param name the file's name, for the sentences. @throws {HumanError} when it is no ZIP or has too many entries */
  static async open(path: string, name: string): Promise<ZipReader> {
    let zip: ZipFile | undefined;
    try {
      zip = await openPromise(path, { autoClose: false, lazyEntries: true });
      if (zip.entryCount > MAX_ENTRIES) throw tooMuch(name, `has ${zip.entryCount} entries`);
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
      return new ZipReader(name, zip, entries);
    } catch (error) {
      zip?.close();
      if (error instanceof HumanError) throw error;
      throw new HumanError(
        'damaged-zip',
        `${name} is damaged or cut off; copy it anew from where it was made.`,
        String(error),
      );
    }
  }

  /** Names of the entries. */
  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  /**
   * The bytes of an entry; undefined when it is damaged, encrypted or packed in another way.
   * @throws {HumanError} when it unpacks to more than is read
   */
  async read(entryName: string): Promise<Buffer | undefined> {
    const entry = this.entries.get(entryName);
    if (!entry || entry.isEncrypted()) return undefined;
    this.assertBounded(entry);
    try {
      const bytes = await this.unpacked(entry);
      return bytes && bytes.length === entry.uncompressedSize && crc32(bytes) === entry.crc32 ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  close(): void {
    this.zip.close();
  }

  private assertBounded({ uncompressedSize, compressedSize }: Entry): void {
    this.total += uncompressedSize;
    const isLarge = uncompressedSize > SMALL_BYTES;
    if (uncompressedSize > MAX_ENTRY_BYTES || (isLarge && uncompressedSize > compressedSize * MAX_RATIO)) {
      throw tooMuch(this.name, `has an entry that unpacks to ${megabytes(uncompressedSize)} MB`);
    }
    if (this.total > MAX_TOTAL_BYTES) throw tooMuch(this.name, `unpacks to more than ${megabytes(MAX_TOTAL_BYTES)} MB`);
  }

  private async unpacked(entry: Entry): Promise<Buffer | undefined> {
    const { compressionMethod: method, uncompressedSize } = entry;
    // The library unpacks deflated data and ends it where it gets longer than the entry says.
    if (method === 0 || method === DEFLATE) return collect(await this.zip.openReadStreamPromise(entry));
    if (method !== ZSTANDARD) return undefined;
    const packed = await collect(await this.zip.openReadStreamPromise(entry, { decodeFileData: false }));
    return unpackZstd(packed, uncompressedSize);
  }
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);

function tooMuch(name: string, what: string): HumanError {
  return new HumanError(
    'zip-too-large',
    `${name} ${what}, which is more than is read; split the log into smaller ones.`,
  );
}
