import { describe, expect, it } from 'vitest';
import { openaiEvals } from '../../../../../src/core/dataset/formats/openaiEvals';

// Records as in openai/evals, docs/build-eval.md.
describe('OpenAI Evals', () => {
  it('reads messages with one ideal answer', () => {
    const input = [
      { role: 'system', content: 'Complete the phrase as concisely as possible.' },
      { role: 'user', content: 'Once upon a ' },
    ];
    expect(openaiEvals.matches({ input, ideal: 'time' })).toBe(true);
    expect(openaiEvals.read({ input, ideal: 'time' }, {})).toEqual({
      messages: input,
      references: ['time'],
      metadata: {},
    });
  });

  it('keeps an assistant’s turns within the prompt', () => {
    const input = [
      { role: 'user', content: 'Once upon a ' },
      { role: 'assistant', content: 'time' },
      { role: 'user', content: 'The first US president was ' },
    ];
    expect(openaiEvals.read({ input, ideal: 'George Washington' }, {})).toMatchObject({ messages: input });
  });

  it('reads a text with a list of ideal answers', () => {
    expect(openaiEvals.read({ input: 'Capital of France?', ideal: ['Paris', 'Paris, France'], id: 'q1' }, {})).toEqual({
      messages: [{ role: 'user', content: 'Capital of France?' }],
      references: ['Paris', 'Paris, France'],
      ownId: 'q1',
      metadata: {},
    });
  });

  it.each([
    [{ ideal: 'x' }, '“input” is missing.'],
    [{ input: '  ', ideal: 'x' }, '“input” is empty.'],
    [{ input: { a: 1 }, ideal: 'x' }, '“input” is neither text nor a list of messages.'],
    [{ input: [], ideal: 'x' }, '“input” has no messages.'],
  ])('says what is wrong with %j', (record, reason) => {
    expect(openaiEvals.read(record, {})).toEqual({ unusable: reason });
  });
});
