import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../../../src/core/compare/outcome';
import { takeOutcomeTerms } from '../../../../src/core/compare/outcomeTerms';

describe('takeOutcomeTerms', () => {
  it.each([
    ['outcome:broken', '', ['broken']],
    ['OUTCOME:"Both-Right"', '', ['both-right']],
    ['rent outcome:fixed task:terms', 'rent  task:terms', ['fixed']],
    ['error:yes', '', ['error']],
    ['error:no', '', ['broken', 'fixed', 'both-wrong', 'both-right', 'not-run']],
    ['outcome:broken error:no', '', ['broken']],
    ['outcome:broken outcome:fixed', '', []],
    ['outcome:broken error:yes', '', []],
  ])('takes the terms of %s', (text, rest, outcomes) =>
    expect(takeOutcomeTerms(text)).toEqual({ text: rest, outcomes }),
  );

  it.each([
    '',
    'broken',
    '"outcome:broken"',
    '"the outcome:broken one"',
    'outcome:refund',
    'outcome:',
    'outcome: broken',
    'error:timeout',
    'my-outcome:broken',
    '"outcome:broken',
  ])('leaves %s as it is', (text) => expect(takeOutcomeTerms(text)).toEqual({ text }));

  it('finds a term wherever it stands among words', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom(...OUTCOMES), fc.array(word), (before, outcome, after) => {
        const taken = takeOutcomeTerms([...before, `outcome:${outcome}`, ...after].join(' '));
        expect(taken.outcomes).toEqual([outcome]);
        expect(taken.text.split(/\s+/).filter(Boolean)).toEqual([...before, ...after]);
      }),
    );
  });
});
