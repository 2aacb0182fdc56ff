import { describe, expect, it } from 'vitest';
import { diffSteps, type DiffMode } from '../../../../src/core/compare/diffSteps';
import { runToEnd } from '../../../../src/core/compare/steps';
import { shown } from './rebuild';

const diff = (mode: DiffMode, a: string, b: string): string => shown(runToEnd(diffSteps(mode, a, b)).parts);

describe('diffSteps', () => {
  it('compares by the mode', () => {
    expect(diff('words', 'colour\n', 'color\n')).toBe('-colour-|+color+|\n');
    expect(diff('characters', 'colour\n', 'color\n')).toBe('colo|-u-|r\n');
    expect(diff('lines', 'colour\n', 'color\n')).toBe('-colour\n-|+color\n+');
    expect(diff('json', '{"a":1}', '{"a":2}')).toBe('{\n  "a": |-1-|+2+|\n}');
  });

  it('says what the fields are, or compares words and says why', () => {
    expect(runToEnd(diffSteps('json', '{"a":1}', '{"a":2}')).json).toMatchObject({
      kind: 'json',
      counts: { changed: 1 },
    });
    const fallback = runToEnd(diffSteps('json', '{"a":1}', 'none'));
    expect(fallback.json).toEqual({ kind: 'not-json', side: 'b' });
    expect(shown(fallback.parts)).toBe('-{"a":1}-|+none+');
    expect(runToEnd(diffSteps('words', '{}', '{}')).json).toBeUndefined();
  });
});
