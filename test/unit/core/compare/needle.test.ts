import { describe, expect, it } from 'vitest';
import { needleOf } from '../../../../src/core/compare/needle';

const textOf = (term: string, anyCase = true): string | undefined => needleOf(term, anyCase)?.text;

describe('needleOf', () => {
  it('is the longest word of a term', () => {
    expect(textOf('force majeure, or')).toBe('majeure');
    expect(textOf('Force majeure', false)).toBe('majeure');
    expect(textOf('limit_of-liability')).toBe('liability');
    expect(textOf('"a\\nbc/def')).toBe('nbc');
  });

  it('leaves out what rows may write in other ways', () => {
    expect(['12345', '1e21', '10:30', '…', 'ab', '', '\ud800abc'].map((term) => textOf(term))).toEqual(
      Array(7).fill(undefined),
    );
    expect(textOf('clause12')).toBe('clause12');
  });

  it('leaves out what is written by us and not by the file', () => {
    expect(['arguments', 'image_url', 'mage', 'Infinity'].map((term) => textOf(term))).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('keeps to letters that have no case where case does not count', () => {
    expect(textOf('gewährleistung')).toBe('hrleistung');
    expect(textOf('договор')).toBeUndefined();
    expect(textOf('договор', false)).toBe('дого');
    expect(textOf('合同条款定义')).toBe('合同条款');
  });
});
