import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clopperPearsonInterval } from '../../../../src/core/stats/clopperPearson';
import { mcNemar } from '../../../../src/core/stats/mcNemar';
import { tangoInterval } from '../../../../src/core/stats/tango';
import { wilsonInterval } from '../../../../src/core/stats/wilson';
import { winRate } from '../../../../src/core/stats/winRate';
import { golden, relativeError } from './golden';

const count = fc.nat(400);

describe('intervals of a share', () => {
  it.each(golden.shareIntervals)(
    '$successes of $trials at $confidence, as statsmodels',
    ({ successes, trials, confidence, wilson, clopperPearson }) => {
      const ours = wilsonInterval(successes, trials, confidence);
      expect(Math.abs(ours.low - wilson[0])).toBeLessThan(1e-14);
      expect(relativeError(ours.high, wilson[1])).toBeLessThan(1e-12);
      const exact = clopperPearsonInterval(successes, trials, confidence);
      expect(relativeError(exact.low, clopperPearson[0])).toBeLessThan(1e-10);
      expect(relativeError(exact.high, clopperPearson[1])).toBeLessThan(1e-10);
    },
  );

  it('say nothing of nothing', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect(clopperPearsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });

  it('hold the share, and mirror it', () => {
    fc.assert(
      fc.property(count, count, (successes, failures) => {
        const trials = successes + failures;
        for (const intervalOf of [wilsonInterval, clopperPearsonInterval]) {
          const { low, high } = intervalOf(successes, trials);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          if (trials > 0) expect(low <= successes / trials && successes / trials <= high).toBe(true);
          expect(intervalOf(failures, trials).low).toBeCloseTo(1 - high, 12);
        }
      }),
    );
  });
});

describe('McNemar’s test', () => {
  it.each(golden.mcNemar)('$broken broken, $fixed fixed, as statsmodels', (expected) => {
    const ours = mcNemar(expected.broken, expected.fixed);
    expect(relativeError(ours.exact, expected.exact)).toBeLessThan(1e-10);
    expect(relativeError(ours.midP, expected.midP ?? 1)).toBeLessThan(1e-10);
    expect(relativeError(ours.corrected.statistic, expected.statistic ?? 0)).toBeLessThan(1e-14);
    expect(relativeError(ours.corrected.p, expected.corrected ?? 1)).toBeLessThan(1e-10);
  });

  it('has the published values', () => {
    // Fagerland, Lydersen and Laake, complete response before and after consolidation therapy: 6 and 16 of 161.
    expect(mcNemar(6, 16).exact).toBeCloseTo(0.052479, 6);
    expect(mcNemar(6, 16).midP).toBeCloseTo(0.03469, 6);
    expect(mcNemar(12, 5).exact).toBeCloseTo(0.143463134765625, 15);
  });

  it('does not care which model is which, and grows with the difference', () => {
    fc.assert(
      fc.property(count, count, (broken, fixed) => {
        const { exact, midP, corrected, fixedShare } = mcNemar(broken, fixed);
        const turned = mcNemar(fixed, broken);
        expect([turned.exact, turned.midP, turned.corrected.p]).toEqual([exact, midP, corrected.p]);
        expect(0 < midP && midP <= exact && exact <= 1).toBe(true);
        if (fixed > broken) expect(mcNemar(broken, fixed + 1).exact).toBeLessThanOrEqual(exact);
        expect(fixedShare?.share).toBe(broken + fixed === 0 ? undefined : fixed / (broken + fixed));
      }),
    );
  });
});

describe('Tango’s interval', () => {
  it.each(golden.tango)(
    '$broken broken, $fixed fixed of $pairs at $confidence, as by maximum likelihood',
    ({ broken, fixed, pairs, confidence, interval }) => {
      const { low, high } = tangoInterval(broken, fixed, pairs, confidence);
      expect(Math.abs(low - interval[0])).toBeLessThan(1e-10);
      expect(Math.abs(high - interval[1])).toBeLessThan(1e-10);
    },
  );

  it('has the published values', () => {
    // As above (−0.124 to −0.005), and airway hyper-responsiveness, 1 and 7 of 21 (−0.517 to −0.026).
    const consolidation = tangoInterval(16, 6, 161);
    expect(consolidation.low).toBeCloseTo(-0.124, 4);
    expect(consolidation.high).toBeCloseTo(-0.0054, 4);
    const airways = tangoInterval(7, 1, 21);
    expect(airways.low).toBeCloseTo(-0.517, 3);
    expect(airways.high).toBeCloseTo(-0.026, 3);
  });

  it('holds the difference, and turns with the models', () => {
    fc.assert(
      fc.property(count, count, count, (broken, fixed, others) => {
        const pairs = broken + fixed + others;
        const { low, high } = tangoInterval(broken, fixed, pairs);
        expect(-1 <= low && high <= 1).toBe(true);
        const difference = pairs === 0 ? 0 : (fixed - broken) / pairs;
        expect(low <= difference && difference <= high).toBe(true);
        expect(tangoInterval(fixed, broken, pairs).low).toBeCloseTo(-high, 10);
      }),
    );
  });

  it('leaves out 0 where McNemar’s uncorrected test rejects it', () => {
    fc.assert(
      fc.property(count, count, fc.integer({ min: 1, max: 400 }), (broken, fixed, others) => {
        const z = Math.abs(fixed - broken) / Math.sqrt(broken + fixed);
        fc.pre(broken + fixed > 0 && Math.abs(z - 1.959963984540054) > 1e-6);
        const { low, high } = tangoInterval(broken, fixed, broken + fixed + others);
        expect(low > 0 || high < 0).toBe(z > 1.959963984540054);
      }),
    );
  });
});

describe('the win rate', () => {
  it('counts a tie half and tests without them', () => {
    const found = winRate(12, 4, 5);
    expect(found?.rate).toBe(14 / 21);
    expect(found?.p).toBe(mcNemar(5, 12).exact);
    expect(winRate(0, 0, 0)).toBeUndefined();
    expect(winRate(0, 7, 0)?.p).toBe(1);
  });

  it('has Wilson’s interval where nothing is tied, and a narrower one for more ties', () => {
    fc.assert(
      fc.property(count, count, (wins, losses) => {
        fc.pre(wins + losses > 0);
        const interval = winRate(wins, 0, losses)?.interval;
        const wilson = wilsonInterval(wins, wins + losses);
        expect(interval?.low).toBeCloseTo(wilson.low, 9);
        expect(interval?.high).toBeCloseTo(wilson.high, 9);
      }),
    );
    const widthOf = (ties: number): number => {
      const interval = winRate(20, ties, 20)?.interval;
      return interval ? interval.high - interval.low : NaN;
    };
    expect(widthOf(60)).toBeLessThan(widthOf(0));
  });
});
