import { describe, expect, it } from 'vitest';
import type { PairingReport } from '../../../../src/core/recorded/pairRecordings';
import { pairingDetails, pairingSentence } from '../../../../src/core/recorded/pairingText';

const names = { base: 'old.jsonl', tuned: 'new.jsonl' };
const none = { count: 0, examples: [] };
const report = (change: Partial<PairingReport>): PairingReport => ({
  samples: 121,
  paired: { count: 121, examples: [] },
  only: { base: none, tuned: none },
  notInDataset: none,
  ambiguous: none,
  ...change,
});

describe('pairingSentence', () => {
  it.each([
    [report({}), '121 of 121 samples paired.'],
    [
      report({ paired: { count: 112, examples: [] }, only: { base: { count: 9, examples: ['a'] }, tuned: none } }),
      '112 of 121 samples paired; 9 are only in old.jsonl.',
    ],
    [
      report({
        samples: 5,
        paired: { count: 1, examples: ['a'] },
        only: { base: { count: 1, examples: ['b'] }, tuned: { count: 2, examples: ['c', 'd'] } },
        notInDataset: { count: 1, examples: ['x'] },
        ambiguous: { count: 2, examples: ['y', 'z'] },
      }),
      '1 of 4 samples paired; 1 is only in old.jsonl; 2 are only in new.jsonl. 1 sample of the dataset has none. ' +
        '1 recorded item is not in the dataset. 2 recorded items left out: the sample is answered by an earlier one.',
    ],
  ])('says what was paired and what was not', (given, sentence) => {
    expect(pairingSentence(given, names)).toBe(sentence);
  });
});

describe('pairingDetails', () => {
  it('names the first of each group', () => {
    const given = report({
      only: { base: none, tuned: { count: 3, examples: ['a', 'b'] } },
      ambiguous: { count: 1, examples: ['c (line 3)'] },
    });
    expect(pairingDetails(given, names)).toEqual([
      '3 only in new.jsonl: a, b, …',
      '1 left out, because an earlier record of the same model answers the same sample: c (line 3)',
    ]);
  });

  it('has nothing to say where everything fits', () => {
    expect(pairingDetails(report({}), names)).toEqual([]);
  });
});
