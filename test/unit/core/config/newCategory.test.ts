import { describe, expect, it } from 'vitest';
import { newCategory } from '../../../../src/core/config/newCategory';

describe('newCategory', () => {
  it('makes an id of the title', () => {
    expect(newCategory('  Wrong clause (Größe)! ', [])).toEqual({
      id: 'wrong-clause-gro-e',
      title: 'Wrong clause (Größe)!',
      definition: '',
    });
  });

  it('does not take an id that is taken', () => {
    const existing = [newCategory('Tone', []), { id: 'tone-2', title: 'x', definition: '' }];
    expect(newCategory('tone', existing).id).toBe('tone-3');
  });

  it('has an id for titles without a Latin letter', () => {
    expect(newCategory('错误', []).id).toBe('category');
  });
});
