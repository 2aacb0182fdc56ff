import { describe, expect, it } from 'vitest';
import { HashFilter } from '../../../../../src/core/check/whole/hashFilter';
import { mix } from '../../../../../src/core/check/whole/textHash';

const COUNT = 50_000;
const high = (at: number): number => mix(at + 1);
const low = (at: number): number => mix(at ^ 0x5bd1e995);

describe('HashFilter', () => {
  it('has what was added, and hardly seems to have more', () => {
    const filter = HashFilter.of(COUNT);
    for (let at = 0; at < COUNT; at++) filter.add(high(at), low(at));
    let missing = 0;
    let wrong = 0;
    for (let at = 0; at < COUNT; at++) {
      if (!filter.mayHave(high(at), low(at))) missing++;
      if (filter.mayHave(high(at + COUNT), low(at + COUNT))) wrong++;
    }
    expect(missing).toBe(0);
    // With 32 bits for each hash about one in 25,000, says the table in Parquet's specification of this filter.
    expect(wrong).toBeLessThan(15);
  });

  it('can be read in another thread', () => {
    const filter = HashFilter.of(10);
    filter.add(1, 2);
    expect(new HashFilter(filter.memory).mayHave(1, 2)).toBe(true);
    expect(new HashFilter(filter.memory).mayHave(0xffffffff, 2)).toBe(false);
  });

  it('may seem to have everything', () => {
    expect(HashFilter.ofAll().mayHave(high(3), low(3))).toBe(true);
  });
});
