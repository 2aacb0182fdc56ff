import { describe, expect, it } from 'vitest';
import { columns } from '../../../../../src/core/dataset/formats/columns';

describe('columns', () => {
  it.each([
    ['question', 'expectedAnswer'],
    ['Prompt', 'Expected Output'],
    ['query', 'ground_truth'],
    ['input', 'target'],
    ['text', 'label'],
    ['instruction', 'reference-answer'],
    ['document', 'response'],
  ])('knows %s and %s by their names', (prompt, reference) => {
    const record = { category: 'a', [prompt]: 'Why?', [reference]: 'Because.' };
    expect(columns.matches(record)).toBe(true);
    expect(columns.read(record, {})).toEqual({
      messages: [{ role: 'user', content: 'Why?' }],
      references: ['Because.'],
      metadata: { category: 'a' },
    });
  });

  it('prefers the better known name', () => {
    const record = { text: 'T', output: 'O', question: 'Q', answer: 'A' };
    expect(columns.read(record, {})).toEqual({
      messages: [{ role: 'user', content: 'Q' }],
      references: ['A'],
      metadata: { text: 'T', output: 'O' },
    });
  });

  it('takes the columns that the configuration names', () => {
    const record = { prompt: 'P', answer: 'A', clause: 'C', kind: 'K', nr: '7' };
    expect(columns.read(record, { prompt: 'clause', reference: 'kind', id: 'nr' })).toEqual({
      messages: [{ role: 'user', content: 'C' }],
      references: ['K'],
      ownId: '7',
      metadata: { prompt: 'P', answer: 'A' },
    });
  });

  it('reads numbers, lists of answers and objects as references', () => {
    expect(columns.read({ question: 'q', answer: 4 }, {})).toMatchObject({ references: ['4'] });
    expect(columns.read({ question: 'q', answer: ['a', 2] }, {})).toMatchObject({ references: ['a', '2'] });
    expect(columns.read({ question: 'q', answer: { z: 1, a: [] } }, {})).toMatchObject({
      references: ['{"z":1,"a":[]}'],
    });
  });

  it('keeps a column named __proto__ as data', () => {
    const record = JSON.parse('{"question":"q","__proto__":"x"}') as Record<string, string>;
    const read = columns.read(record, {});
    expect('unusable' in read ? [] : Object.entries(read.metadata)).toEqual([['__proto__', 'x']]);
  });

  it('ignores an id that is too long to repeat', () => {
    expect(columns.read({ question: 'q', id: 'x'.repeat(201) }, {})).not.toHaveProperty('ownId');
    expect(columns.read({ question: 'q', id: 'x'.repeat(200) }, {})).toHaveProperty('ownId');
  });

  it('says what to do when no prompt is found', () => {
    expect(columns.read({ id: 1, a: 'x', b: 'y' }, {})).toEqual({
      unusable:
        'No field looks like a prompt (found: a, b); name it with “prompt” for this dataset in tuning-fork.json.',
    });
    expect(columns.read({ question: '' }, {})).toEqual({ unusable: '“question” is empty.' });
    expect(columns.read({ question: 'q' }, { prompt: 'clause' })).toEqual({ unusable: '“clause” is missing.' });
  });

  it('does not match records without a prompt, or with a doubtful one alone', () => {
    expect(columns.matches({ name: 'tuning-fork', version: '1' })).toBe(false);
    expect(columns.matches({ text: 'a log line', time: 1 })).toBe(false);
    expect(columns.matches({ prompt: 'alone' })).toBe(true);
  });
});
