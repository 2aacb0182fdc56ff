/** The first of numbers (rows, say) with each 64-bit key, in open addressing. */
export class KeyTable {
  /** Three numbers a slot, next to each other in memory: 1 + the number held, and both halves of its key. */
  private readonly slots: Uint32Array;
  private readonly mask: number;

  /** @param most keys it will hold */
  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(most, 2) * 1.5));
    this.slots = new Uint32Array(size * 3);
    this.mask = size - 1;
  }

  /** The number that came first with that key; `number` itself when it is the first. */
  firstOf(high: number, low: number, number: number): number {
    const { slots } = this;
    const at = this.placeOf(high, low);
    const held = slots[at];
    if (held) return held - 1;
    slots[at] = number + 1;
    slots[at + 1] = high;
    slots[at + 2] = low;
    return number;
  }

  /** The number that came first with that key, if any. */
  find(high: number, low: number): number | undefined {
    const held = this.slots[this.placeOf(high, low)];
    return held ? held - 1 : undefined;
  }

  private placeOf(high: number, low: number): number {
    const { slots, mask } = this;
    let slot = (high ^ Math.imul(low, 0x9e3779b1)) & mask;
    for (;;) {
      const at = slot * 3;
      if (!slots[at] || (slots[at + 1] === high && slots[at + 2] === low)) return at;
      slot = (slot + 1) & mask;
    }
  }
}
