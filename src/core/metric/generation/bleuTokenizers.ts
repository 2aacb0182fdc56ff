import { pythonSplit, pythonStrip } from '../pythonText';

/** A tokeniser of sacreBLEU: runs, and the tokens of each run. */
export interface BleuTokenizer {
  readonly runs: (text: string) => readonly string[];
  /** Absent where every run is a token. */
  readonly tokens?: (run: string) => readonly string[];
}

export type BleuTokenizerName = '13a' | 'intl' | 'char' | 'zh' | 'none';

/** Without any character that {@link separate} looks for. */
const PLAIN = /^[a-zA-Z0-9'\u0080-\uffff]*$/;

/** sacreBLEU 2.6.0 `tokenizers/`, by the names that its signatures use. Texts come without white space at their end. */
export const BLEU_TOKENIZERS: Readonly<Record<BleuTokenizerName, BleuTokenizer>> = {
  // What a word falls into does not depend on the white space around it, so each word is cut by itself.
  '13a': {
    runs: (text) => pythonSplit(prepare13a(text)),
    tokens: (run) => (PLAIN.test(run) ? [run] : pythonSplit(separate(` ${run} `))),
  },
  // Without a space at either end of the text: what stands there is cut otherwise than within.
  intl: { runs: (text) => pythonSplit(separateInternational(text)) },
  char: { runs: pythonSplit, tokens: (run) => Array.from(run) },
  zh: { runs: (text) => pythonSplit(separate(pythonStrip(text).replace(CHINESE, ' $& '))) },
  none: { runs: pythonSplit },
};

/** `tokenizer_13a.py`: the language-independent part. */
function prepare13a(text: string): string {
  const joined = text.includes('\n')
    ? text.replaceAll('<skipped>', '').replaceAll('-\n', '').replaceAll('\n', ' ')
    : text.replaceAll('<skipped>', '');
  if (!joined.includes('&')) return joined;
  return joined.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}

/** `tokenizer_re.py`: ASCII punctuation, periods and commas that stand beside no digit, dashes after digits. */
function separate(text: string): string {
  return text
    .replace(/[{-~[-` -&(-+:-@/]/g, ' $& ')
    .replace(/([^0-9])([.,])/g, '$1 $2 ')
    .replace(/([.,])([^0-9])/g, ' $1 $2')
    .replace(/([0-9])(-)/g, '$1 $2 ');
}

/** `tokenizer_intl.py`: punctuation unless between numbers, and symbols. */
function separateInternational(text: string): string {
  return text
    .replace(/(\P{N})(\p{P})/gu, '$1 $2 ')
    .replace(/(\p{P})(\P{N})/gu, ' $1 $2')
    .replace(/\p{S}/gu, ' $& ');
}

/**
 * `tokenizer_zh.py`: its ranges as they work. The two meant for U+20000–U+2A6D6 and U+2F800–U+2FA1D are written with four
 * digits there, so that they stand for U+2001–U+2A6D (quotation marks, arrows, dashes) and for nothing new.
 */
const CHINESE =
  /[\u2001-\u2a6d\u2e80-\u2eff\u2f00-\u2fdf\u2ff0-\u303f\u3100-\u312f\u31a0-\u31bf\u31c0-\u31ef\u3200-\u4db5\u4e00-\u9fbb\uf900-\ufa2d\ufa30-\ufa6a\ufa70-\ufad9\ufe10-\ufe1f\ufe30-\ufe4f\uff00-\uffef]/g;
