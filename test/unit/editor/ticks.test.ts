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

  it('ticks a slice with one rule, as it is when it is looked at', () => {
    const ticks = new Ticks();
    const slice = { field: 'task', value: 'terms', overlap: false };
    ticks.setScope({ slice }, true);
    expect(ticks.fields).toEqual(['task']);
    expect(ticks.selection).toBeUndefined();
    expect(ticks.isTicked({ ...sample(1), labels: { task: ['terms'] } })).toBe(true);
    expect(ticks.isTicked({ ...sample(1), labels: { task: ['clause'] } })).toBe(false);
    expect(ticks.isTicked(sample(1))).toBe(false);
    ticks.setScope({ slice: { field: 'task', overlap: false } }, true);
    expect(ticks.isTicked({ ...sample(1), labels: { task: [] } })).toBe(true);
  });

  it('does not take slices that share no sample for one another', () => {
    const a = { slice: { field: 'task', value: 'a', overlap: false } };
    const b = { slice: { field: 'task', value: 'b', overlap: false } };
    const ticks = new Ticks();
    ticks.setScope({}, true);
    ticks.setScope(b, false);
    expect(ticks.isScopeTicked(a)).toBe(true);
    expect(ticks.isScopeTicked(b)).toBe(false);
    expect(ticks.isScopeTicked({ slice: { field: 'split', value: 'a', overlap: false } })).toBe(false);
  });

  it('does not show a slice as ticked when a sample that was unticked may be in it', () => {
    const ticks = new Ticks();
    ticks.setScope({}, true);
    ticks.setSample(sample(1), false);
    expect(ticks.isScopeTicked({ slice: { field: 'task', value: 'a', overlap: false } })).toBe(false);
  });

  it('agrees with ticking every sample by itself', () => {
    const rows = fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const slice = fc.constantFrom(
      { field: 'parity', value: 'even', overlap: false },
      { field: 'parity', value: 'odd', overlap: false },
      { field: 'divisors', value: '2', overlap: true },
      { field: 'divisors', value: '3', overlap: true },
      { field: 'divisors', overlap: true },
    );
    const scope: fc.Arbitrary<Scope> = fc.record(
      { outcome: fc.constantFrom(...OUTCOMES), rows, slice },
      { requiredKeys: [] },
    );
    const step = fc.tuple(fc.oneof(fc.record({ scope }), fc.record({ row: fc.nat(9) })), fc.boolean());
    const labelled = (each: Tickable): Tickable => ({
      ...each,
      labels: {
        parity: [each.row % 2 === 0 ? 'even' : 'odd'],
        divisors: [2, 3].filter((divisor) => each.row % divisor === 0).map(String),
      },
    });
    const samples = Array.from({ length: 10 }, (_, row) => labelled(sample(row, OUTCOMES[row % OUTCOMES.length])));
    const inSlice = (of: Scope['slice'], { row }: Tickable): boolean => {
      if (!of) return true;
      if (of.field === 'parity') return (of.value === 'even') === (row % 2 === 0);
      return of.value === undefined ? row % 2 !== 0 && row % 3 !== 0 : row % Number(of.value) === 0;
    };
    const inScope = (wanted: Scope, each: Tickable): boolean =>
      (wanted.outcome === undefined || wanted.outcome === each.outcome) &&
      (!wanted.rows || (wanted.rows[0] <= each.row && each.row <= wanted.rows[1])) &&
      inSlice(wanted.slice, each);
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
