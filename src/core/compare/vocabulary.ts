/**
 * Numbers for pieces of texts: equal pieces have equal numbers, counted from 0 in the order in which they come. A hash
 * table over the texts themselves, for cutting every word out of a text to look it up costs more than comparing the
 * texts does when they are nearly equal.
 */
export class Vocabulary {
  private slots = new Int32Array(1 << 11); // number + 1, or 0
  private hashes = new Int32Array(1 << 10);
  private starts = new Int32Array(1 << 10);
  private lengths = new Int32Array(1 << 10);
  private readonly texts: Uint16Array[] = [];
  /** Different in every vocabulary, so that no text can be written to fill one slot. */
  private readonly seed = Math.floor(Math.random() * 2 ** 32);

  /** How many different pieces there are. */
  get size(): number {
    return this.texts.length;
  }

  /** The number of the UTF-16 code units from `start` up to `end`. */
  numberOf(text: Uint16Array, start: number, end: number): number {
    let hash = this.seed ^ (end - start);
    for (let i = start; i < end; i++) {
      hash = Math.imul(hash ^ (text[i] as number), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const number = (this.slots[slot] as number) - 1;
      if (number < 0) return this.add(text, start, end - start, hash, slot);
      if (this.hashes[number] === hash && this.isAt(number, text, start, end - start)) return number;
      slot = (slot + 1) & mask;
    }
  }

  private isAt(number: number, text: Uint16Array, start: number, length: number): boolean {
    if (this.lengths[number] !== length) return false;
    const known = this.texts[number] as Uint16Array;
    const from = this.starts[number] as number;
    for (let i = 0; i < length; i++) if (known[from + i] !== text[start + i]) return false;
    return true;
  }

  private add(text: Uint16Array, start: number, length: number, hash: number, slot: number): number {
    const number = this.texts.push(text) - 1;
    this.hashes[number] = hash;
    this.starts[number] = start;
    this.lengths[number] = length;
    this.slots[slot] = number + 1;
    if (this.texts.length === this.hashes.length) this.grow();
    return number;
  }

  /** Doubles the room; half of the slots are free at most times. */
  private grow(): void {
    this.hashes = doubled(this.hashes);
    this.starts = doubled(this.starts);
    this.lengths = doubled(this.lengths);
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let number = 0; number < this.texts.length; number++) {
      let slot = (this.hashes[number] as number) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = number + 1;
    }
  }
}

/** A copy with twice the room. */
export function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
