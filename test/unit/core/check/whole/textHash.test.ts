import { describe, expect, it } from 'vitest';
import { TextHash } from '../../../../../src/core/check/whole/textHash';

function hashOf(how: 'add' | 'addNormalized' | 'addSketch', ...texts: readonly string[]): string {
  const hash = new TextHash();
  hash.begin();
  for (const text of texts) hash[how](text);
  return `${hash.high} ${hash.low}`;
}

describe('TextHash', () => {
  it.each(['add', 'addNormalized', 'addSketch'] as const)('%s keeps texts and their borders apart', (how) => {
    const all = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], ['', 'abc'], ['cba'], []].map((texts) =>
      hashOf(how, ...texts),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it('has no equal results among many texts that look alike', () => {
    const all = Array.from({ length: 20_000 }, (_, at) => hashOf('add', `Question ${at}: is it so?`));
    expect(new Set(all).size).toBe(all.length);
  });

  it('normalises case and white space, and nothing else', () => {
    expect(hashOf('addNormalized', ' Is it\n\tSO? ')).toBe(hashOf('addNormalized', 'is it so?'));
    expect(hashOf('addNormalized', '1+1')).not.toBe(hashOf('addNormalized', '1-1'));
  });

  it('sketches equal texts equally', () => {
    expect(hashOf('addSketch', 'x'.repeat(1000))).toBe(hashOf('addSketch', 'x'.repeat(1000)));
    expect(hashOf('addSketch', 'x'.repeat(1000))).not.toBe(hashOf('addSketch', 'x'.repeat(1001)));
  });
});
