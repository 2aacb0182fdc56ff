import { describe, expect, it } from 'vitest';
import { readMetric } from '../../../../../src/core/metric/metricSpec';
import { scored } from '../scored';

describe('the metric numeric-answer', () => {
  const score = (spec: string, answer: string, ...references: string[]): number | undefined =>
    readMetric(spec).score(scored(answer, ...references));

  it('compares the last number with that of the reference', () => {
    expect(score('numeric-answer', '5 + 37 = $42.00.', 'He pays 42.\n#### 42')).toBe(1);
    expect(score('numeric-answer', '42 of 50', '42')).toBe(0);
    expect(score('numeric-answer', '1,000', '1000')).toBe(1);
    expect(score('numeric-answer', '7', '6', '7')).toBe(1);
    expect(score('numeric-answer', '1e-5', '0.00001')).toBe(1);
  });

  it('is 0 when there is no number in the answer, and does not apply when there is none in the references', () => {
    expect(score('numeric-answer', 'forty-two', '42')).toBe(0);
    expect(score('numeric-answer', '42', 'forty-two')).toBeUndefined();
  });

  it('asks for #### with strict', () => {
    expect(score('numeric-answer:extract=strict', '#### 42', '42')).toBe(1);
    expect(score('numeric-answer:extract=strict', '42', '42')).toBe(0);
  });

  it('forgives a tolerance', () => {
    expect(score('numeric-answer:tolerance=0.1', '1.1', '1')).toBe(1);
    expect(score('numeric-answer:tolerance=0.1', '1.11', '1')).toBe(0);
    expect(score('numeric-answer:tolerance=0.1', '-1', '1')).toBe(0);
  });
});
