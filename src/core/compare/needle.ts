/**
 * What stands in the bytes of a row of every sample that holds a term, however the row is written: so that a search need
 * not parse the rows in which it does not stand.
 */
export interface Needle {
  /** One word, in lower case when `anyCase`. Its letters outside ASCII have no case when `anyCase`. */
  readonly text: string;
  /** True when ASCII letters are found in either case. */
  readonly anyCase: boolean;
  /**
   * JSON escapes by which a row may write a character of `text`, their digits in either case: a row with one of them may
   * hold it, too.
   */
  readonly escapes: readonly string[];
}

/** Fewer bytes (of UTF-8) stand in too many rows. */
const MIN_BYTES = 3;

/** Of a word outside ASCII so many characters are looked for: each adds an escape. */
const MAX_CHARACTERS = 4;

/** How the escapes of ASCII begin; a digit from 0 to 7 follows. */
export const ASCII_ESCAPE = '\\u00';

/**
 * Words that are not in the file but are written by us into texts: kinds of content parts, members of tool calls, and
 * the number that is too big.
 */
const OWN_WORDS = ['arguments', 'name', 'image_url', 'input_audio', 'infinity'];

/**
 * The best needle of a term; undefined when there is none. It is one word, as white space and punctuation of a text may
 * have come from us, and no number, as a row may write one in several ways.
 */
export function needleOf(term: string, anyCase: boolean): Needle | undefined {
  if (!term.isWellFormed()) return undefined;
  const sought = anyCase ? term.toLowerCase() : term;
  let best: Needle | undefined;
  for (const [word] of sought.matchAll(/[a-z0-9_]+|[^\0-\x7f\ud800-\udfff]+/gi)) {
    const needle = /^\w/.test(word) ? asciiNeedle(word, anyCase) : otherNeedle(word, anyCase);
    if (needle !== undefined && needleBytes(needle) > (best ? needleBytes(best) : MIN_BYTES - 1)) best = needle;
  }
  return best;
}

/** Length of a needle in bytes of UTF-8. */
export function needleBytes({ text }: Needle): number {
  return new TextEncoder().encode(text).length;
}

function asciiNeedle(word: string, anyCase: boolean): Needle | undefined {
  const isNumber = /^[0-9e_]+$/i.test(word);
  if (isNumber || OWN_WORDS.some((own) => own.includes(word.toLowerCase()))) return undefined;
  return { text: word, anyCase, escapes: [ASCII_ESCAPE] };
}

/** The longest run of letters that have no case, or of any letters when the case is to be kept. */
function otherNeedle(word: string, anyCase: boolean): Needle | undefined {
  const hasCase = (letter: string): boolean => letter.toLowerCase() !== letter || letter.toUpperCase() !== letter;
  const runs = Array.from(word, (letter) => (/\p{L}/u.test(letter) && !(anyCase && hasCase(letter)) ? letter : ' '))
    .join('')
    .split(' ');
  const text = runs.reduce((best, run) => (run.length > best.length ? run : best), '').slice(0, MAX_CHARACTERS);
  if (text === '') return undefined;
  const escapes = Array.from(new Set(text), (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return { text, anyCase, escapes };
}
