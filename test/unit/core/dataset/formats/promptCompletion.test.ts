import { describe, expect, it } from 'vitest';
import { promptCompletion } from '../../../../../src/core/dataset/formats/promptCompletion';

// The two prompt-completion shapes of TRL's dataset_formats.md.
describe('prompt and completion', () => {
  it('reads texts', () => {
    const record = { prompt: 'The sky is', completion: ' blue.' };
    expect(promptCompletion.matches(record)).toBe(true);
    expect(promptCompletion.read(record, {})).toEqual({
      messages: [{ role: 'user', content: 'The sky is' }],
      references: [' blue.'],
      metadata: {},
    });
  });

  it('reads lists of messages', () => {
    const record = {
      prompt: [{ role: 'user', content: 'What color is the sky?' }],
      completion: [{ role: 'assistant', content: 'It is blue.' }],
    };
    expect(promptCompletion.read(record, {})).toEqual({
      messages: [{ role: 'user', content: 'What color is the sky?' }],
      references: ['It is blue.'],
      metadata: {},
    });
  });

  it('reads an answer by tool calls', () => {
    const calls = [{ type: 'function', function: { name: 'look', arguments: { q: 'sky' } } }];
    for (const answer of [{ role: 'assistant', tool_calls: calls }, [{ role: 'assistant', tool_calls: calls }]]) {
      expect(promptCompletion.read({ prompt: 'Hi', completion: answer }, {})).toMatchObject({
        references: ['[{"arguments":{"q":"sky"},"name":"look"}]'],
      });
    }
  });

  it('has no reference where the completion is missing or empty', () => {
    expect(promptCompletion.read({ prompt: 'Hi', completion: '' }, {})).toMatchObject({ references: [] });
    expect(promptCompletion.read({ prompt: 'Hi' }, {})).toMatchObject({ references: [] });
  });

  it.each([
    [{ completion: 'x' }, '“prompt” is missing.'],
    [{ prompt: '', completion: 'x' }, '“prompt” is empty.'],
    [{ prompt: null, completion: 'x' }, '“prompt” is missing.'],
  ])('says what is wrong with %j', (record, reason) => {
    expect(promptCompletion.read(record, {})).toEqual({ unusable: reason });
  });
});
