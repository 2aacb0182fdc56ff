import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../../../src/core/compare/steps';
import {
  tokenizeCharacters,
  tokenizeLines,
  tokenizeWords,
  type Tokenizer,
  type Tokens,
} from '../../../../src/core/compare/tokens';
import { Vocabulary } from '../../../../src/core/compare/vocabulary';
import { anyText } from './rebuild';

function pieces({ text, starts, ends }: Tokens): string[] {
  return Array.from(starts, (start, i) => text.slice(start, ends[i]));
}

const cut = (tokenizer: Tokenizer, text: string): string[] => pieces(runToEnd(tokenizer(text, new Vocabulary())));

/** What the platform says the words of a text are, white space left out. */
function segmented(text: string, granularity: 'word' | 'grapheme'): string[] {
  return Array.from(new Intl.Segmenter('en', { granularity }).segment(text), ({ segment }) => segment);
}

const plainText = fc.string({
  unit: fc.constantFrom(...Array.from("abzAZ019_.,;:'‘’“”-–—…·•!?()[]{}/\\@#$%&*+=<>|~`^°²½éÀßÿǆʯªµº× \t\n\r\u00a0€")),
  maxLength: 60,
});

describe('tokenizeWords', () => {
  it('cuts plain text into the words of the Unicode standard, as Intl.Segmenter has them', () => {
    fc.assert(
      fc.property(plainText, (text) => {
        expect(cut(tokenizeWords, text)).toEqual(segmented(text, 'word').filter((word) => !/^\s+$/.test(word)));
      }),
      { numRuns: 5000 },
    );
  });

  it('keeps numbers, contractions and abbreviations whole', () => {
    expect(cut(tokenizeWords, 'pi = 3.14, don’t pay 1,000.50 e.g. (foo_bar)')).toEqual([
      ...['pi', '=', '3.14', ',', 'don’t', 'pay', '1,000.50', 'e.g', '.', '(', 'foo_bar', ')'],
    ]);
  });

  it('cuts Chinese, Russian, Arabic and emoji into words', () => {
    expect(cut(tokenizeWords, '我们喜欢机器学习。\nмир мира\nالعقد ساري\n👍🏽👨‍👩‍👧🇩🇪')).toEqual([
      ...['我们', '喜欢', '机器', '学习', '。', 'мир', 'мира', 'العقد', 'ساري', '👍🏽', '👨‍👩‍👧', '🇩🇪'],
    ]);
  });

  it('covers everything but white space, in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { starts, ends } = runToEnd(tokenizeWords(text, new Vocabulary()));
        let at = 0;
        starts.forEach((start, i) => {
          expect(text.slice(at, start)).toMatch(/^\s*$/);
          at = ends[i] ?? 0;
        });
        expect(text.slice(at)).toMatch(/^\s*$/);
      }),
    );
  });

  it('cuts a long line that needs the segmenter as it cuts a short one', () => {
    const line = 'мир и договор, '.repeat(5000);
    expect(cut(tokenizeWords, line)).toEqual(Array.from({ length: 5000 }, () => ['мир', 'и', 'договор', ',']).flat());
  });

  it('cuts long plain text where its pieces meet as anywhere else', () => {
    const word = 'a'.repeat(50_000);
    expect(cut(tokenizeWords, `${word} ${word}`)).toEqual([word, word]);
  });

  it('cuts only the lines that need it by the segmenter, with the same result', () => {
    const text = 'plain line, don’t\nmit 👍 emoji\nplain 3.14\r\nмир';
    expect(cut(tokenizeWords, text)).toEqual([
      ...['plain', 'line', ',', 'don’t', 'mit', '👍', 'emoji', 'plain', '3.14', 'мир'],
    ]);
  });
});

describe('tokenizeCharacters', () => {
  it('cuts into grapheme clusters', () => {
    expect(cut(tokenizeCharacters, 'ae\u0301👍🏽\r\n🇩🇪x')).toEqual(['a', 'e\u0301', '👍🏽', '\r\n', '🇩🇪', 'x']);
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cut(tokenizeCharacters, text)).toEqual(segmented(text, 'grapheme'));
      }),
    );
  });
});

describe('tokenizeLines', () => {
  it('keeps the line ends', () => {
    expect(cut(tokenizeLines, 'a\r\n\n\rb\nc')).toEqual(['a\r\n', '\n', '\rb\n', 'c']);
    expect(cut(tokenizeLines, '')).toEqual([]);
  });
});

describe('Vocabulary', () => {
  it('gives equal pieces equal numbers, and others other numbers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6 }), { maxLength: 3000 }),
        (texts) => {
          const vocabulary = new Vocabulary();
          const known = new Map<string, number>();
          for (const text of texts) {
            const number = vocabulary.numberOf(Uint16Array.from([9, ...text, 9]), 1, text.length + 1);
            const expected = known.get(text.join()) ?? known.size;
            expect(number).toBe(expected);
            known.set(text.join(), expected);
          }
          expect(vocabulary.size).toBe(known.size);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('grows', () => {
    const vocabulary = new Vocabulary();
    const codes = Uint16Array.from({ length: 20_000 }, (_, i) => i);
    for (const pass of [1, 2]) {
      for (let i = 0; i < codes.length; i++) expect(vocabulary.numberOf(codes, i, i + 1), `pass ${pass}`).toBe(i);
    }
  });
});
