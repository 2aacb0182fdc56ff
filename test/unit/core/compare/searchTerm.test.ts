import { describe, expect, it } from 'vitest';
import { termOf } from '../../../../src/core/compare/searchTerm';
import { ALL, DatasetFolder, NEVER } from '../../node/support/datasetFolder';

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
