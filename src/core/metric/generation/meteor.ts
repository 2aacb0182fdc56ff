import { answerTextOf } from '../answerText';
import { bestOver } from '../bestReference';
import type { Metric } from '../metric';
import { pythonSplit } from '../pythonText';
import { porterStem } from './porterStemmer';

const ALPHA = 0.9;
const BETA = 3;
const GAMMA = 0.5;

/**
 * METEOR without its third stage: words match when they are equal in lower case, or else when their stems are; synonyms
 * (WordNet) do not. Words are what stands between white space.
 */
export const meteor: Metric = {
  id: 'meteor',
  title: 'METEOR (no synonyms)',
  range: [0, 1],
  better: 'higher',
  follows: `NLTK 3.10.3 meteor_score over str.split(), with an empty WordNet; alpha ${ALPHA}, beta ${BETA}, gamma ${GAMMA}, best over the references`,
  needsReference: true,
  digits: 2,
  score({ completion, references }) {
    const answer = meteorWords(answerTextOf(completion));
    return bestOver(references, (reference) => meteorOf(answer, meteorWords(reference)));
  },
};

function meteorWords(text: string): string[] {
  return pythonSplit(text.toLowerCase());
}

function meteorOf(answer: readonly string[], reference: readonly string[]): number {
  // By word of the answer: the word of the reference that it matches, or -1.
  const matched = new Int32Array(answer.length).fill(-1);
  const taken = new Uint8Array(reference.length);
  match(answer, reference, matched, taken, (word) => word);
  match(answer, reference, matched, taken, porterStem);

  let matches = 0;
  let chunks = 0;
  let last = -2;
  for (const [at, place] of matched.entries()) {
    if (place < 0) continue;
    // A chunk goes on where both neighbours are neighbours in the other text too.
    if (matches === 0 || matched[at - 1] !== last || place !== last + 1) chunks++;
    matches++;
    last = place;
  }
  if (matches === 0) return 0;
  const precision = matches / answer.length;
  const recall = matches / reference.length;
  const mean = (precision * recall) / (ALPHA * precision + (1 - ALPHA) * recall);
  return (1 - GAMMA * (chunks / matches) ** BETA) * mean;
}

/** Matches what is left from the end on: each word of the answer with the last equal word of the reference. */
function match(
  answer: readonly string[],
  reference: readonly string[],
  matched: Int32Array,
  taken: Uint8Array,
  keyOf: (word: string) => string,
): void {
  const places = new Map<string, number[]>();
  for (const [place, word] of reference.entries()) {
    if (taken[place] === 1) continue;
    const key = keyOf(word);
    const known = places.get(key);
    if (known) known.push(place);
    else places.set(key, [place]);
  }
  for (const [at, word] of [...answer.entries()].reverse()) {
    if ((matched[at] ?? 0) >= 0) continue;
    const place = places.get(keyOf(word))?.pop();
    if (place === undefined) continue;
    matched[at] = place;
    taken[place] = 1;
  }
}
