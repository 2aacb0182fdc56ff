/**
 * Cutting plain text: the same words as those of Unicode's text segmentation (UAX #29, as `Intl.Segmenter` has it), for
 * text that needs no dictionary and no table of properties: Latin letters, digits and everyday punctuation.
 */

/** Takes the tokens that a scan finds. */
export interface TokenSink {
  add(start: number, end: number): void;
}

/**
 * Finds the tokens of the UTF-16 code units `codes` from `from` on, at least up to `to` and at most up to `end`; returns
 * where it stopped.
 */
export type Scan = (codes: Uint16Array, from: number, to: number, end: number, sink: TokenSink) => number;

/** Bits of what a character can be. */
const SPACE = 1;
const LETTER = 2;
const DIGIT = 4;
const JOINER = 8; // the low line: part of words, but nothing is joined to it by a mark
const MARK_IN_WORD = 16; // “don't”, “e.g.”, “x:y”
const MARK_IN_NUMBER = 32; // “3.14”, “1,000”
const PLAIN = 64;
const IN_WORD = LETTER | DIGIT | JOINER;

/** Highest plain character: the euro sign. */
const LAST = 0x20ac;

const KINDS = new Uint8Array(LAST + 1);
for (const [kind, pattern] of [
  [PLAIN, /[\u0000-\u0084\u0086-\u00ac\u00ae-\u02af\u2010-\u2023\u2025\u2026\u2030-\u203e\u20ac]/],
  [SPACE, /\s/],
  [LETTER, /[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af]/],
  [DIGIT, /[0-9]/],
  [JOINER, /_/],
  [MARK_IN_WORD, /[.':·‘’]/],
  [MARK_IN_NUMBER, /[.,;'‘’]/],
] as const) {
  for (let code = 0; code < KINDS.length; code++) {
    if (pattern.test(String.fromCharCode(code))) KINDS[code] = (KINDS[code] as number) | kind;
  }
}

/** Position of the first character that is not plain at or after `from`, or the length. */
export function plainEnd(codes: Uint16Array, from: number): number {
  let at = from;
  while (at < codes.length && ((KINDS[codes[at] as number] ?? 0) & PLAIN) !== 0) at++;
  return at;
}

function kindAt(codes: Uint16Array, at: number): number {
  return KINDS[codes[at] as number] as number;
}

/** Words and single other characters; white space is skipped. “3.14” and “don't” are one word each. */
export const scanWords: Scan = (codes, from, to, end, sink) => {
  let at = from;
  while (at < to) {
    const start = at;
    let kind = kindAt(codes, at++);
    if ((kind & SPACE) !== 0) continue;
    while ((kind & IN_WORD) !== 0 && at < end) {
      const next = kindAt(codes, at);
      if ((next & IN_WORD) !== 0) {
        kind = next;
        at++;
      } else if (at + 1 < end && joins(kind, next, kindAt(codes, at + 1))) {
        kind = kindAt(codes, at + 1);
        at += 2;
      } else {
        break;
      }
    }
    sink.add(start, at);
  }
  return at;
};

/** True when a mark stands between two letters or two digits that it holds together. */
function joins(before: number, mark: number, after: number): boolean {
  if ((mark & MARK_IN_WORD) !== 0 && (before & after & LETTER) !== 0) return true;
  return (mark & MARK_IN_NUMBER) !== 0 && (before & after & DIGIT) !== 0;
}

/** Single characters, CR LF being one. */
export const scanCharacters: Scan = (codes, from, to, end, sink) => {
  let at = from;
  while (at < to) {
    const start = at++;
    if (codes[start] === 13 && at < end && codes[at] === 10) at++;
    sink.add(start, at);
  }
  return at;
};

/** Lines with their line ends, of any text. */
export const scanLines: Scan = (codes, from, to, end, sink) => {
  let at = from;
  while (at < to) {
    const start = at;
    const lineEnd = codes.indexOf(10, at);
    at = lineEnd < 0 ? end : lineEnd + 1;
    sink.add(start, at);
  }
  return at;
};
