import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  diffCharacters,
  diffCharacterSteps,
  diffLines,
  diffWords,
  diffWordSteps,
} from '../../../../src/core/compare/diff';
import { rebuilt, shown, twoTexts } from './rebuild';

const words = (a: string, b: string): string => shown(diffWords(a, b));
const characters = (a: string, b: string): string => shown(diffCharacters(a, b));
const lines = (a: string, b: string): string => shown(diffLines(a, b));

describe('every mode', () => {
  it.each([
    ['words', diffWords],
    ['characters', diffCharacters],
    ['lines', diffLines],
  ])('rebuilds both texts from the parts (%s)', (_, diff) => {
    fc.assert(
      fc.property(twoTexts, ([a, b]) => {
        expect(rebuilt(diff(a, b))).toEqual([a, b]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['words', diffWords],
    ['characters', diffCharacters],
    ['lines', diffLines],
  ])('puts removed before added, joins neighbours and has no empty part (%s)', (_, diff) => {
    fc.assert(
      fc.property(twoTexts, ([a, b]) => {
        const parts = diff(a, b);
        expect(parts.every(({ text }) => text !== '')).toBe(true);
        for (const [i, part] of parts.slice(1).entries()) {
          const before = parts[i]?.kind;
          expect(before).not.toBe(part.kind);
          if (part.kind === 'removed') expect(before).toBe('same');
        }
      }),
    );
  });

  it.each([
    ['words', diffWords],
    ['characters', diffCharacters],
    ['lines', diffLines],
  ])('never cuts a surrogate pair (%s)', (_, diff) => {
    fc.assert(
      fc.property(twoTexts, ([a, b]) => {
        fc.pre(!/\p{Surrogate}/u.test(a + b));
        for (const { text } of diff(a, b)) expect(text).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it.each([
    ['words', diffWords],
    ['characters', diffCharacters],
    ['lines', diffLines],
  ])('says same of equal texts and nothing of empty ones (%s)', (_, diff) => {
    expect(diff('Governed by\nlaw. 👍', 'Governed by\nlaw. 👍')).toEqual([
      { kind: 'same', text: 'Governed by\nlaw. 👍' },
    ]);
    expect(diff('', '')).toEqual([]);
    expect(diff('', 'law')).toEqual([{ kind: 'added', text: 'law' }]);
    expect(diff('law', '')).toEqual([{ kind: 'removed', text: 'law' }]);
  });
});

describe('words', () => {
  it('replaces a word and keeps the white space around it', () => {
    expect(words('The fox runs away.', 'The cat runs away.')).toBe('The |-fox-|+cat+| runs away.');
  });

  it('removes and adds words with one space', () => {
    expect(words('a big dog', 'a dog')).toBe('a |-big -|dog');
    expect(words('a dog', 'a dog barks')).toBe('a dog|+ barks+');
    expect(words('dog', 'a dog')).toBe('+a +|dog');
  });

  it('never takes a part of a word for a word', () => {
    expect(words('dog', 'bigdog')).toBe('-dog-|+bigdog+');
    expect(words('a law', 'a lawyer')).toBe('a |-law-|+lawyer+');
    expect(words('a big dog', 'a bigdog')).toBe('a |-big dog-|+bigdog+');
  });

  it('finds the same changes whatever stands around them', () => {
    fc.assert(
      fc.property(
        twoTexts,
        fc.constantFrom('', 'same ', 'a\n'),
        fc.constantFrom('', ' same', '\nb'),
        ([a, b], before, after) => {
          const framed = diffWords(`${before}(${a})${after}`, `${before}(${b})${after}`).filter(
            ({ kind }) => kind !== 'same',
          );
          expect(framed).toEqual(diffWords(`(${a})`, `(${b})`).filter(({ kind }) => kind !== 'same'));
        },
      ),
    );
  });

  it('treats numbers, contractions and words of other scripts as one', () => {
    expect(words('pi is 3.14 now', 'pi is 3.15 now')).toBe('pi is |-3.14-|+3.15+| now');
    expect(words("we don't care", 'we do care')).toBe("we |-don't-|+do+| care");
    expect(words('новый договор аренды', 'новый договора аренды')).toBe('новый |-договор-|+договора+| аренды');
    expect(words('我们喜欢机器学习', '我们讨厌机器学习')).toBe('我们|-喜欢-|+讨厌+|机器学习');
    expect(words('العقد ساري المفعول', 'العقد منتهي المفعول')).toBe('العقد |-ساري-|+منتهي+| المفعول');
  });

  it('replaces an emoji as a whole', () => {
    expect(words('ok 👍🏽 then', 'ok 👍🏿 then')).toBe('ok |-👍🏽-|+👍🏿+| then');
    expect(words('a 👨‍👩‍👧 b', 'a 👨‍👩‍👦 b')).toBe('a |-👨‍👩‍👧-|+👨‍👩‍👦+| b');
  });

  it('shows changes of white space', () => {
    expect(words('a b', 'a  b')).toBe('a |+ +|b');
    expect(words('a b', 'a\nb')).toBe('a|- -|+\n+|b');
    expect(words('a\r\nb', 'a\nb')).toBe('a|-\r-|\nb');
  });

  it('makes one change of two replacements with only a little punctuation between', () => {
    expect(words('Acme, Bolt signed', 'Crux, Dyne signed')).toBe('-Acme, Bolt-|+Crux, Dyne+| signed');
  });

  it('keeps punctuation between changes of which one is not a replacement', () => {
    expect(words('x, y', 'x q, r y')).toBe('x|+ q+|, |+r +|y');
  });

  it('keeps a line end between two replacements, so that list items stay apart', () => {
    expect(words('- red\n- blue', '- pink\n- grey')).toBe('- |-red-|+pink+|\n- |-blue-|+grey+');
  });

  it('keeps words between changes', () => {
    expect(words('one and two', 'three and four')).toBe('-one-|+three+| and |-two-|+four+');
  });
});

describe('characters', () => {
  it('compares characters inside the words that changed', () => {
    expect(characters('the colour is', 'the color is')).toBe('the colo|-u-|r is');
  });

  it('never cuts a letter from its combining marks, nor an emoji', () => {
    expect(characters('cafe\u0301', 'cafe\u0300')).toBe('caf|-e\u0301-|+e\u0300+');
    expect(characters('👍🏽', '👍🏿')).toBe('-👍🏽-|+👍🏿+');
    expect(characters('🇩🇪', '🇩🇰')).toBe('-🇩🇪-|+🇩🇰+');
  });

  it('leaves a change whole that is too large to look into', () => {
    const a = 'a'.repeat(20_000);
    const b = `${'b'.repeat(20_000)}a`;
    expect(diffCharacters(a, b)).toEqual([
      { kind: 'removed', text: a },
      { kind: 'added', text: b },
    ]);
  });
});

describe('lines', () => {
  it('compares whole lines', () => {
    expect(lines('a\nb\nc\n', 'a\nB\nc\n')).toBe('a\n|-b\n-|+B\n+|c\n');
  });

  it('takes another line end, or none, as another line', () => {
    expect(lines('a\r\nb', 'a\nb')).toBe('-a\r\n-|+a\n+|b');
    expect(lines('a\nb', 'a\nb\n')).toBe('a\n|-b-|+b\n+');
  });
});

describe('slices', () => {
  /** Numbers as words; the same for everybody. */
  const text = (count: number, seed: number): string => {
    let state = seed;
    const next = (): string => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return `w${(state >>> 20) % 1000}`;
    };
    return Array.from({ length: count }, next).join(' ');
  };

  const yields = (steps: Generator<void, unknown>): number => {
    let count = 0;
    while (steps.next().done !== true) count++;
    return count;
  };

  it('yields more often the more there is to do, and not for short texts', () => {
    expect(yields(diffWordSteps(text(300, 1), text(300, 2)))).toBe(0);
    // 40,000 words of a thousand: each has 40 places on the other side, so 40,000 × 40 words of bits change at least,
    // and 250,000 characters are cut on each side at 16 a character: 9.6 million units of work, a million a slice.
    expect(yields(diffWordSteps(text(40_000, 1), text(40_000, 2)))).toBeGreaterThanOrEqual(8);
  });

  it('yields while it cuts a text that needs the segmenter', () => {
    const chinese = '我们喜欢机器学习'.repeat(10_000);
    // 80,000 characters a side at 64 a character: ten slices for both.
    expect(yields(diffCharacterSteps(chinese, `${chinese.slice(2)}。`))).toBeGreaterThanOrEqual(8);
  });
});
