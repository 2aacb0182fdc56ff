import { describe, expect, it } from 'vitest';
import { stepwise } from '../../../../../src/core/dataset/formats/stepwise';

describe('stepwise supervision', () => {
  it('takes an answer for right only when every step is', () => {
    const steps = { prompt: 'Why?', completions: ['a', 'b'] };
    expect(stepwise.read({ ...steps, labels: [1, true] }, {})).toMatchObject({ references: ['a\nb'] });
    for (const labels of [[true, 0], [true, null], 'yes', undefined]) {
      expect(stepwise.read({ ...steps, labels }, {})).toMatchObject({ references: [], rejected: ['a\nb'] });
    }
  });

  it('says what is wrong with the steps', () => {
    expect(stepwise.read({ prompt: 'Why?', completions: ['a', 7] }, {})).toEqual({
      unusable: '“completions” is not a list of texts.',
    });
    expect(stepwise.read({ completions: ['a'] }, {})).toEqual({ unusable: '“prompt” is missing.' });
  });
});
