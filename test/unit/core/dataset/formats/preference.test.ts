import { describe, expect, it } from 'vitest';
import { preference } from '../../../../../src/core/dataset/formats/preference';

describe('preference pairs', () => {
  it('takes the fields that the configuration names', () => {
    const record = { ask: 'Why?', best: 'Because.', rejected: 'So.', chosen: 'x', nr: 7 };
    expect(preference.read(record, { prompt: 'ask', reference: 'best', id: 'nr' })).toEqual({
      messages: [{ role: 'user', content: 'Why?' }],
      references: ['Because.'],
      rejected: ['So.'],
      ownId: '7',
      metadata: { chosen: 'x' },
    });
  });

  it.each([
    // The example of TRL’s documentation.
    ['The sky is blue.', 'The sky is green.', 'The sky is', ' blue.', ' green.'],
    ['The sky is blue', 'The sky is black', 'The sky is', ' blue', ' black'],
    ['A b', 'A b c', 'A b', undefined, ' c'],
    ['Wir prüfen 😀 es', 'Wir prüfen 😁 es', 'Wir prüfen', ' 😀 es', ' 😁 es'],
    ['Same.', 'Same.', 'Same.', undefined, undefined],
  ])('parts what %j and %j share', (chosen, rejected, prompt, answer, other) => {
    expect(preference.read({ chosen, rejected }, {})).toEqual({
      messages: [{ role: 'user', content: prompt }],
      references: answer === undefined ? [] : [answer],
      ...(other !== undefined && { rejected: [other] }),
      metadata: {},
    });
  });

  it('leaves each of two equal conversations its last message', () => {
    const talk = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
    ];
    expect(preference.read({ chosen: talk, rejected: talk }, {})).toEqual({
      messages: [{ role: 'user', content: 'Hi' }],
      references: ['Hello'],
      rejected: ['Hello'],
      metadata: {},
    });
  });

  it.each([
    [
      { chosen: [{ role: 'user', content: 'a' }], rejected: 'b' },
      'There is no “prompt”, and “chosen” and “rejected” are neither texts nor lists of messages.',
    ],
    [{ prompt: '', chosen: 'a', rejected: 'b' }, '“prompt” is empty.'],
  ])('says what is wrong with %j', (record, reason) => {
    expect(preference.read(record, {})).toEqual({ unusable: reason });
  });
});
