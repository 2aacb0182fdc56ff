import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globTest, patternTest } from '../../../../src/core/config/glob';

describe('a glob', () => {
  it.each([
    ['eval.jsonl', 'eval.jsonl'],
    ['./eval.jsonl', 'eval.jsonl'],
    ['data/eval*.jsonl', 'data/eval-2.jsonl'],
    ['data/eval*.jsonl', 'data/eval.jsonl'],
    ['**/eval.jsonl', 'eval.jsonl'],
    ['**/eval.jsonl', 'a/b/eval.jsonl'],
    ['data/**/*.csv', 'data/x.csv'],
    ['data/**/*.csv', 'data/a/b/x.csv'],
    ['**', 'a/b'],
    ['*.{jsonl,csv}', 'x.csv'],
    ['{a,b{c,d}}/x', 'bd/x'],
    ['v[0-9].jsonl', 'v3.jsonl'],
    ['v[!0-9].jsonl', 'vx.jsonl'],
    ['?.csv', '😀.csv'],
    ['a[.csv', 'a[.csv'],
    ['{a.csv', '{a.csv'],
    ['a.b', 'a.b'],
  ])('%s matches %s', (glob, path) => {
    expect(globTest(glob)(path)).toBe(true);
  });

  it.each([
    ['eval.jsonl', 'data/eval.jsonl'],
    ['*.jsonl', 'data/eval.jsonl'],
    ['data/*', 'data/a/b'],
    ['a.b', 'axb'],
    ['v[0-9].jsonl', 'vx.jsonl'],
    ['v[!0-9].jsonl', 'v3.jsonl'],
    ['?.csv', 'ab.csv'],
    ['?.csv', '.csv'],
    ['**/x', 'a/xy'],
    ['*.{jsonl,csv}', 'x.json'],
    ['', 'a'],
  ])('%s does not match %s', (glob, path) => {
    expect(globTest(glob)(path)).toBe(false);
  });

  it('without signs of its own is a path', () => {
    const path = fc.stringMatching(/^[a-z. -]{1,5}(\/[a-z. -]{1,5}){0,3}$/).filter((text) => !text.startsWith('./'));
    fc.assert(fc.property(path, path, (one, other) => globTest(one)(other) === (one === other)));
  });

  it('takes no longer for many stars, nor room for many braces', () => {
    expect(globTest(`${'*a'.repeat(5_000)}b`)('a'.repeat(5_000))).toBe(false);
    expect(globTest('{a,b}'.repeat(1_000))('{a,b}'.repeat(1_000))).toBe(true);
  });
});

it('a pattern for names knows no folders', () => {
  expect(patternTest('contract-*')('contract-4/b')).toBe(true);
  expect(patternTest('{q1,q2}')('q2')).toBe(true);
  expect(patternTest('q?')('q10')).toBe(false);
});
