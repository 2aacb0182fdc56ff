import { describe, expect, it } from 'vitest';
import { openaiEvalItems } from '../../../../../src/core/dataset/formats/openaiEvalItems';

describe('OpenAI eval items', () => {
  it('takes the members of the item that the configuration names', () => {
    const record = { item: { clause: 'It ends in May.', kind: 'Term', nr: 7, area: 'leases' } };
    expect(openaiEvalItems.read(record, { prompt: 'clause', reference: 'kind', id: 'nr' })).toEqual({
      messages: [{ role: 'user', content: 'It ends in May.' }],
      references: ['Term'],
      ownId: '7',
      metadata: { area: 'leases' },
    });
  });

  it('says where an item is missing', () => {
    expect(openaiEvalItems.read({ input: 'x' }, {})).toEqual({ unusable: '“item” is missing or no object.' });
  });
});
