import { describe, expect, it } from 'vitest';
import { readMessages } from '../../../../src/core/dataset/messages';

describe('readMessages', () => {
  it('gives parts without a type the name of their first field', () => {
    const content = ['a', { text: 'b' }, { image: { format: 'png' } }, { type: null, video: 1, text: null }];
    expect(readMessages([{ role: 'user', content }], 'messages')).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
          { type: 'image', image: { format: 'png' } },
          { type: 'video', video: 1 },
        ],
      },
    ]);
  });

  it.each(['thinking', 'reasoning_content', 'reasoning'])('keeps thoughts in “%s” apart from the answer', (field) => {
    expect(readMessages([{ role: 'assistant', content: 'b', [field]: 'hm' }], 'messages')).toEqual([
      { role: 'assistant', content: 'b', reasoning: 'hm' },
    ]);
  });

  it('passes over fields that hold nothing', () => {
    const message = { role: 'user', content: 'a', name: null, tool_calls: null, tool_call_id: null, thinking: null };
    expect(readMessages([message], 'messages')).toEqual([{ role: 'user', content: 'a' }]);
  });
});
