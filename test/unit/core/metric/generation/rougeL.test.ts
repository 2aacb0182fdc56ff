import { describe, expect, it } from 'vitest';
import { readMetric } from '../../../../../src/core/metric/metricSpec';
import { scored } from '../scored';

const rougeL = readMetric('rouge-l');

describe('ROUGE-L', () => {
  it('is the F-measure over the longest common subsequence', () => {
    // LCS “police the gunman”: 3 of 4 words on both sides (Lin 2004, section 3.1).
    expect(rougeL.score(scored('police kill the gunman', 'police killed the gunman'))).toBeCloseTo(0.75, 12);
    // LCS “the gunman” is 2 of 4.
    expect(rougeL.score(scored('the gunman kill police', 'police killed the gunman'))).toBeCloseTo(0.5, 12);
  });

  it('scores 10,000 words against 10,000 others', () => {
    // Answer: n0 … n9999. Reference: the same without every tenth word. Precision 0.9, recall 1.
    const words = Array.from({ length: 10_000 }, (_, i) => `n${i}`);
    const reference = words.filter((_, i) => i % 10 !== 0);
    expect(rougeL.score(scored(words.join(' '), reference.join(' ')))).toBeCloseTo((2 * 0.9) / 1.9, 12);
    // Two words only, in opposite order: one half is common.
    const left = `${'a '.repeat(5000)}${'b '.repeat(5000)}`;
    const right = `${'b '.repeat(5000)}${'a '.repeat(5000)}`;
    expect(rougeL.score(scored(left, right))).toBeCloseTo(0.5, 12);
  });
});
