import { describe, expect, it } from 'vitest';
import { bedrock } from '../../../../../src/core/dataset/formats/bedrock';

const user = { role: 'user', content: [{ text: 'Hi' }] };
const assistant = { role: 'assistant', content: [{ text: 'Hello' }] };

describe('Amazon Bedrock', () => {
  it('takes the fields that the configuration names', () => {
    const record = { talk: [user, assistant], wanted: ['Good day', 'Hi'], key: 'k' };
    expect(bedrock.read(record, { prompt: 'talk', reference: 'wanted', id: 'key' })).toEqual({
      messages: [{ role: 'user', content: 'Hi' }],
      references: ['Good day', 'Hi'],
      ownId: 'k',
      metadata: {},
    });
  });

  it.each([
    [[{ text: 'May' }], 'May'],
    [[], ''],
    [undefined, ''],
    [
      [{ text: 'May' }, { image: { format: 'png' } }],
      [
        { type: 'text', text: 'May' },
        { type: 'image', image: { format: 'png' } },
      ],
    ],
    [[7], '[7]'],
  ])('reads the result %j of a call', (content, expected) => {
    const result = { role: 'user', content: [{ toolResult: { toolUseId: 't1', content } }] };
    expect(bedrock.read({ messages: [user, result] }, {})).toMatchObject({
      messages: [{ role: 'user' }, { role: 'tool', toolCallId: 't1', content: expected }],
    });
  });

  it('refuses roles that Bedrock does not know', () => {
    expect(bedrock.read({ messages: [{ role: 'tool', content: [] }] }, {})).toEqual({
      unusable: 'Message 1 has the role “tool”; known are user, assistant.',
    });
    expect(bedrock.read({ messages: [{ content: [] }] }, {})).toEqual({ unusable: 'Message 1 has no role.' });
    expect(bedrock.read({}, {})).toEqual({ unusable: '“messages” is missing.' });
  });
});
