import { describe, expect, it } from 'vitest';
import { labelsIn, labelsOf } from '../../../../src/core/dataset/labels';

describe('labelsOf', () => {
  it.each([
    ['key-terms', ['key-terms']],
    [12, ['12']],
    [false, ['false']],
    [
      ['Rent', 3, 'Rent'],
      ['Rent', '3'],
    ],
    [['Rent', null, ''], ['Rent']],
    [null, []],
    ['', []],
    [[], []],
    ['x'.repeat(80), ['x'.repeat(80)]],
  ])('reads %j', (value, labels) => expect(labelsOf(value)).toEqual(labels));

  it.each([[{ a: 1 }], ['x'.repeat(81)], [['a', { b: 1 }]], [[['nested']]]])(
    'takes %j for text or structure',
    (value) => expect(labelsOf(value)).toBeUndefined(),
  );
});

describe('labelsIn', () => {
  it('has no label where the field is missing, inherited, text or structure', () => {
    const metadata = { task: 'terms', deep: { a: 1 } };
    expect(labelsIn(metadata, 'task')).toEqual(['terms']);
    for (const field of ['split', 'toString', 'deep']) expect(labelsIn(metadata, field)).toEqual([]);
  });

  it('takes a field named __proto__ like any other', () => {
    expect(labelsIn(Object.fromEntries([['__proto__', 'x']]), '__proto__')).toEqual(['x']);
    expect(labelsIn({}, '__proto__')).toEqual([]);
  });
});
