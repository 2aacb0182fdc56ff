import { describe, expect, it } from 'vitest';
import {
  decidingProbability,
  intervalText,
  percentText,
  pointsText,
  probabilityText,
  probabilityTitle,
  SHARES,
  toneOf,
  writingOf,
} from '../../../../../src/core/report/page/words';
import type { Comparison } from '../../../../../src/core/report/report';

const SETTINGS = { seed: 1, resamples: 10_000, confidence: 0.95 };
const UP = { low: 0.1, high: 2 };
const DOWN = { low: -2, high: -0.1 };
const comparison = (more: Partial<Comparison>): Comparison => ({ samples: 9, base: 0, tuned: 1, change: 1, ...more });

describe('figures', () => {
  it('are written as people read them', () => {
    expect([percentText(0.7123), percentText(1, 0), percentText(NaN)]).toEqual(['71.2 %', '100 %', '–']);
    expect([pointsText(0.129), pointsText(-0.0004), pointsText(-0.2)]).toEqual([
      '+12.9 points',
      '0.0 points',
      '−20.0 points',
    ]);
    expect([0.2, 0.0009, 0.001, undefined, NaN].map(probabilityText)).toEqual(['0.200', '< 0.001', '0.001', '–', '–']);
    const interval = { low: -0.09, high: 0.2 };
    expect(intervalText(comparison({ interval }), SHARES)).toBe('−9.0 to +20.0 points');
    expect(intervalText(comparison({ interval: { low: -3, high: 12 } }), writingOf({ digits: 0, unit: 'ms' }))).toBe(
      '−3 to +12 ms',
    );
    expect(intervalText(comparison({}), SHARES)).toBe('–');
  });
});

describe('toneOf', () => {
  it.each<[string, Partial<Comparison>, 'higher' | 'lower', string]>([
    ['a gain that test and interval show', { p: 0.04, interval: UP }, 'higher', 'better'],
    ['a loss that both show', { p: 0.04, change: -1, interval: DOWN }, 'higher', 'worse'],
    ['less of what should be low', { p: 0.04, change: -1, interval: DOWN }, 'lower', 'better'],
    ['a test at its limit', { p: 0.05, interval: UP }, 'higher', 'same'],
    ['one of several tests, adjusted', { p: 0.01, adjusted: 0.06, interval: UP }, 'higher', 'same'],
    ['a test against an interval', { p: 0.01, interval: { low: -0.1, high: 2 } }, 'higher', 'same'],
    ['a test without an interval', { p: 0.01 }, 'higher', 'same'],
    ['an interval beside 0, untested', { interval: UP }, 'higher', 'better'],
    ['an interval around 0', { interval: { low: -0.1, high: 2 } }, 'higher', 'same'],
    ['neither test nor interval', {}, 'higher', 'same'],
  ])('of %s', (_, figures, better, tone) => {
    expect(toneOf(comparison(figures), better, SETTINGS)).toBe(tone);
  });

  it('goes by the probability that is shown', () => {
    expect([comparison({ p: 0.01, adjusted: 0.06 }), comparison({ p: 0.01 })].map(decidingProbability)).toEqual([
      0.06, 0.01,
    ]);
    expect([probabilityTitle([comparison({ p: 0.1 })]), probabilityTitle([comparison({ adjusted: 0.1 })])]).toEqual([
      'p',
      'p (Holm)',
    ]);
  });
});
