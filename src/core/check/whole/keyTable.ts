/** The first of numbers (rows, say) with each 64-bit key, in open addressing. */
export class KeyTable {
  private readonly slots: Uint32Array;
  private readonly highs: Uint32Array;
  private readonly lows: Uint32Array;

  /** @param most keys it will hold */
  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(most, 2) * 1.5));
    this.slots = new Uint32Array(size);
    this.highs = new Uint32Array(size);
    this.lows = new Uint32Array(size);
  }

  /** The number that came first with that key; `number` itself when it is the first. */
  firstOf(high: number, low: number, number: number): number {
    const slot = this.slotOf(high, low);
    const held = this.slots[slot];
    if (held) return held - 1;
    this.slots[slot] = number + 1;
    this.highs[slot] = high;
    this.lows[slot] = low;
    return number;
  }

  /** The number that came first with that key, if any. */
  find(high: number, low: number): number | undefined {
    const held = this.slots[this.slotOf(high, low)];
    return held ? held - 1 : undefined;
  }

  private slotOf(high: number, low: number): number {
    const mask = this.slots.length - 1;
    let slot = (high ^ Math.imul(low, 0x9e3779b1)) & mask;
    while (this.slots[slot] && (this.highs[slot] !== high || this.lows[slot] !== low)) slot = (slot + 1) & mask;
    return slot;
  }
}
