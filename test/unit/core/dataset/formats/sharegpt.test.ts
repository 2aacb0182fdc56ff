import { describe, expect, it } from 'vitest';
import { sharegpt } from '../../../../../src/core/dataset/formats/sharegpt';

const human = { from: 'human', value: 'Hi' };

describe('ShareGPT', () => {
  it('takes the fields that the configuration names', () => {
    const record = { talk: [human, { from: 'gpt', value: 'Hello' }], wanted: 'Good day', nr: 7 };
    expect(sharegpt.read(record, { prompt: 'talk', reference: 'wanted', id: 'nr' })).toEqual({
      messages: [{ role: 'user', content: 'Hi' }],
      references: ['Good day'],
      ownId: '7',
      metadata: {},
    });
  });

  it('lets a system turn stand above the system column', () => {
    const conversations = [{ from: 'system', value: 'Be kind.' }, human, { from: 'gpt', value: 'Hello' }];
    expect(sharegpt.read({ conversations, system: 'Be brief.' }, {})).toEqual({
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Hi' },
      ],
      references: ['Hello'],
      metadata: { system: 'Be brief.' },
    });
  });

  it('keeps a function call that is no JSON as text', () => {
    const conversations = [human, { from: 'function_call', value: 'find lease' }, { from: 'human', value: 'So?' }];
    expect(sharegpt.read({ conversations }, {})).toMatchObject({ references: ['find lease'] });
  });

  it.each([
    [{}, '“conversations” is missing.'],
    [{ conversations: 'Hi' }, '“conversations” is not a list of turns.'],
    [{ conversations: [] }, '“conversations” has no messages.'],
    [{ conversations: [human, 'Hello'] }, 'Turn 2 is not an object.'],
    [{ conversations: [human, { value: 'Hello' }] }, 'Turn 2 does not say who it is from.'],
    [
      { conversations: [{ from: 'constructor', value: 'Hello' }] },
      'Turn 1 is from “constructor”; known are human, gpt, observation, function_call, system.',
    ],
  ])('says what is wrong with %j', (record, reason) => {
    expect(sharegpt.read(record, {})).toEqual({ unusable: reason });
  });
});
