import { describe, expect, it } from 'vitest';
import { RANGE, rangeLength } from '../../../src/editor/ranges';

describe('rangeLength', () => {
  it('is 500 for lists up to 250,000 items, and a power of 500 beyond', () => {
    expect(rangeLength(501)).toBe(500);
    expect(rangeLength(250_000)).toBe(500);
    expect(rangeLength(250_001)).toBe(250_000);
    expect(rangeLength(5_000_000)).toBe(250_000);
  });

  it('never makes a level longer than 500', () => {
    for (const count of [501, 250_001, 125_000_000, 125_000_001, 1e12]) {
      expect(Math.ceil(count / rangeLength(count))).toBeLessThanOrEqual(RANGE);
    }
  });
});
