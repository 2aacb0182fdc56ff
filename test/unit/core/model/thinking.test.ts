import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ThinkingSplitter } from '../../../../src/core/model/thinking';

function split(pieces: readonly string[]): { text: string; reasoning: string | undefined } {
  const splitter = new ThinkingSplitter();
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return { text: splitter.text, reasoning: splitter.reasoning };
}

describe('ThinkingSplitter', () => {
  it.each([
    ['<think>a b</think>c', 'c', 'a b'],
    ['\n <think>\n a </think>\n\nc d\n', 'c d\n', 'a'],
    ['<think></think>c', 'c', ''],
    ['<think>a < b </thin </think>c</think>', 'c</think>', 'a < b </thin'],
    ['<think>never ends </th', '', 'never ends </th'],
    ['  plain <think>x</think>', '  plain <think>x</think>', undefined],
    ['<thinking>x', '<thinking>x', undefined],
    ['<thi', '<thi', undefined],
    ['', '', undefined],
    ['  ', '  ', undefined],
  ])('splits %j', (whole, text, reasoning) => {
    expect(split([whole])).toEqual({ text, reasoning });
  });

  it('gives the same however the text is cut', () => {
    const texts = fc
      .array(fc.constantFrom('<think>', '</think>', '<', '</th', 'ink>', ' ', '\n', 'a', 'bc'), { maxLength: 12 })
      .map((parts) => parts.join(''));
    const cut = texts.chain((text) => fc.array(fc.nat(text.length), { maxLength: 6 }).map((at) => ({ text, at })));
    fc.assert(
      fc.property(cut, ({ text, at }) => {
        const edges = [0, ...at.sort((a, b) => a - b), text.length];
        const pieces = edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
        expect(split(pieces)).toEqual(split([text]));
      }),
      { numRuns: 500 },
    );
  });

  it('shows no mark while the text streams in', () => {
    const splitter = new ThinkingSplitter();
    const seen: string[] = [];
    for (const character of '<think>deep</think>\nanswer') {
      splitter.push(character);
      seen.push(`${splitter.reasoning ?? ''}|${splitter.text}`);
    }
    expect(seen.join(' ')).not.toMatch(/[<>]/);
    expect(seen.at(-1)).toBe('deep|answer');
  });
});
