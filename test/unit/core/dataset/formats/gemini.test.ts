import { describe, expect, it } from 'vitest';
import { gemini } from '../../../../../src/core/dataset/formats/gemini';

const user = { role: 'user', parts: [{ text: 'Hi' }] };
const model = { role: 'model', parts: [{ text: 'Hello' }] };

describe('Gemini', () => {
  it('takes the fields that the configuration names', () => {
    const record = { talk: [user, model], references: { rubric: 'kind', wanted: 'Good day' }, key: 'k' };
    expect(gemini.read(record, { prompt: 'talk', reference: 'wanted', id: 'key' })).toEqual({
      messages: [{ role: 'user', content: 'Hi' }],
      references: ['Good day'],
      ownId: 'k',
      metadata: { rubric: 'kind' },
    });
  });

  it('keeps text, calls and results of one message, results first', () => {
    const parts = [
      { functionResponse: { id: 'c1', name: 'find', response: { end: 'May' } } },
      { functionResponse: { response: null } },
      { text: 'So?' },
    ];
    const calls = [{ text: 'I look.' }, { functionCall: { id: 'c1', name: 'find' } }, { functionCall: {} }];
    const contents = [user, { role: 'model', parts: calls }, { role: 'user', parts }, model];
    expect(gemini.read({ contents }, {})).toEqual({
      messages: [
        { role: 'user', content: 'Hi' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I look.' },
            { type: 'functionCall', functionCall: {} },
          ],
          toolCalls: [{ id: 'c1', name: 'find', arguments: '{}' }],
        },
        { role: 'tool', content: '{"end":"May"}', name: 'find', toolCallId: 'c1' },
        { role: 'tool', content: '{}' },
        { role: 'user', content: 'So?' },
      ],
      references: ['Hello'],
      metadata: {},
    });
  });

  it.each([
    [{}, '“contents” is missing.'],
    [{ contents: 'Hi' }, '“contents” is not a list of messages.'],
    [{ contents: [] }, '“contents” has no messages.'],
    [{ contents: [7] }, 'Message 1 is not an object.'],
    [
      { contents: [{ role: 7, parts: [] }] },
      'Message 1 has a role that is not text; known are user, model, function, system.',
    ],
    [{ contents: [user, { role: 'model', content: 'Hello' }] }, 'Message 2 has no list of parts.'],
    [{ contents: [{ parts: [{}] }] }, 'Message 1 has a content part without a type.'],
  ])('says what is wrong with %j', (record, reason) => {
    expect(gemini.read(record, {})).toEqual({ unusable: reason });
  });
});
