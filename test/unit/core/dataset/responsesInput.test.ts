import { describe, expect, it } from 'vitest';
import { readInput } from '../../../../src/core/dataset/responsesInput';

describe('readInput', () => {
  it('reads a text, and messages of the chat API', () => {
    expect(readInput('Why?', 'input')).toEqual([{ role: 'user', content: 'Why?' }]);
    expect(readInput([{ role: 'developer', content: 'Be brief.' }], 'input')).toEqual([
      { role: 'developer', content: 'Be brief.' },
    ]);
  });

  it('reads answers of a model and results in parts', () => {
    const items = [
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'I look.', annotations: [] }] },
      { type: 'function_call_output', call_id: 'c1', output: [{ type: 'input_text', text: 'May' }] },
    ];
    expect(readInput(items, 'input')).toEqual([
      { role: 'assistant', content: [{ type: 'text', text: 'I look.' }] },
      { role: 'tool', toolCallId: 'c1', content: [{ type: 'text', text: 'May' }] },
    ]);
  });

  it.each([
    [undefined, '“input” is missing.'],
    [[], '“input” has no messages.'],
    [[{ type: 'reasoning' }], '“input” has no messages.'],
    [[7], 'Message 1 is not an object.'],
    [[{ type: 'function_call', call_id: 'c1' }], 'Message 1 has a tool call without a function name.'],
    [[{ type: 'function_call_output', call_id: 'c1' }], 'Message 1 has no content.'],
    [[{ type: 'item_reference', id: 'm1' }], 'Message 1 has no role.'],
  ])('says what is wrong with %j', (value, reason) => {
    expect(readInput(value, 'input')).toEqual({ unusable: reason });
  });
});
