import { describe, expect, it } from 'vitest';
import { openaiPreference } from '../../../../../src/core/dataset/formats/openaiPreference';

describe('OpenAI preference', () => {
  it('takes the fields that the configuration names', () => {
    const record = { ask: 'Why?', best: 'Because.', preferred_output: 'x', non_preferred_output: 'So.', nr: 7 };
    expect(openaiPreference.read(record, { prompt: 'ask', reference: 'best', id: 'nr' })).toEqual({
      messages: [{ role: 'user', content: 'Why?' }],
      references: ['Because.'],
      rejected: ['So.'],
      ownId: '7',
      metadata: { preferred_output: 'x' },
    });
  });

  it.each([
    [{}, '“input” is missing.'],
    [{ input: { messages: [] } }, '“messages” has no messages.'],
    [{ input: { messages: [{ role: 'user' }] } }, 'Message 1 has no content.'],
  ])('says what is wrong with %j', (record, reason) => {
    expect(openaiPreference.read(record, {})).toEqual({ unusable: reason });
  });
});
