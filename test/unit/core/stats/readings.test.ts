import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pText, readingOf, type Finding } from '../../../../src/core/stats/readings';

const finding: Finding = {
  name: 'exact match',
  better: 'higher',
  samples: 240,
  change: 0.125,
  interval: { low: 0.0412, high: 0.2081 },
  p: 0.0041,
  style: 'points',
};

describe('readings', () => {
  it('say which is better, by how much and how surely', () => {
    expect(readingOf(finding)).toEqual({
      verdict: 'better',
      sentence: 'tuned is better on exact match: +12.5 points, 95 % interval +4.1 to +20.8, p = 0.004',
    });
    const worse = {
      ...finding,
      change: -0.07,
      interval: { low: -0.12, high: -0.02 },
      outcomes: { broken: 9, fixed: 2 },
    };
    expect(readingOf(worse)).toEqual({
      verdict: 'worse',
      sentence: 'tuned is worse on exact match: −7.0 points, 95 % interval −12.0 to −2.0, p = 0.004; 9 broken, 2 fixed',
    });
  });

  it('know scales on which less is better, and units', () => {
    const slower: Finding = {
      ...finding,
      name: 'latency',
      better: 'lower',
      change: 1250,
      interval: { low: 900, high: 1600 },
      style: { digits: 0, unit: 'ms' },
      tests: 3,
      confidence: 0.99,
    };
    expect(readingOf(slower)).toEqual({
      verdict: 'worse',
      sentence: 'tuned is worse on latency: +1,250 ms, 99 % interval +900 to +1,600, p = 0.004 (Holm, 3 tests)',
    });
  });

  it('say that nothing is shown, or that samples are too few', () => {
    const open = { ...finding, change: 0.05, interval: { low: -0.031, high: 0.132 }, p: 0.21, samples: 40 };
    expect(readingOf({ ...open, more: 140 })).toEqual({
      verdict: 'unsettled',
      sentence:
        'too few samples to say on exact match: +5.0 points, 95 % interval −3.1 to +13.2, p = 0.21 ' +
        '(40 pairs; about 140 more would settle it if the change stays)',
    });
    expect(readingOf({ ...open, more: 400 })).toEqual({
      verdict: 'no-difference',
      sentence: 'no difference is shown on exact match: +5.0 points, 95 % interval −3.1 to +13.2, p = 0.21 (40 pairs)',
    });
    expect(readingOf({ name: 'F1', better: 'higher', samples: 1, change: 0.5, style: { digits: 2 } })).toEqual({
      verdict: 'unsettled',
      sentence: 'too few samples to say on F1: +0.50 (1 pair)',
    });
    expect(readingOf({ ...finding, samples: 0 })).toEqual({
      verdict: 'unsettled',
      sentence: 'nothing to compare on exact match',
    });
  });

  it('claim nothing on which the test and the interval disagree', () => {
    expect(readingOf({ ...finding, p: 0.06, more: 20 })).toEqual({
      verdict: 'unsettled',
      sentence:
        'not settled on exact match: +12.5 points, 95 % interval +4.1 to +20.8, p = 0.060 ' +
        '(the test and the interval disagree; 240 pairs; about 20 more would settle it if the change stays)',
    });
  });

  it('do not write the end of an interval as 0 that is not', () => {
    const near = { ...finding, interval: { low: 0.0004, high: 0.2 } };
    expect(readingOf(near).sentence).toContain('+12.50 points, 95 % interval +0.04 to +20.00');
  });

  it('claim a difference only where the interval and p show it', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(number, number, number, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, c, p) => {
        const [low = 0, change = 0, high = 0] = [a, b, c].sort((left, right) => left - right);
        const { verdict } = readingOf({ ...finding, change, interval: { low, high }, p });
        const isSure = p < 0.05 && (low > 0 || high < 0);
        expect(verdict === 'better' || verdict === 'worse').toBe(isSure);
        if (isSure) expect(verdict).toBe(change > 0 ? 'better' : 'worse');
      }),
    );
  });
});

describe('p in words', () => {
  it.each([
    [0.00001, 'p < 0.001'],
    [0.004, 'p = 0.004'],
    [0.12345, 'p = 0.12'],
    [0.999, 'p > 0.99'],
    [1, 'p = 1'],
    [0.05, 'p = 0.050'],
  ])('%f is %s', (p, text) => {
    expect(pText(p)).toBe(text);
  });

  it('is not rounded over the level', () => {
    expect(pText(0.04996)).toBe('p < 0.05');
    expect(pText(0.0504)).toBe('p > 0.05');
    expect(pText(0.0104, 0.01)).toBe('p > 0.01');
  });
});
