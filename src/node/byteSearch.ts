import { ASCII_ESCAPE, type Needle } from '../core/compare/needle';

/** For a byte that is rarer than this, native code is fastest: it stops wherever the byte stands. */
const RARE = 1 / 32;

/** A part of the needle that native code looks for. */
interface Anchor {
  readonly bytes: Buffer;
  /** Where in the needle it begins. */
  readonly at: number;
}

/**
 * Finds a needle in blocks of bytes. Where the needle has a byte that is rare in the file, native code looks for the part
 * from that byte on. Otherwise it is Horspool's algorithm (1980) on both halves of a block in turn, which lets the
 * processor do the loads of one while it waits for those of the other.
 */
export class ByteSearch {
  /** Most bytes of which a hit consists: blocks have to overlap by one less. */
  readonly length: number;
  private readonly lower: Uint8Array;
  private readonly upper: Uint8Array;
  private readonly escapes: readonly Buffer[];
  /** How far the window moves on for the byte at its end; 0 for the needle's last byte. */
  private readonly skips: Int32Array;
  /** How far it moves on from a place where it ends with the needle's last byte. */
  private readonly onward: number;
  private readonly anchor: Anchor | undefined;

  /** @param sample some of the file's bytes, which tell what is rare in it */
  constructor(needle: Needle, sample: Uint8Array) {
    this.lower = Buffer.from(needle.text);
    this.upper = needle.anyCase ? this.lower.map(inUpperCase) : this.lower;
    this.escapes = needle.escapes.map((escape) => Buffer.from(escape));
    this.length = Math.max(...[this.lower, ...this.escapes].map(({ length }) => length));
    const last = this.lower.length - 1;
    this.skips = new Int32Array(256).fill(last + 1);
    for (let at = 0; at < last; at++) this.setSkip(at, last - at);
    this.onward = this.skips[this.lower[last] ?? 0] ?? 1;
    this.setSkip(last, 0);
    this.anchor = this.anchorFor(sample);
  }

  /** Offsets in a block, in order, at which the needle or an escape begins. */
  find(block: Buffer): number[] {
    const found = this.anchor ? this.findAnchor(block, this.anchor) : this.findInHalves(block);
    const { length } = found;
    for (const escape of this.escapes) {
      const isAscii = escape.length === ASCII_ESCAPE.length;
      for (let at = block.indexOf(escape); at >= 0; at = block.indexOf(escape, at + escape.length)) {
        if (!isAscii || isAsciiDigit(block[at + escape.length])) found.push(at);
      }
    }
    return found.length === length ? found : found.sort((a, b) => a - b);
  }

  private setSkip(at: number, skip: number): void {
    this.skips[this.lower[at] ?? 0] = skip;
    this.skips[this.upper[at] ?? 0] = skip;
  }

  /** The part of the needle without case that begins with its rarest byte, when that is rare enough. */
  private anchorFor(sample: Uint8Array): Anchor | undefined {
    const counts = new Uint32Array(256);
    for (const byte of sample) counts[byte] = (counts[byte] ?? 0) + 1;
    let rarest = sample.length * RARE;
    let anchor: Anchor | undefined;
    let end = this.lower.length;
    for (let at = end - 1; at >= 0; at--) {
      if (this.lower[at] !== this.upper[at]) end = at;
      const count = counts[this.lower[at] ?? 0] ?? 0;
      // A single byte is a hit too often.
      if (end - at < 2 || count > rarest) continue;
      rarest = count;
      anchor = { bytes: Buffer.from(this.lower.subarray(at, end)), at };
    }
    return anchor;
  }

  private findAnchor(block: Buffer, { bytes, at: offset }: Anchor): number[] {
    const found: number[] = [];
    const lastStart = block.length - this.lower.length;
    for (let at = block.indexOf(bytes, offset); at >= 0; at = block.indexOf(bytes, at + 1)) {
      const start = at - offset;
      if (start <= lastStart && this.isAt(block, start)) found.push(start);
    }
    return found;
  }

  private findInHalves(block: Buffer): number[] {
    const { skips, onward, lower } = this;
    const last = lower.length - 1;
    const inFirst: number[] = [];
    const inSecond: number[] = [];
    // Ends of the two windows. The second half begins where a needle can begin that the first does not see.
    const middle = Math.max(block.length >> 1, last);
    let first = last;
    let second = middle + 1;
    const end = block.length;
    while (first <= middle && second < end) {
      const skipFirst = skips[block[first] ?? 0] ?? 1;
      const skipSecond = skips[block[second] ?? 0] ?? 1;
      if (skipFirst > 0) {
        first += skipFirst;
      } else {
        if (this.isAt(block, first - last)) inFirst.push(first - last);
        first += onward;
      }
      if (skipSecond > 0) {
        second += skipSecond;
      } else {
        if (this.isAt(block, second - last)) inSecond.push(second - last);
        second += onward;
      }
    }
    this.findWithin(block, first, middle + 1, inFirst);
    this.findWithin(block, second, end, inSecond);
    return inFirst.concat(inSecond);
  }

  /** Finds needles whose last byte stands from `from` up to `to` (exclusive). */
  private findWithin(block: Buffer, from: number, to: number, found: number[]): void {
    const { skips, onward, lower } = this;
    const last = lower.length - 1;
    for (let at = from; at < to;) {
      const skip = skips[block[at] ?? 0] ?? 1;
      if (skip === 0 && this.isAt(block, at - last)) found.push(at - last);
      at += skip || onward;
    }
  }

  private isAt(block: Buffer, start: number): boolean {
    const { lower, upper } = this;
    for (let at = 0; at < lower.length; at++) {
      const byte = block[start + at];
      if (byte !== lower[at] && byte !== upper[at]) return false;
    }
    return true;
  }
}

/** True for the digit by which an escape is known as one of ASCII; also when it is in the next block. */
function isAsciiDigit(byte: number | undefined): boolean {
  return byte === undefined || (byte >= 0x30 && byte <= 0x37);
}

/** An ASCII letter in upper case; other bytes as they are. */
function inUpperCase(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
}
