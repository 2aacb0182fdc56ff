import { ASCII_ESCAPE, type Needle } from '../core/compare/needle';
import { instantiate } from './byteSearch.wat';

/** Bytes of a block by which it is told what is rare in it. */
const SAMPLE_BYTES = 16 * 1024;

/** Bytes behind a block that may be read with it. */
const SLACK_BYTES = 32;

/** Reading a file into a place that is no multiple of it takes several times as long. */
const ALIGNMENT = 64;

/** Bytes of one place that is found. */
const PLACE_BYTES = 4;

/** Set in the lower case of an ASCII letter. */
const CASE_BIT = 0x20;

/** What is looked for. A byte matches when it is the one of `bytes` once the bits of the one of `folds` are set in it. */
export interface BytePattern {
  readonly bytes: Uint8Array;
  readonly folds: Uint8Array;
}

/** Every escape of an ASCII character: a digit from 0 to 7 and the bits of 7 are 7. */
export const ASCII_ESCAPES: BytePattern = {
  bytes: Buffer.from(`${ASCII_ESCAPE}7`),
  folds: Uint8Array.of(0, 0, 0, 0, 7),
};

/**
 * Of what a row holds one thing at least that may hold a needle.
 * @param hasAsciiEscapes false for a file that is known to have none
 */
export function needlePatterns({ text, anyCase, escapes }: Needle, hasAsciiEscapes = true): BytePattern[] {
  const ways = escapes
    .filter((escape) => escape !== ASCII_ESCAPE || hasAsciiEscapes)
    .map((escape) => (escape === ASCII_ESCAPE ? ASCII_ESCAPES : patternOf(escape, true)));
  return [patternOf(text, anyCase), ...ways];
}

/** Where a pattern stands in the memory, and the places in it that are compared first. */
interface Placed {
  readonly at: number;
  readonly length: number;
  readonly rare1: number;
  readonly rare2: number;
}

/** Finds patterns in blocks of bytes. It works in memory of its own, into which the bytes are read. */
export class ByteSearch {
  /** To be filled with the bytes that are searched. */
  readonly block: Buffer;
  /** Bytes of the longest pattern: blocks have to overlap by one less. */
  readonly length: number;
  private readonly module: ReturnType<typeof instantiate>;
  private readonly foundAt: number;
  private placed: readonly Placed[] | undefined;

  constructor(
    private readonly patterns: readonly BytePattern[],
    blockBytes: number,
  ) {
    this.length = Math.max(...patterns.map(({ bytes }) => bytes.length));
    const blockAt = aligned(patterns.reduce((sum, { bytes }) => sum + 2 * bytes.length, 0));
    this.foundAt = aligned(blockAt + blockBytes + this.length + SLACK_BYTES);
    this.module = instantiate(this.foundAt + blockBytes * PLACE_BYTES);
    this.block = Buffer.from(this.module.memory, blockAt, blockBytes);
  }

  /**
   * Offsets in the block, in order, at which a pattern begins that ends within the block's first `length` bytes. They are
   * valid until the next call.
   */
  find(length: number): Uint32Array | number[] {
    this.placed ??= this.place(this.block.subarray(0, Math.min(length, SAMPLE_BYTES)));
    const [first, ...others] = this.placed;
    if (first && others.length === 0) return this.findOne(first, length);
    return this.placed.flatMap((pattern) => Array.from(this.findOne(pattern, length))).sort((a, b) => a - b);
  }

  private findOne({ at, length, rare1, rare2 }: Placed, blockLength: number): Uint32Array {
    const { byteOffset } = this.block;
    const behind = byteOffset + blockLength - length + 1;
    const count = this.module.find(byteOffset, behind, at, length, rare1, rare2, this.foundAt);
    return new Uint32Array(this.module.memory, this.foundAt, count);
  }

  /** Puts the patterns into the memory. */
  private place(sample: Uint8Array): Placed[] {
    const counts = new Uint32Array(256);
    for (const byte of sample) counts[byte] = (counts[byte] ?? 0) + 1;
    const memory = new Uint8Array(this.module.memory);
    let at = 0;
    return this.patterns.map(({ bytes, folds }) => {
      const { length } = bytes;
      const inSample = Array.from(bytes, (wanted, place) =>
        counts.reduce((sum, count, byte) => ((byte | (folds[place] ?? 0)) === wanted ? sum + count : sum), 0),
      );
      const [rare1 = 0, rare2 = rare1] = inSample
        .map((_, place) => place)
        .sort((a, b) => (inSample[a] ?? 0) - (inSample[b] ?? 0));
      const placed = { at, length, rare1, rare2 };
      memory.set(bytes, at);
      memory.set(folds, at + length);
      at += 2 * length;
      return placed;
    });
  }
}

function aligned(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT;
}

/** A text in UTF-8, with ASCII letters in either case when `anyCase`: upper and lower case differ in one bit. */
function patternOf(text: string, anyCase: boolean): BytePattern {
  const isLetter = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;
  const bytes = Buffer.from(text);
  return { bytes, folds: bytes.map((byte) => (anyCase && isLetter(byte) ? CASE_BIT : 0)) };
}
