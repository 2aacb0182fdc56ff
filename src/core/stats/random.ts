/** Seeds are whole numbers from 0 to this, so that they can be written down and read again. */
const MOST_SEED = Number.MAX_SAFE_INTEGER;

const WORD = 2 ** 32;
const PER_WORD = 2 ** -32;
const MASK_64 = 0xffffffffffffffffn;

/**
 * SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, 2014), by which the makers of xoshiro advise to fill its state.
 * @returns the next number and the state after it
 */
export function splitMix64(state: bigint): readonly [value: bigint, state: bigint] {
  const next = (state + 0x9e3779b97f4a7c15n) & MASK_64;
  let z = next;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
  return [z ^ (z >> 31n), next];
}

/**
 * Random numbers that are the same for the same seed, everywhere: xoshiro128** 1.1 (D. Blackman and S. Vigna, “Scrambled
 * linear pseudorandom number generators”, ACM TOMS 47, 2021). Not for secrets.
 */
export class Xoshiro128 {
  private constructor(
    private a: number,
    private b: number,
    private c: number,
    private d: number,
  ) {}

  /** The state is two numbers of SplitMix64, the lower half of each first, as Rust's `rand_xoshiro` fills it. */
  static ofSeed(seed: number): Xoshiro128 {
    if (!Number.isInteger(seed) || seed < 0 || seed > MOST_SEED) throw new RangeError(`${seed} is not a seed.`);
    const [first, state] = splitMix64(BigInt(seed));
    const [second] = splitMix64(state);
    const words = [first, first >> 32n, second, second >> 32n].map((word) => Number(word & 0xffffffffn));
    return Xoshiro128.ofState(words);
  }

  /** From four words of 32 bits, not all of them 0. */
  static ofState(words: readonly number[]): Xoshiro128 {
    const [a = 0, b = 0, c = 0, d = 0] = words;
    return new Xoshiro128(a | 0, b | 0, c | 0, d | 0);
  }

  /** The next whole number from 0 to 2³² − 1. */
  next(): number {
    const scrambled = Math.imul(this.b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    return result >>> 0;
  }

  /**
   * Fills `target` with whole numbers from 0 to `bound` − 1, each equally likely: the upper word of a number times `bound`,
   * where the lower is not one of those that occur too often (D. Lemire, ACM TOMACS 29, 2019). The state is in local
   * variables here: that is five times as quick.
   * @param bound from 1 to 2³²
   */
  fillBelow(target: Uint32Array, bound: number): void {
    const threshold = (WORD - bound) % bound;
    let { a, b, c, d } = this;
    for (let i = 0; i < target.length;) {
      const scrambled = Math.imul(b, 5);
      const value = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      const low = Math.imul(value, bound) >>> 0;
      // The product has more digits than a double, but what is left of it without its low word has not. Storing cuts off.
      if (low >= threshold) target[i++] = (value * bound - low) * PER_WORD + 0.5;
    }
    [this.a, this.b, this.c, this.d] = [a, b, c, d];
  }

  /** Fills `target` with zeros and ones, from the lowest bit of each number up. */
  fillBits(target: Uint8Array): void {
    let bits = 0;
    for (let i = 0; i < target.length; i++, bits >>>= 1) {
      if (i % 32 === 0) bits = this.next();
      target[i] = bits & 1;
    }
  }
}
