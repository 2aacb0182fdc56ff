import { describe, expect, it } from 'vitest';
import { guessMetrics } from '../../../../src/core/metric/guessMetrics';

describe('guessMetrics', () => {
  it.each([
    'Indemnification',
    'Limitation of Liability',
    'Unlimited/All-You-Can-Eat-License',
    'yes',
    'No.',
    '42',
    '-3.5',
    'true',
    'B',
    'Section 4.2(b)',
    '赔偿条款',
    'بند التعويض',
    '👍',
    '',
    ' Termination \n',
    '[A]',
  ])('sees a label in %j', (reference) => {
    expect(guessMetrics(reference)).toBe('label');
  });

  it.each(['{"a":1}', ' [1, 2]\n', '{}', '```json\n{"a":1}\n```', '[{"arguments":{"query":"rent"},"name":"search"}]'])(
    'sees JSON in %j',
    (reference) => {
      expect(guessMetrics(reference)).toBe('json');
    },
  );

  it.each([
    'The tenant pays rent monthly.',
    'Rent is due.',
    'Is rent due now?',
    'one two three four five six',
    'first line\nsecond line',
    'x'.repeat(61),
    '承租人必须在每月一日前支付租金。',
    'The terms are {"a":1}.',
    'Use this:\n```json\n{"a":1}\n```',
    '{"a":1} or so, one would think, more or less',
    'word '.repeat(100_000),
  ])('sees prose in %j', (reference) => {
    expect(guessMetrics(reference)).toBe('prose');
  });

  it('counts code points, not UTF-16 units', () => {
    expect(guessMetrics('😀'.repeat(60))).toBe('label');
    expect(guessMetrics('😀'.repeat(61))).toBe('prose');
  });
});
