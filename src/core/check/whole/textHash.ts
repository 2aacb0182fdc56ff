/** Spreads the bits of a 32-bit number (the finalizer of MurmurHash3). */
export function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** UTF-16 units looked at of a text by `addSketch`. */
const SKETCH_UNITS = 12;

/** A 64-bit hash of texts given one after the other: two multiplicative hashes with different factors. */
export class TextHash {
  private a = 0;
  private b = 0;

  begin(): void {
    this.a = 0x811c9dc5;
    this.b = 0x9e3779b1;
  }

  get high(): number {
    return mix(this.a);
  }

  get low(): number {
    return mix(this.b);
  }

  /** Takes a text as it is. */
  add(text: string): void {
    let { a, b } = this;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b ^ unit, 0x5bd1e995);
      b ^= b >>> 15;
    }
    this.end(a, b, text.length);
  }

  /** Takes a text in lower case, with each run of white space as one space, and none at its ends. */
  addNormalized(text: string): void {
    this.add(text.trim().toLowerCase().replace(/\s+/gu, ' '));
  }

  /** Takes the length of a text and a few of its characters: unequal results mean unequal texts, equal ones nothing. */
  addSketch(text: string): void {
    const { length } = text;
    let { a, b } = this;
    const step = length <= SKETCH_UNITS ? 1 : length / SKETCH_UNITS;
    for (let at = length - 1; at >= 0; at -= step) {
      const unit = text.charCodeAt(at | 0);
      a = Math.imul(a ^ unit, 0x01000193);
      b = Math.imul(b ^ unit, 0x5bd1e995);
      b ^= b >>> 15;
    }
    this.end(a, b, length);
  }

  /** Texts next to each other are kept apart by their lengths. */
  private end(a: number, b: number, length: number): void {
    this.a = Math.imul(a ^ length, 0x01000193) ^ (a >>> 15);
    this.b = Math.imul(b ^ length, 0x5bd1e995) ^ (b >>> 13);
  }
}
