import { describe, expect, it } from 'vitest';
import { hasTerm, termOf, toggleTerm, typedWord } from '../../../src/editor/filterTerms';
import { ALL, DatasetFolder, NEVER } from '../node/support/datasetFolder';

describe('termOf', () => {
  it('quotes values with white space, and refuses what a search cannot say', () => {
    expect(termOf('task', 'key-terms')).toBe('task:key-terms');
    expect(termOf('topic', 'Fee and rent')).toBe('topic:"Fee and rent"');
    expect(termOf('size', '5" disk')).toBeUndefined();
    expect(termOf('two words', 'x')).toBeUndefined();
    expect(termOf('a:b', 'x')).toBeUndefined();
    expect(termOf('task', '')).toBeUndefined();
  });

  it('is found by a search, with what has the value alone', async () => {
    const values = ['key-terms', 'Fee and rent', ' ', "it's", '10:30', 'a\\b', '.*', 'ÄÖ', 'tab\tbed', '(x', '1e3'];
    const at = new DatasetFolder();
    at.writeRows(values.map((value, index) => ({ id: `s${index}`, prompt: 'p', completion: 'c', my_field: value })));
    const database = await at.open();
    for (const [index, value] of values.entries()) {
      const text = termOf('my_field', value);
      expect(text).toBeDefined();
      const { items } = await database.list({ ...ALL, text: text ?? '', offset: 0, limit: 99 }, NEVER);
      expect([value, ...items.map(({ id }) => id)]).toEqual([value, `s${index}`]);
    }
    at.remove();
  });
});

describe('toggleTerm', () => {
  it('puts a term behind the others and takes it out again', () => {
    expect(toggleTerm('', 'task:terms')).toBe('task:terms');
    expect(toggleTerm('rent "due monthly" ', 'task:terms')).toBe('rent "due monthly" task:terms');
    expect(toggleTerm('rent TASK:Terms "due monthly"', 'task:terms')).toBe('rent "due monthly"');
    expect(toggleTerm('topic:"Fee and rent"', 'topic:"Fee and rent"')).toBe('');
  });

  it('completes the word that is being typed', () => {
    expect(toggleTerm('rent ta', 'task:terms')).toBe('rent task:terms');
    expect(toggleTerm('rent ta ', 'task:terms')).toBe('rent ta task:terms');
    expect(toggleTerm('rent', 'task:terms')).toBe('rent task:terms');
  });

  it('puts a value in the place of another one of the field', () => {
    expect(toggleTerm('note:yes rent ', 'note:no')).toBe('rent note:no');
  });
});

describe('hasTerm and typedWord', () => {
  it('know whole terms only', () => {
    expect(hasTerm('rent task:terms', 'TASK:terms')).toBe(true);
    expect(hasTerm('"task:terms"', 'task:terms')).toBe(false);
    expect(hasTerm('task:terms-2', 'task:terms')).toBe(false);
  });

  it('tell what is being typed', () => {
    expect(typedWord('rent tas')).toBe('tas');
    expect(typedWord('rent ')).toBe('');
    expect(typedWord('')).toBe('');
  });
});
