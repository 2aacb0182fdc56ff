import { alignSteps } from './align';
import { commonEnd, commonStart } from './commonEnds';
import type { DiffPart } from './diffPart';
import { hunksOf, moved, partsOf, tidyWordHunks, type Hunk } from './hunks';
import { runToEnd } from './steps';
import { tokenizeCharacters, tokenizeLines, tokenizeWords, type Tokenizer } from './tokens';
import { Vocabulary } from './vocabulary';

/** Characters are aligned inside a change up to this many pairs of them; a larger change stays whole. */
const MAX_CHARACTER_CELLS = 2 ** 28;

/** What changed between two texts, word by word. White space counts. */
export function* diffWordSteps(a: string, b: string): Generator<void, DiffPart[]> {
  return partsOf(a, b, yield* wordHunkSteps(a, b));
}

/**
 * What changed between two texts, character by character (grapheme clusters). Characters are compared inside the words
 * that changed, so that no letter of one word is paired with one of another, and the work is bounded for any texts.
 */
export function* diffCharacterSteps(a: string, b: string): Generator<void, DiffPart[]> {
  const hunks: Hunk[] = [];
  for (const hunk of yield* wordHunkSteps(a, b)) {
    const { startA, startB } = hunk;
    const partA = a.slice(startA, hunk.endA);
    const partB = b.slice(startB, hunk.endB);
    if (partA === '' || partB === '' || partA.length * partB.length > MAX_CHARACTER_CELLS) {
      hunks.push(hunk);
      continue;
    }
    hunks.push(...moved(yield* hunkSteps(partA, partB, tokenizeCharacters), startA, startB));
  }
  return partsOf(a, b, hunks);
}

/** What changed between two texts, line by line. A line with another line end is another line. */
export function* diffLineSteps(a: string, b: string): Generator<void, DiffPart[]> {
  return partsOf(a, b, yield* hunkSteps(a, b, tokenizeLines));
}

/** `diffWordSteps` without stopping. */
export function diffWords(a: string, b: string): DiffPart[] {
  return runToEnd(diffWordSteps(a, b));
}

/** `diffCharacterSteps` without stopping. */
export function diffCharacters(a: string, b: string): DiffPart[] {
  return runToEnd(diffCharacterSteps(a, b));
}

/** `diffLineSteps` without stopping. */
export function diffLines(a: string, b: string): DiffPart[] {
  return runToEnd(diffLineSteps(a, b));
}

function* wordHunkSteps(a: string, b: string): Generator<void, Hunk[]> {
  const start = commonStart(a, b);
  const end = commonEnd(a, b, start);
  const hunks = yield* hunkSteps(a.slice(start, a.length - end), b.slice(start, b.length - end), tokenizeWords);
  return tidyWordHunks(a, b, moved(hunks, start, start));
}

function* hunkSteps(a: string, b: string, tokenizer: Tokenizer): Generator<void, Hunk[]> {
  const vocabulary = new Vocabulary();
  const tokensA = yield* tokenizer(a, vocabulary);
  const tokensB = yield* tokenizer(b, vocabulary);
  return hunksOf(tokensA, tokensB, yield* alignSteps(tokensA.ids, tokensB.ids));
}
