import { isJsonObject } from '../dataset/json';
import { findJson } from './structured/jsonInText';
import { pythonSplit } from './pythonText';

/** What kind of answer a reference is, which says how answers to it are scored. */
export type AnswerKind = 'label' | 'json' | 'prose';

const LABEL_CODE_POINTS = 60;
const LABEL_WORDS = 5;
/** Scripts written without spaces: two of these characters count as one word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const SENTENCE_END = /[.!?…。！？।؟]["'”’)]*$/u;

/**
 * Guesses from a reference what kind of answer is asked for:
 * - `json`: an object or array, as the whole text or as the text's one code block;
 * - `label`: one line of at most 60 code points and five words that is no sentence (a sentence ends with `.`, `!`, `?` or
 *   the like and has three words or more); so are numbers, `yes` and the empty answer;
 * - `prose`: everything else.
 */
export function guessMetrics(reference: string): AnswerKind {
  const text = reference.trim();
  if (/^[{[`~]/.test(text)) {
    const found = findJson(text);
    const isContainer = found !== undefined && (isJsonObject(found.value) || Array.isArray(found.value));
    if (
      isContainer &&
      (found.rule === 'whole' || (found.rule === 'fenced' && /^(?:```|~~~)[^]*(?:```|~~~)$/.test(text)))
    )
      return 'json';
  }
  // Twice the code points is the most UTF-16 units a label can have: long texts are settled without looking at them.
  if (text.length > 2 * LABEL_CODE_POINTS || /[\n\r]/.test(text)) return 'prose';
  if (Array.from(text).length > LABEL_CODE_POINTS) return 'prose';
  const unspaced = text.match(UNSPACED)?.length ?? 0;
  const words = pythonSplit(text.replace(UNSPACED, ' ')).length + Math.ceil(unspaced / 2);
  const isSentence = SENTENCE_END.test(text) && words >= 3;
  return words <= LABEL_WORDS && !isSentence ? 'label' : 'prose';
}
