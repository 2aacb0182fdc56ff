import { franc } from 'franc-min';
import type { Metric } from '../metric';

/** UTF-16 units of a text that are looked at. */
const LOOKED_AT = 1000;
/** Shorter texts than this have too few trigrams to tell their language by; in UTF-16 units. */
const SHORTEST = 40;
/** Of texts in a script of one language only, this many are enough. */
const SHORTEST_OWN_SCRIPT = 10;

/**
 * 1 when the answer is in another language than each of the references, else 0. Languages are told by trigrams, which is
 * sure of long texts and of scripts, and now and then takes near relatives for each other (Danish and Norwegian): it says
 * nothing of texts below 40 characters, or 10 in a script of their own, nor of tool calls.
 */
export const otherLanguage: Metric = {
  id: 'language',
  title: 'Other language',
  range: [0, 1],
  better: 'lower',
  follows: 'franc-min 6.2.0 on the first 1,000 characters of the answer and of the reference',
  needsReference: true,
  digits: 2,
  score({ completion, references }) {
    const languages = references.flatMap((reference) => languageOf(reference) ?? []);
    const answer = languages.length > 0 ? languageOf(completion.text) : undefined;
    return answer === undefined ? undefined : languages.includes(answer) ? 0 : 1;
  },
};

function languageOf(text: string): string | undefined {
  const beginning = text.trim().slice(0, LOOKED_AT);
  const isLatin = /\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Arabic}|\p{Script=Devanagari}/u.test(beginning);
  const language = franc(beginning, { minLength: isLatin ? SHORTEST : SHORTEST_OWN_SCRIPT });
  return language === 'und' ? undefined : language;
}
