import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue } from '../../../../src/core/dataset/json';
import { diffJson, type JsonDiff } from '../../../../src/core/compare/jsonDiff';
import { rebuilt, shown } from './rebuild';

type Compared = Extract<JsonDiff, { kind: 'json' }>;

function compared(a: unknown, b: unknown): Compared {
  const diff = diffJson(JSON.stringify(a), JSON.stringify(b));
  if (diff.kind !== 'json') throw new Error('The texts hold no JSON.');
  return diff;
}

describe('diffJson', () => {
  it('marks what changed and what was added, as the inspector draws it', () => {
    const start = { start: '2024-03-01', term_months: 36, notice_days: 90, governing_law: 'Delaware' };
    const diff = compared(start, { ...start, term_months: 3, renewal: 'automatic' });
    expect(shown(diff.parts)).toBe(
      '{\n  "start": "2024-03-01",\n  "term_months": |-36-|+3+|,\n  "notice_days": 90,\n  "governing_law": "Delaware"' +
        '|+,\n  "renewal": "automatic"+|\n}',
    );
    expect(diff.counts).toEqual({ equal: 3, changed: 1, added: 1, removed: 0 });
    expect(diff.changes).toEqual([
      { pointer: '/term_months', kind: 'changed' },
      { pointer: '/renewal', kind: 'added' },
    ]);
  });

  it('marks a removed first field with its comma', () => {
    const diff = compared({ x: 1, y: 2 }, { y: 2 });
    expect(shown(diff.parts)).toBe('{|-\n  "x": 1,-|\n  "y": 2\n}');
    expect(diff.changes).toEqual([{ pointer: '/x', kind: 'removed' }]);
  });

  it('does not mind the order of members, and shows that of the first text', () => {
    const diff = compared({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 });
    expect(shown(diff.parts)).toBe('{\n  "a": 1,\n  "b": {\n    "c": 2,\n    "d": 3\n  }\n}');
    expect(diff.counts).toEqual({ equal: 3, changed: 0, added: 0, removed: 0 });
  });

  it('takes an item inserted at the front of a list as one addition', () => {
    const diff = compared([{ id: 1 }, { id: 2 }], [{ id: 0 }, { id: 1 }, { id: 2 }]);
    expect(diff.counts).toEqual({ equal: 2, changed: 0, added: 1, removed: 0 });
    expect(diff.changes).toEqual([{ pointer: '/0', kind: 'added' }]);
  });

  it('looks into list items that changed between equal ones', () => {
    const diff = compared(['a', { k: 1, l: 2 }, 'z'], ['a', { k: 1, l: 3 }, 'z']);
    expect(diff.counts).toEqual({ equal: 3, changed: 1, added: 0, removed: 0 });
    expect(diff.changes).toEqual([{ pointer: '/1/l', kind: 'changed' }]);
  });

  it('names removed items by their place in the first list, others by that in the second', () => {
    const diff = compared([1, 2, 3], [0, 1, 3]);
    expect(diff.changes).toEqual([
      { pointer: '/0', kind: 'added' },
      { pointer: '/1', kind: 'removed' },
    ]);
  });

  it('tells an object from a list with the same content, and a number from a text', () => {
    expect(compared({ a: { 0: 1 } }, { a: [1] }).counts).toEqual({ equal: 0, changed: 0, added: 1, removed: 1 });
    expect(compared({ a: 1 }, { a: '1' }).counts).toEqual({ equal: 0, changed: 1, added: 0, removed: 0 });
    expect(compared({ a: null }, {}).counts).toEqual({ equal: 0, changed: 0, added: 0, removed: 1 });
  });

  it('takes 1 and 1.0 as equal', () => {
    const diff = diffJson('{"a":1}', '{"a":1.0}');
    expect(diff).toMatchObject({ counts: { equal: 1, changed: 0 } });
  });

  it('compares long texts in fields by words', () => {
    const text = 'Either party may end this agreement on ninety days of written notice to the other.';
    expect(shown(compared({ s: text }, { s: text.replace('ninety', 'thirty') }).parts)).toBe(
      '{\n  "s": "Either party may end this agreement on |-ninety-|+thirty+| days of written notice to the other."\n}',
    );
  });

  it('escapes pointers as RFC 6901 says', () => {
    expect(compared({ 'a/b~c': 1 }, { 'a/b~c': 2 }).changes).toEqual([{ pointer: '/a~1b~0c', kind: 'changed' }]);
  });

  it('finds JSON in a fence and says so', () => {
    const diff = diffJson('{"a":1}', 'Here it is:\n```json\n{"a": 1}\n```\n');
    expect(diff).toMatchObject({ kind: 'json', found: { a: 'whole', b: 'fenced' }, counts: { equal: 1, changed: 0 } });
  });

  it('says which text holds no JSON', () => {
    expect(diffJson('Indemnification', '{"a":1}')).toEqual({ kind: 'not-json', side: 'a' });
    expect(diffJson('[1]', 'no')).toEqual({ kind: 'not-json', side: 'b' });
    expect(diffJson('', '')).toEqual({ kind: 'not-json', side: 'both' });
  });

  it('does not take nesting that no stack can hold as JSON', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(diffJson(deep, '[]')).toEqual({ kind: 'not-json', side: 'a' });
    const fine = '['.repeat(200) + ']'.repeat(200);
    expect(diffJson(fine, fine).kind).toBe('json');
  });

  it('keeps members with names that JavaScript knows', () => {
    const diff = diffJson('{"__proto__":1,"toString":2}', '{"constructor":2}');
    expect(diff).toMatchObject({ counts: { equal: 0, changed: 0, added: 1, removed: 2 } });
  });

  it('rebuilds both values, and counts every leaf once', () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom<unknown>(0, 1, 1.5, '', 'a', 'b\n"', true, null),
        fc.array(tie('value'), { maxLength: 5 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c', '/', '__proto__'), tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    const leaves = (x: JsonValue): number => {
      const children = typeof x === 'object' && x !== null ? (Object.values(x) as JsonValue[]) : [];
      return children.length === 0 ? 1 : children.reduce((sum: number, child) => sum + leaves(child), 0);
    };
    fc.assert(
      fc.property(value, value, (x, y) => {
        const a = JSON.parse(JSON.stringify(x)) as JsonValue;
        const b = JSON.parse(JSON.stringify(y)) as JsonValue;
        const { parts, counts } = compared(a, b);
        const [textA, textB] = rebuilt(parts);
        expect(textA).toBe(JSON.stringify(a, null, 2));
        expect(canonicalJson(JSON.parse(textB) as JsonValue)).toBe(canonicalJson(b));
        expect(textB).toBe(JSON.stringify(JSON.parse(textB), null, 2));
        const equal = canonicalJson(a) === canonicalJson(b);
        expect(counts.changed + counts.added + counts.removed === 0).toBe(equal);
        if (equal) expect(counts.equal).toBe(leaves(a));
      }),
      { numRuns: 1000 },
    );
  });
});
