import { pythonSplit } from '../pythonText';

/** sacreBLEU's options of TER. */
export interface TerOptions {
  readonly normalized: boolean;
  readonly noPunct: boolean;
  readonly asianSupport: boolean;
  readonly caseSensitive: boolean;
}

const ASIAN_PUNCTUATION = /[\u3001\u3002\u3008-\u3011\u3014-\u301f\uff61-\uff65\u30fb]/g;
const FULL_WIDTH_PUNCTUATION = /[\uff0e\uff0c\uff1f\uff1a\uff1b\uff01\uff02\uff08\uff09]/g;

/** The words of a text: sacreBLEU 2.6.0 `tokenizer_ter.py`, after Tercom's. */
export function terWords(text: string, { normalized, noPunct, asianSupport, caseSensitive }: TerOptions): string[] {
  let words = caseSensitive ? text : text.toLowerCase();
  if (text !== '' && normalized) words = normalize(words);
  if (normalized && asianSupport) words = splitAsian(words);
  if (noPunct) words = words.replace(/[.,?:;!"()]/g, '');
  if (noPunct && asianSupport) words = words.replace(ASIAN_PUNCTUATION, '').replace(FULL_WIDTH_PUNCTUATION, '');
  return pythonSplit(words);
}

function normalize(text: string): string {
  const line = text
    .replaceAll('\n-', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  return ` ${line} `
    .replace(/[{-~[-` -&(-+:-@/]/g, ' $& ')
    .replaceAll("'s ", " 's ")
    .replace(/([^0-9])([.,])/g, '$1 $2 ')
    .replace(/([.,])([^0-9])/g, ' $1 $2')
    .replace(/([0-9])(-)/g, '$1 $2 ');
}

/**
 * The ranges are sacreBLEU's as they work, such as the one up to U+3F22. Its three rules for Hiragana and Katakana ask for
 * the beginning of the text, where there is a space by now, so they never apply.
 */
function splitAsian(text: string): string {
  return text
    .replace(/[\u4e00-\u9fff\u3400-\u4dbf]/g, ' $& ')
    .replace(/[\u31c0-\u31ef\u2e80-\u2eff]/g, ' $& ')
    .replace(/[\u3300-\u33ff\uf900-\ufaff\ufe30-\ufe4f]/g, ' $& ')
    .replace(/[\u3200-\u3f22]/g, ' $& ')
    .replace(ASIAN_PUNCTUATION, ' $& ')
    .replace(FULL_WIDTH_PUNCTUATION, ' $& ');
}
