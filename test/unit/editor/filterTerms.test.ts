import { describe, expect, it } from 'vitest';
import { hasTerm, toggleTerm, typedWord } from '../../../src/editor/filterTerms';

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
