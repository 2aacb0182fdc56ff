import { describe, expect, it } from 'vitest';
import { openaiBatch } from '../../../../../src/core/dataset/formats/openaiBatch';

describe('OpenAI Batch', () => {
  it('takes the fields that the configuration names, of the body too', () => {
    const record = { custom_id: 'c1', key: 'k', body: { question: 'Why?', wanted: 'Because.', input: 'x' } };
    expect(openaiBatch.read(record, { prompt: 'question', reference: 'wanted', id: 'key' })).toEqual({
      messages: [{ role: 'user', content: 'Why?' }],
      references: ['Because.'],
      ownId: 'k',
      metadata: { input: 'x', custom_id: 'c1' },
    });
  });

  it('is told from the output of a batch', () => {
    expect(openaiBatch.matches({ custom_id: 'c1', response: { body: { messages: [] } } })).toBe(false);
    expect(openaiBatch.matches({ custom_id: 'c1', body: { choices: [] } })).toBe(false);
  });
});
