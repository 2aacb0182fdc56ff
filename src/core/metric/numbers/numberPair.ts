import type { Scored } from '../metric';
import { numberInAnswer, numberInReference } from './numberInText';

/** The number in an answer and the one it should be. */
export interface NumberPair {
  readonly answer: number;
  readonly reference: number;
}

/**
 * The numbers of an answer and of the reference nearest to it; undefined where the answer or every reference has none:
 * such an answer is left out of the figures, and `unparsable:extract=number` counts it.
 */
export function numberPair({ completion, references }: Scored): NumberPair | undefined {
  const answer = numberInAnswer(completion.text, 'flexible');
  if (answer === undefined) return undefined;
  let nearest: number | undefined;
  for (const text of references) {
    const reference = numberInReference(text);
    if (reference === undefined) continue;
    if (nearest === undefined || Math.abs(answer - reference) < Math.abs(answer - nearest)) nearest = reference;
  }
  return nearest === undefined ? undefined : { answer, reference: nearest };
}
