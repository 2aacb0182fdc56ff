import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLiteralGlob, literalGlob } from '../../../../src/core/config/glob';

describe('literalGlob', () => {
  it('matches the path itself and is known as such, whatever the path', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-c*?[{} .-]{1,8}$/), (name) => {
        fc.pre(!name.startsWith('.'));
        expect(path.matchesGlob(name, literalGlob(name))).toBe(true);
        expect(isLiteralGlob(literalGlob(name))).toBe(true);
      }),
    );
  });

  it('matches nothing else', () => {
    expect(path.matchesGlob('eval1.jsonl', literalGlob('eval*.jsonl'))).toBe(false);
    expect(path.matchesGlob('evala.jsonl', literalGlob('eval[abc].jsonl'))).toBe(false);
  });
});

describe('isLiteralGlob', () => {
  it.each(['data/eval.jsonl', 'a[[]b].csv', 'x[*].json'])('knows %s as one path', (glob) =>
    expect(isLiteralGlob(glob)).toBe(true),
  );
  it.each(['data/*.jsonl', '**', 'a?.csv', 'a[bc].csv', '*.{csv,json}'])('knows %s as a pattern', (glob) =>
    expect(isLiteralGlob(glob)).toBe(false),
  );
});
