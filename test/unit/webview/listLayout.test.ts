import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../../src/core/compare/outcome';
import { ListLayout, MAX_SCROLL_HEIGHT, ROW_HEIGHT, ScaledScroll, TITLE_HEIGHT } from '../../../webview/listLayout';

function grouped(counts: readonly number[]): ListLayout {
  let start = 0;
  const groups = counts.flatMap((count, at) => {
    const outcome = OUTCOMES[at];
    if (count === 0 || !outcome) return [];
    start += count;
    return [{ outcome, start: start - count, count }];
  });
  return new ListLayout(start, groups);
}

const counts = fc.array(fc.nat(400), { minLength: 1, maxLength: OUTCOMES.length });

describe('ListLayout', () => {
  it('stacks titles and rows', () => {
    const layout = grouped([2, 0, 3]);
    expect([0, 1, 2, 4].map((index) => layout.top(index))).toEqual([26, 70, 140, 228]);
    expect(layout.height).toBe(272);
    expect(layout.window(100, 150)).toEqual([
      { group: { outcome: 'broken', count: 2, top: 0 }, rows: [{ index: 1, top: 70 }] },
      { group: { outcome: 'both-wrong', count: 3, top: 114 }, rows: [{ index: 2, top: 140 }] },
    ]);
  });

  it('has one unnamed group where the list is not grouped', () => {
    expect(new ListLayout(10, []).window(44, 88)).toEqual([{ rows: [{ index: 1, top: 44 }] }]);
    expect(new ListLayout(0, []).window(0, 500)).toEqual([]);
  });

  it('gives exactly the rows that touch the window', () => {
    fc.assert(
      fc.property(counts, fc.nat(60_000), fc.integer({ min: 1, max: 900 }), (sizes, from, height) => {
        const layout = grouped(sizes);
        const shown = layout.window(from, from + height).flatMap(({ rows }) => rows.map(({ index }) => index));
        const expected = Array.from({ length: layout.total }, (_, index) => index).filter(
          (index) => layout.top(index) < from + height && layout.top(index) + ROW_HEIGHT > from,
        );
        expect(shown).toEqual(expected);
      }),
    );
  });

  it('moves no further than needed to bring a row into view', () => {
    const layout = grouped([50, 50]);
    expect(layout.reveal(10, 0, 1000)).toBe(0);
    expect(layout.reveal(40, 0, 500)).toBe(layout.top(40) + ROW_HEIGHT - 500);
    expect(layout.reveal(3, 2000, 500)).toBe(layout.top(3));
    // The first row of a group brings its title along.
    expect(layout.reveal(50, 4000, 500)).toBe(layout.top(50) - TITLE_HEIGHT);
  });
});

describe('ScaledScroll', () => {
  const height = 44_000_052;

  it('is an ordinary scroll bar while the list is short', () => {
    const bar = new ScaledScroll(5000, 500);
    expect(bar.scrollHeight).toBe(5000);
    bar.scrolled(1234);
    expect(bar.position).toBe(1234);
    expect(bar.moveTo(2000)).toBe(2000);
  });

  it('reaches both ends of a list that is higher than a browser allows', () => {
    const bar = new ScaledScroll(height, 500);
    expect(bar.scrollHeight).toBe(MAX_SCROLL_HEIGHT);
    bar.scrolled(MAX_SCROLL_HEIGHT - 500);
    expect(bar.position).toBe(height - 500);
    bar.scrolled(0);
    expect(bar.position).toBe(0);
  });

  it('moves by pixels for a step and in proportion for a drag', () => {
    const bar = new ScaledScroll(height, 500);
    bar.scrolled(4_000_000);
    const dragged = bar.position;
    expect(dragged / height).toBeCloseTo(0.5, 3);
    bar.scrolled(4_000_100);
    expect(bar.position).toBe(dragged + 100);
  });

  it('stays within the list, and comes back to the position it was moved to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: height }), (position) => {
        const bar = new ScaledScroll(height, 500);
        const scrollTop = bar.moveTo(position);
        expect(bar.position).toBe(Math.min(position, height - 500));
        expect(scrollTop).toBeLessThanOrEqual(MAX_SCROLL_HEIGHT - 500);
        const again = new ScaledScroll(height, 500);
        again.scrolled(scrollTop);
        expect(Math.abs(again.position - bar.position)).toBeLessThan(500);
      }),
    );
  });
});
