import { describe, expect, it } from 'vitest';
import { parseSearch, type NotedSample } from '../../../../src/core/compare/resultQuery';
import { sampleAt } from './resultFixtures';

const sample = sampleAt(7, ['Limitation of Liability'], {
  id: 'LEASE-7',
  messages: [
    { role: 'system', content: 'You name the type of a clause.' },
    { role: 'user', content: 'The cap is 10:30 times the Fee (see https://example.org/a). МИЕТЕ' },
  ],
  metadata: {
    task: 'key-terms',
    Split: 'Test',
    page: 12,
    final: true,
    topics: ['Rent', 3],
    deep: { a: 1 },
    none: null,
  },
});

function finds(text: string, noted?: NotedSample): boolean {
  return parseSearch(text)?.matches(sample, noted) ?? true;
}

describe('parseSearch', () => {
  it('has no filter for a blank text', () => {
    expect(parseSearch('')).toBeUndefined();
    expect(parseSearch(' \t\n')).toBeUndefined();
  });

  it.each(['liability', 'limitation', 'Limitation', 'clause fee', 'fee clause', 'lease-7', 'миете', 'cla', '(see'])(
    'finds words in messages, references and the id: %s',
    (text) => expect(finds(text)).toBe(true),
  );

  it.each(['LIMITATION', 'Fee cap Clause', 'Миете', 'tenant', 'clause tenant', 'key-terms', 'fee-clause'])(
    'needs all words, in the text: %s',
    (text) => expect(finds(text)).toBe(false),
  );

  it('finds an id made of a hash by its beginning', () => {
    const hashed = { ...sample, id: 'fee001abcdef#2' };
    const findsHashed = (text: string): boolean | undefined => parseSearch(text)?.matches(hashed, undefined);
    expect(['fee001', 'fee001abcdef', 'fee001abcdef#2'].map(findsHashed)).toEqual([true, true, true]);
    expect(['fee00', '001abc', 'ee001abc', 'fee001abcdef#3'].map(findsHashed)).toEqual([false, false, false, false]);
  });

  it('takes letters outside ASCII for none within', () => {
    const kelvin = sampleAt(0, ['\u212a \u0130']);
    expect(
      ['k', 'i'].map((text) => parseSearch(text)?.matches({ ...kelvin, id: '', messages: [] }, undefined)),
    ).toEqual([false, false]);
  });

  it('finds quoted words together', () => {
    expect(finds('"times the fee"')).toBe(true);
    expect(finds('"the times fee"')).toBe(false);
    expect(finds('"limitation of" clause')).toBe(true);
    expect(finds('"times the f')).toBe(true);
    expect(finds('"')).toBe(true);
  });

  it.each([
    ['task:key-terms', true],
    ['TASK:Key-Terms', true],
    ['task:key', false],
    ['split:test', true],
    ['page:12', true],
    ['page:1', false],
    ['final:true', true],
    ['topics:rent', true],
    ['topics:3', true],
    ['topics:4', false],
    ['none:null', true],
    ['deep:1', false],
    ['task:"key-terms"', true],
    ['task:"key terms"', false],
    ['task:key-terms tenant', false],
    ['task:key-terms fee', true],
    ['missing:key-terms', false],
    ['constructor:x', false],
  ])('holds metadata against field:value: %s', (text, found) => expect(finds(text)).toBe(found));

  it('looks for field:value as a text when there is no such field', () => {
    expect(finds('10:30')).toBe(true);
    expect(finds('https://example.org/a')).toBe(true);
    expect(finds('11:30')).toBe(false);
  });

  it('knows samples with and without notes', () => {
    const noted = { count: 1, categories: [] };
    expect(finds('note:yes', noted)).toBe(true);
    expect(finds('note:yes')).toBe(false);
    expect(finds('note:yes', { count: 0, categories: [] })).toBe(false);
    expect(finds('NOTE:NO')).toBe(true);
    expect(finds('note:no', noted)).toBe(false);
  });

  it('finds error categories of the notes, and a metadata field of that name', () => {
    const noted = { count: 2, categories: ['wrong-number', 'made-up'] };
    expect(finds('category:Wrong-Number', noted)).toBe(true);
    expect(finds('category:wrong', noted)).toBe(false);
    expect(finds('category:wrong-number')).toBe(false);
    const inMetadata = sampleAt(0, [], { metadata: { category: 'tax' } });
    expect(parseSearch('category:tax')?.matches(sampleAt(0, ['category:tax']), noted)).toBe(false);
    expect(parseSearch('category:tax')?.matches(inMetadata, noted)).toBe(true);
    expect(parseSearch('category:made-up')?.matches(inMetadata, noted)).toBe(true);
    expect(parseSearch('category:rent')?.matches(inMetadata, noted)).toBe(false);
  });

  it('does as asked for all terms together', () => {
    const noted = { count: 1, categories: ['wrong-number'] };
    expect(finds('task:key-terms note:yes category:wrong-number "cap is" liability', noted)).toBe(true);
    expect(finds('task:key-terms note:no category:wrong-number "cap is" liability', noted)).toBe(false);
  });
});
