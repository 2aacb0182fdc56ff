import { describe, expect, it } from 'vitest';
import { alpaca } from '../../../../../src/core/dataset/formats/alpaca';

// The shapes of LLaMA-Factory's data/README.md.
describe('Alpaca', () => {
  it('puts the input under the instruction', () => {
    const record = {
      instruction: 'Calculate the total cost.',
      input: 'car - $3000, clothes - $100, book - $20.',
      output: 'The total cost is $3120.',
    };
    expect(alpaca.matches(record)).toBe(true);
    expect(alpaca.read(record, {})).toEqual({
      messages: [{ role: 'user', content: 'Calculate the total cost.\ncar - $3000, clothes - $100, book - $20.' }],
      references: ['The total cost is $3120.'],
      metadata: {},
    });
  });

  it('takes an empty input for none, and puts system and history first', () => {
    const record = {
      instruction: 'And in the evening?',
      input: '',
      output: 'It will rain.',
      system: 'You are a weather bot.',
      history: [['How is the weather?', 'It is sunny.'], 'broken'],
      source: 'test',
    };
    expect(alpaca.read(record, {})).toEqual({
      messages: [
        { role: 'system', content: 'You are a weather bot.' },
        { role: 'user', content: 'How is the weather?' },
        { role: 'assistant', content: 'It is sunny.' },
        { role: 'user', content: 'And in the evening?' },
      ],
      references: ['It will rain.'],
      metadata: { source: 'test' },
    });
  });

  it('takes the fields that the configuration names', () => {
    const record = { task: 'Add.', input: '1 1', gold: '2', output: 'three' };
    expect(alpaca.read(record, { prompt: 'task', reference: 'gold' })).toEqual({
      messages: [{ role: 'user', content: 'Add.\n1 1' }],
      references: ['2'],
      metadata: { output: 'three' },
    });
  });

  it.each([
    [{ output: 'x' }, '“instruction” is missing.'],
    [{ instruction: ['a'], output: 'x' }, '“instruction” is not text.'],
    [{ instruction: '', input: ' ', output: 'x' }, '“instruction” is empty.'],
  ])('says what is wrong with %j', (record, reason) => {
    expect(alpaca.read(record, {})).toEqual({ unusable: reason });
  });
});
