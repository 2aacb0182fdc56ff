import { describe, expect, it } from 'vitest';
import { Words } from '../../../../../src/core/check/whole/words';

const hashesOf = (text: string): number[] => {
  const words = new Words();
  words.add(text);
  return [...words.hashes.subarray(0, words.count)];
};

describe('Words', () => {
  it('are read without case and punctuation', () => {
    expect(hashesOf('The  Über-Tenant, (2) pays!')).toEqual(hashesOf('the über tenant 2 PAYS'));
    expect(hashesOf('The tenant')).toHaveLength(2);
    expect(hashesOf('a b')).not.toEqual(hashesOf('b a'));
    expect(hashesOf('?! …')).toEqual([]);
  });

  it('are single characters where a script has no spaces', () => {
    expect(hashesOf('合同条款')).toHaveLength(4);
  });

  it('make runs: all words together where there are fewer, none for no words', () => {
    const words = new Words();
    words.add('a b c d e f');
    expect(words.runs(5, new Uint32Array(0))).toHaveLength(2);
    expect(words.runs(13, new Uint32Array(0))).toHaveLength(1);
    words.clear();
    expect(words.runs(5, new Uint32Array(4))).toHaveLength(0);
  });

  it('grow with long texts', () => {
    expect(hashesOf('x '.repeat(5000))).toHaveLength(5000);
  });
});
