import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineMap, type LineChange } from '../../../src/editor/lineMap';

function change(start: [number, number], end: [number, number], text: string): LineChange {
  return {
    range: { start: { line: start[0], character: start[1] }, end: { line: end[0], character: end[1] } },
    text,
  };
}

describe('a map of lines', () => {
  it('leaves every line in its place while nothing is edited', () => {
    expect(LineMap.same.currentOf(17)).toBe(17);
    expect(LineMap.same.savedOf(17)).toBe(17);
  });

  it('loses a line that is typed into, and no other', () => {
    const map = LineMap.same.edited([change([2, 4], [2, 4], 'x')]);
    expect([1, 2, 3].map((line) => map.currentOf(line))).toEqual([1, undefined, 3]);
    expect(map.savedOf(2)).toBeUndefined();
  });

  it('tells which lines of the file stand within some of the text', () => {
    const map = LineMap.same.edited([change([2, 0], [2, 0], 'a\nb\n')]);
    expect(map.savedWithin(0, 1)).toEqual({ first: 0, last: 1 });
    expect(map.savedWithin(1, 5)).toEqual({ first: 1, last: 3 });
    expect(map.savedWithin(2, 3)).toBeUndefined();
  });

  it('shifts what stands below lines that are put in between or taken away', () => {
    const added = LineMap.same.edited([change([2, 0], [2, 0], 'a\nb\n')]);
    expect([1, 2, 3].map((line) => added.currentOf(line))).toEqual([1, 4, 5]);
    expect([2, 3, 4].map((line) => added.savedOf(line))).toEqual([undefined, undefined, 2]);
    const removed = LineMap.same.edited([change([2, 0], [3, 0], '')]);
    expect([1, 2, 3].map((line) => removed.currentOf(line))).toEqual([1, undefined, 2]);
  });

  it('takes all changes of one event against the text before it', () => {
    const map = LineMap.same.edited([change([0, 0], [1, 0], ''), change([4, 0], [5, 0], '')]);
    expect([0, 1, 3, 4, 5].map((line) => map.currentOf(line))).toEqual([undefined, 0, 2, undefined, 3]);
  });

  it('knows a row of several lines only while none of them is edited', () => {
    const map = LineMap.same.edited([change([3, 2], [3, 3], 'y')]);
    expect(map.currentOf(0, 2)).toBe(0);
    expect(map.currentOf(2, 4)).toBeUndefined();
  });

  it('stays the same object while the same line is typed into', () => {
    const map = LineMap.same.edited([change([2, 4], [2, 4], 'x')]);
    expect(map.edited([change([2, 5], [2, 5], 'y')])).toBe(map);
    expect(map.edited([change([2, 5], [2, 5], '\n')])).not.toBe(map);
  });

  it('says of no line that it stands where another text is', () => {
    const lines = fc.array(fc.stringMatching(/^[a-z]{0,3}$/), { minLength: 1, maxLength: 8 });
    const edit = fc.tuple(fc.nat(), fc.nat(), fc.stringMatching(/^[A-Z\n]{0,4}$/));
    fc.assert(
      fc.property(lines, fc.array(edit, { maxLength: 6 }), (texts, edits) => {
        // Every line of the file is unique, so that a line that moved can be told.
        const saved = texts.map((text, index) => `${index}${text}`);
        let text = saved.join('\n');
        let map = LineMap.same;
        for (const [from, to, added] of edits) {
          const [start = 0, end = 0] = [from % (text.length + 1), to % (text.length + 1)].sort((a, b) => a - b);
          map = map.edited([{ range: { start: place(text, start), end: place(text, end) }, text: added }]);
          text = text.slice(0, start) + added + text.slice(end);
        }
        const current = text.split('\n');
        for (const [line, content] of saved.entries()) {
          const now = map.currentOf(line);
          if (now === undefined) continue;
          expect(current[now]).toBe(content);
          expect(map.savedOf(now)).toBe(line);
        }
      }),
    );
  });
});

function place(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
