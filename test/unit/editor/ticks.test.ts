import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OUTCOMES, type Outcome } from '../../../src/core/compare/outcome';
import { Ticks, type Scope, type Tickable } from '../../../src/editor/ticks';

const sample = (row: number, outcome: Outcome = 'not-run'): Tickable => ({ id: `s${row}`, row, outcome });

describe('Ticks', () => {
  it('selects everything when nothing is ticked', () => {
    const ticks = new Ticks();
    expect(ticks.any).toBe(false);
    expect(ticks.selection).toEqual({ kind: 'all' });
  });

  it('selects the ticked samples', () => {
    const ticks = new Ticks();
    ticks.setSample(sample(1), true);
    ticks.setSample(sample(2), true);
    ticks.setSample(sample(2), false);
    expect(ticks.selection).toEqual({ kind: 'ids', ids: ['s1'] });
  });

  it('selects a ticked outcome as it is when it is looked at', () => {
    const ticks = new Ticks();
    ticks.setScope({ outcome: 'broken' }, true);
    expect(ticks.selection).toEqual({ kind: 'outcome', outcome: 'broken' });
    expect(ticks.isTicked(sample(1, 'broken'))).toBe(true);
    expect(ticks.isTicked(sample(1, 'fixed'))).toBe(false);
  });

  it('ticks all with one rule, and shows every group as ticked', () => {
    const ticks = new Ticks();
    ticks.setSample(sample(1), false);
    ticks.setScope({}, true);
    expect(ticks.selection).toEqual({ kind: 'all' });
    expect(ticks.isTicked(sample(1))).toBe(true);
    expect(ticks.isScopeTicked({ outcome: 'fixed', rows: [0, 499] })).toBe(true);
  });

  it('does not show a group as ticked once something in it was unticked', () => {
    const ticks = new Ticks();
    ticks.setScope({}, true);
    ticks.setSample(sample(3, 'broken'), false);
    expect(ticks.isScopeTicked({})).toBe(false);
    expect(ticks.isScopeTicked({ outcome: 'broken' })).toBe(false);
    expect(ticks.isScopeTicked({ outcome: 'fixed' })).toBe(true);
    expect(ticks.isScopeTicked({ rows: [4, 9] })).toBe(true);
    expect(ticks.selection).toBeUndefined();
  });

  it('forgets everything when all is unticked', () => {
    const ticks = new Ticks();
    ticks.setScope({ rows: [0, 499] }, true);
    ticks.setSample(sample(700), true);
    ticks.clear();
    expect(ticks.any).toBe(false);
    expect(ticks.isTicked(sample(700))).toBe(false);
  });

  it('agrees with ticking every sample by itself', () => {
    const rows = fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const scope: fc.Arbitrary<Scope> = fc.record({ outcome: fc.constantFrom(...OUTCOMES), rows }, { requiredKeys: [] });
    const step = fc.tuple(fc.oneof(fc.record({ scope }), fc.record({ row: fc.nat(9) })), fc.boolean());
    const samples = Array.from({ length: 10 }, (_, row) => sample(row, OUTCOMES[row % OUTCOMES.length]));
    const inScope = ({ outcome, rows: within }: Scope, { row, outcome: own }: Tickable): boolean =>
      (outcome === undefined || outcome === own) && (!within || (within[0] <= row && row <= within[1]));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.array(scope, { maxLength: 5 }), (steps, groups) => {
        const ticks = new Ticks();
        const expected = new Set<Tickable>();
        for (const [target, ticked] of steps) {
          const touched = samples.filter((each) =>
            'scope' in target ? inScope(target.scope, each) : each.row === target.row,
          );
          if ('scope' in target) ticks.setScope(target.scope, ticked);
          else ticks.setSample(touched[0] ?? sample(target.row), ticked);
          for (const each of touched) {
            if (ticked) expected.add(each);
            else expected.delete(each);
          }
        }
        expect(samples.filter((each) => ticks.isTicked(each))).toEqual(samples.filter((each) => expected.has(each)));
        // A group may look unticked although all in it is ticked, but never the other way round.
        for (const group of groups) {
          if (ticks.isScopeTicked(group)) {
            expect(samples.filter((each) => inScope(group, each)).every((each) => expected.has(each))).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
