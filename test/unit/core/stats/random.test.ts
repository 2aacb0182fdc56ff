import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquaredSf } from '../../../../src/core/stats/chiSquared';
import { splitMix64, Xoshiro128 } from '../../../../src/core/stats/random';

describe('random numbers', () => {
  it('are those of the reference implementations', () => {
    // xoshiro128starstar.c 1.1 and splitmix64.c (https://prng.di.unimi.it), as the tests of Rust's rand_xoshiro have them.
    const random = Xoshiro128.ofState([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, () => random.next())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
    const found: bigint[] = [];
    for (let state = 1477776061723855037n; found.length < 5;) {
      const [value, next] = splitMix64(state);
      found.push(value);
      state = next;
    }
    expect(found).toEqual([
      1985237415132408290n,
      2979275885539914483n,
      13511426838097143398n,
      8488337342461049707n,
      15141737807933549159n,
    ]);
  });

  it('fill the state from a seed, the lower word first', () => {
    // The first two of SplitMix64 from 0, as in its reference implementation: e220a8397b1dcdaf and 6e789e6aa1b965f4.
    const words = [0x7b1dcdaf, 0xe220a839, 0xa1b965f4, 0x6e789e6a];
    const [seeded, stated] = [Xoshiro128.ofSeed(0), Xoshiro128.ofState(words)];
    for (let i = 0; i < 20; i++) expect(seeded.next()).toBe(stated.next());
    for (const seed of [-1, 0.5, NaN, 2 ** 53]) expect(() => Xoshiro128.ofSeed(seed)).toThrow(RangeError);
  });

  it('below a bound are the upper words of the products, also where a double cannot hold these', () => {
    const bound = fc.integer({ min: 1, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(fc.nat(), bound, (seed, most) => {
        const random = Xoshiro128.ofSeed(seed);
        const expected: number[] = [];
        while (expected.length < 20) {
          const product = BigInt(random.next()) * BigInt(most);
          // 2³² mod bound of the lower words would occur once more than the others.
          if ((product & 0xffffffffn) >= 2n ** 32n % BigInt(most)) expected.push(Number(product >> 32n));
        }
        const found = new Uint32Array(20);
        Xoshiro128.ofSeed(seed).fillBelow(found, most);
        expect([...found]).toEqual(expected);
      }),
    );
  });

  it('go on after a fill where it stopped', () => {
    const [first, second] = [Xoshiro128.ofSeed(5), Xoshiro128.ofSeed(5)];
    const [long, short] = [new Uint32Array(10), new Uint32Array(5)];
    first.fillBelow(long, 1000);
    second.fillBelow(short, 1000);
    expect([...long.subarray(0, 5)]).toEqual([...short]);
    second.fillBelow(short, 1000);
    expect([...long.subarray(5)]).toEqual([...short]);
  });

  it('are equally likely, by Pearson’s test', () => {
    for (const bound of [2, 7, 100]) {
      const values = new Uint32Array(100_000);
      Xoshiro128.ofSeed(11).fillBelow(values, bound);
      const counts = new Float64Array(bound);
      for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
      const expected = values.length / bound;
      const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      expect(chiSquaredSf(statistic, bound - 1)).toBeGreaterThan(0.001);
    }
  });

  it('are bits, from the lowest up', () => {
    const bits = new Uint8Array(70);
    Xoshiro128.ofSeed(3).fillBits(bits);
    const random = Xoshiro128.ofSeed(3);
    const words = [random.next(), random.next(), random.next()];
    expect([...bits]).toEqual(Array.from(bits, (_, at) => ((words[at >> 5] ?? 0) >>> (at & 31)) & 1));
  });
});
