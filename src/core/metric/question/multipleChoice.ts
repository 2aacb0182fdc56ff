import { bestOver } from '../bestReference';
import type { Metric } from '../metric';
import { pythonStrip } from '../pythonText';

/** What may stand around a letter: brackets, quotes, Markdown's emphasis, LaTeX's `$` and `\boxed{…}`. */
const OPENING = String.raw`(?:[\s(\[{"'“‘*_$]|\\boxed\{|\\text\{)*`;
const NO_WORD = String.raw`(?![\p{L}\p{M}\p{N}_'’])`;
const ALONE = new RegExp(String.raw`^${OPENING}([A-Ja-j])[\s)\]}"'”’*_$.:]*$`, 'u');
const MARKED = new RegExp(
  String.raw`(?:(?:[Aa]nswer|ANSWER|[Cc]hoice|[Oo]ption)[\s*_]*(?:(?:is|IS)[:：]?|[:：])|答案[是为：:]|\\boxed\{)${OPENING}` +
    String.raw`(?:[Oo]ption\s${OPENING})?(?:([A-J])${NO_WORD}|([a-j])(?=[)\].}]|\s*$))`,
  'gu',
);
const FIRST = new RegExp(String.raw`^${OPENING}([A-Ja-j])[)\].:](?!\p{L})`, 'u');
const BRACKETED = /\(([A-Ja-j])\)/g;

/**
 * The letter (A to J) that an answer to a multiple choice question names; the first rule that fires counts:
 * - the whole answer is a letter, in whatever brackets;
 * - the last letter after “Answer:” (as OpenAI's simple-evals asks for it), “answer is” or the like, or in `\boxed{}`;
 * - the answer begins with a letter and a bracket, full stop or colon, as in “B) because …”;
 * - the last letter in round brackets.
 */
export function choiceLetter(text: string): string | undefined {
  const answer = pythonStrip(text);
  const marked = lastOf(answer, MARKED);
  const found = ALONE.exec(answer) ?? marked ?? FIRST.exec(answer) ?? lastOf(answer, BRACKETED);
  return (found?.[1] ?? found?.[2])?.toUpperCase();
}

function lastOf(text: string, pattern: RegExp): RegExpExecArray | undefined {
  return Array.from(text.matchAll(pattern)).at(-1);
}

/** 1 when the answer names the letter that a reference names (by {@link choiceLetter}), else 0, also when it names none. */
export const multipleChoice: Metric = {
  id: 'multiple-choice',
  title: 'Multiple choice',
  range: [0, 1],
  better: 'higher',
  follows: 'Letter A to J found by the rules of choiceLetter, best over the references',
  needsReference: true,
  rightAt: 1,
  digits: 2,
  score({ completion, references }) {
    const answer = choiceLetter(completion.text);
    return bestOver(references, (text) => {
      const reference = choiceLetter(text);
      return reference === undefined ? undefined : reference === answer ? 1 : 0;
    });
  },
};
