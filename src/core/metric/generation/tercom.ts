/**
 * The edits of TER: M. Snover et al., “A study of translation edit rate with targeted human annotation”, AMTA 2006, as
 * sacreBLEU 2.6.0 `lib_ter.py` counts them after Tercom: shifts are tried greedily, within limits, and the edit distance is
 * searched along the diagonal only.
 */
import { BeamTable } from './beamTable';

const MAX_SHIFT_LENGTH = 10;
const MAX_SHIFT_DISTANCE = 50;
const MAX_CANDIDATES = 1000;

/** A move of `length` words of the answer from `start` to before the word that now is at `target`. */
interface Shift {
  readonly start: number;
  readonly length: number;
  readonly target: number;
  /** By how much it makes the edit distance smaller. */
  readonly gain: number;
}

/** How many edits make the reference of the answer: shifts, insertions, deletions and substitutions of words. */
export function translationEdits(answer: Int32Array, reference: Int32Array): number {
  if (reference.length === 0) return answer.length;
  const table = new BeamTable(answer, reference);
  const placesInReference = placesOf(reference);
  let shifts = 0;
  let candidates = 0;
  for (;;) {
    const tried = bestShift(table, placesInReference, candidates);
    candidates = tried.candidates;
    // A search that came to its limit is thrown away, as sacreBLEU does.
    if (candidates >= MAX_CANDIDATES || !tried.best || tried.best.gain <= 0) break;
    table.take(shifted(table.words, tried.best));
    shifts++;
  }
  return shifts + table.distance;
}

function placesOf(words: Int32Array): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  for (const [place, word] of words.entries()) {
    const known = places.get(word);
    if (known) known.push(place);
    else places.set(word, [place]);
  }
  return places;
}

/** The shift that makes the distance smallest; the longest one, then the first in the answer, then to the first place. */
function bestShift(
  table: BeamTable,
  placesInReference: ReadonlyMap<number, readonly number[]>,
  candidatesBefore: number,
): { readonly best: Shift | undefined; readonly candidates: number } {
  const { words, reference } = table;
  const { aligned, answerErrors, referenceErrors } = table.alignment();
  let candidates = candidatesBefore;
  let best: Shift | undefined;
  for (let start = 0; start < words.length; start++) {
    for (const place of placesInReference.get(words[start] as number) ?? []) {
      if (Math.abs(place - start) > MAX_SHIFT_DISTANCE) continue;
      const longest = Math.min(MAX_SHIFT_LENGTH, words.length - start, reference.length - place);
      for (let length = 1; length <= longest; length++) {
        if (words[start + length - 1] !== reference[place + length - 1]) break;
        // Both sides must be wrong somewhere, and what is moved must leave its own place.
        if (answerErrors[start + length] === answerErrors[start]) continue;
        if (referenceErrors[place + length] === referenceErrors[place]) continue;
        const now = aligned[place] as number;
        if (start <= now && now < start + length) continue;
        let tried = -1;
        for (let offset = -1; offset < length; offset++) {
          const target = place + offset === -1 ? 0 : (aligned[place + offset] as number) + 1;
          if (target === tried) continue;
          tried = target;
          candidates++;
          const gain = table.distance - table.distanceOf(shifted(words, { start, length, target }));
          const shift = { start, length, target, gain };
          if (!best || isBetter(shift, best)) best = shift;
        }
        if (candidates >= MAX_CANDIDATES) return { best, candidates };
      }
    }
  }
  return { best, candidates };
}

function isBetter(a: Shift, b: Shift): boolean {
  if (a.gain !== b.gain) return a.gain > b.gain;
  if (a.length !== b.length) return a.length > b.length;
  if (a.start !== b.start) return a.start < b.start;
  return a.target < b.target;
}

function shifted(words: Int32Array, { start, length, target }: Omit<Shift, 'gain'>): Int32Array {
  const moved = words.slice();
  if (target < start) {
    moved.copyWithin(target + length, target, start);
    moved.set(words.subarray(start, start + length), target);
  } else {
    // Behind its own place the words that follow move up; a target within itself counts from its start.
    const to = target > start + length ? target - length : Math.min(target, words.length - length);
    moved.copyWithin(start, start + length, to + length);
    moved.set(words.subarray(start, start + length), to);
  }
  return moved;
}
