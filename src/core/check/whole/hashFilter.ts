/** Odd numbers that spread a hash over the words of a block; those of Parquet's Bloom filter. */
const SALTS = [0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31];

const BLOCK_WORDS = SALTS.length;
const BYTES_PER_HASH = 4;

/** A filter takes no more memory than this; with more hashes it says more often that it may have one. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * A set of 64-bit hashes that may seem to have one that it has not, in a fraction of the memory: a split block Bloom
 * filter as Parquet defines it, with 32 bits for each hash, by which one in 25,000 seems to be there.
 */
export class HashFilter {
  private readonly words: Uint32Array;
  private readonly blocks: number;

  /** @param memory of the filter of another thread */
  constructor(readonly memory: SharedArrayBuffer) {
    this.words = new Uint32Array(memory);
    this.blocks = this.words.length / BLOCK_WORDS;
  }

  /** An empty filter for about so many hashes. */
  static of(hashes: number): HashFilter {
    const blocks = Math.ceil(Math.min(hashes * BYTES_PER_HASH, MOST_BYTES) / (BLOCK_WORDS * 4)) + 1;
    return new HashFilter(new SharedArrayBuffer(blocks * BLOCK_WORDS * 4));
  }

  /** A filter that seems to have every hash. */
  static ofAll(): HashFilter {
    const filter = HashFilter.of(0);
    filter.words.fill(0xffffffff);
    return filter;
  }

  add(high: number, low: number): void {
    const { words } = this;
    const block = this.blockOf(high);
    for (let at = 0; at < BLOCK_WORDS; at++) words[block + at] = (words[block + at] ?? 0) | bitOf(low, at);
  }

  /** False when the hash was certainly not added. */
  mayHave(high: number, low: number): boolean {
    const { words } = this;
    const block = this.blockOf(high);
    for (let at = 0; at < BLOCK_WORDS; at++) if (((words[block + at] ?? 0) & bitOf(low, at)) === 0) return false;
    return true;
  }

  private blockOf(high: number): number {
    return Math.floor((high / 2 ** 32) * this.blocks) * BLOCK_WORDS;
  }
}

function bitOf(low: number, at: number): number {
  return 1 << (Math.imul(low, SALTS[at] ?? 0) >>> 27);
}
