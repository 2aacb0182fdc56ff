import { describe, expect, it } from 'vitest';
import { rankingOf } from '../../../../../src/core/metric/ranking/rankedItems';
import { scored } from '../scored';

describe('a ranking', () => {
  const gainsOf = (answer: string, ...references: string[]): readonly number[] | undefined =>
    rankingOf(scored(answer, ...references))?.gains;

  it.each([
    ['["x", "a", 3]', [0, 1, 1]],
    ['Here:\n```json\n[{"id": "a"}, {"id": 3}, {"name": "a"}]\n```', [1, 1]],
    ['1. x\n2) a\n\n- 3\r\n• y', [0, 1, 1, 0]],
    ['a', [1]],
    ['a\nx\na', [1, 0]],
    ['', []],
  ])('is read from %j', (answer, gains) => {
    expect(gainsOf(answer, 'a', '3')).toEqual(gains);
  });

  it('is held against ids, lists of ids, and gains', () => {
    expect(rankingOf(scored('b\na', '{"a": 2, "b": 1, "c": 3, "d": 0, "e": -1, "f": "x"}'))).toEqual({
      gains: [1, 2],
      ideal: [3, 2, 1],
    });
    expect(rankingOf(scored('b\na', '["a"]', ' b '))).toEqual({ gains: [1, 1], ideal: [1, 1] });
    expect(gainsOf('__proto__', '{"__proto__": 2}')).toEqual([2]);
  });

  it('does not apply where nothing is relevant', () => {
    expect(gainsOf('a')).toBeUndefined();
    expect(gainsOf('a', '{"a": 0}')).toBeUndefined();
    expect(gainsOf('a', '[]')).toBeUndefined();
  });

  it('survives what nests deeply', () => {
    const deep = `${'[{"id":'.repeat(20_000)}1${'}]'.repeat(20_000)}`;
    expect(gainsOf(deep, 'a')).toEqual([]);
  });
});
