import fc from 'fast-check';
import type { DiffPart } from '../../../../src/core/compare/diffPart';

/** The two texts that a diff was made of. */
export function rebuilt(parts: readonly DiffPart[]): [string, string] {
  const join = (skipped: DiffPart['kind']): string =>
    parts
      .filter(({ kind }) => kind !== skipped)
      .map(({ text }) => text)
      .join('');
  return [join('added'), join('removed')];
}

/** Parts in short: `same`, `-removed-`, `+added+`. */
export function shown(parts: readonly DiffPart[]): string {
  const marks = { same: '', removed: '-', added: '+' };
  return parts.map(({ kind, text }) => `${marks[kind]}${text}${marks[kind]}`).join('|');
}

/** Pieces of many scripts, so that random texts have words in common and hard boundaries next to each other. */
const PIECES = [
  ...['the', 'tenant', 'don’t', "don't", '3.14', '1,000', 'e.g.', 'a', 'b', 'x:y', '_', 'naïve'],
  ...[' ', ' ', ' ', '  ', '\n', '\r\n', '\r', '\t', '\u00a0', '\u2028', ', ', '. ', '-', '"', '{', '}'],
  ...['我们喜欢', '机器学习', '。', 'договор', 'аренды', 'العقد', 'الإيجار', 'ภาษาไทย', '日本語', '한국어'],
  ...['👍', '👍🏽', '👨‍👩‍👧', '🇩🇪', '1️⃣', 'e\u0301', '\u0301', '\u200d', '\ud83d', '\udc4d', '\u200b', '\u202e', '\u0000'],
];

/** Texts of those pieces and of any UTF-16 code units. */
export const anyText = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Two texts, often alike: the second is the first with some pieces replaced. */
export const twoTexts = fc.oneof(
  fc.tuple(anyText, anyText),
  fc
    .array(fc.tuple(fc.constantFrom(...PIECES), fc.option(fc.constantFrom('', ...PIECES), { freq: 5 })), {
      maxLength: 80,
    })
    .map((pairs): [string, string] => [
      pairs.map(([piece]) => piece).join(''),
      pairs.map(([piece, other]) => other ?? piece).join(''),
    ]),
);
