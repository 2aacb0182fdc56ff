import type { FindingBook } from '../../core/check/findingBook';
import type { MergedFacts } from '../../core/check/mergeFacts';
import { NONE } from '../../core/check/rowFacts';
import { eachConflict } from '../../core/check/whole/conflicts';
import { EXACT_DUPLICATE, LABEL_CONFLICT, NEAR_DUPLICATE } from '../../core/check/whole/heads';
import { KeyTable } from '../../core/check/whole/keyTable';
import { jaccard, NEAR, SHINGLE_WORDS } from '../../core/check/whole/minHash';
import { nearPairs, type NearCandidates } from '../../core/check/whole/nearPairs';
import { KeyReader, type SampleKeys } from '../../core/check/whole/sampleKeys';
import { hashSample } from '../../core/check/whole/sampleText';
import { TextHash } from '../../core/check/whole/textHash';
import type { DatasetFile } from '../datasetFile';
import type { DatasetPace } from '../datasetPace';
import { sampleAt } from './rowPasses';

/** Pairs of texts that are compared word run by word run. */
const MOST_COMPARED = 200_000;

/** Samples that are equal to an earlier one: 1 for their rows. Reads again only those that look alike. */
export async function findExactDuplicates(
  file: DatasetFile,
  { promptLengths, sketchHigh, sketchLow }: MergedFacts,
  book: FindingBook,
  pace: DatasetPace,
): Promise<Uint8Array> {
  const rows = promptLengths.length;
  const sketches = new KeyTable(rows);
  const isAlike = new Uint8Array(rows);
  let alike = 0;
  for (let row = 0; row < rows; row++) {
    if (promptLengths[row] === NONE) continue;
    const first = sketches.firstOf(sketchHigh[row] ?? 0, sketchLow[row] ?? 0, row);
    if (first === row) continue;
    alike += isAlike[first] ? 1 : 2;
    isAlike[first] = isAlike[row] = 1;
  }
  const isRepeat = new Uint8Array(rows);
  const table = new KeyTable(alike);
  const hash = new TextHash();
  for (let row = isAlike.indexOf(1); row >= 0; row = isAlike.indexOf(1, row + 1)) {
    const sample = sampleAt(file, row);
    if (sample) {
      hashSample(sample, hash);
      const first = table.firstOf(hash.high, hash.low, row);
      if (first !== row) {
        isRepeat[row] = 1;
        book.add(EXACT_DUPLICATE, row, {
          message: `This sample stands already on line ${file.lineOf(first)}: prompt and reference are equal.`,
          path: [],
          related: { line: file.lineOf(first), message: 'The first of the equal samples' },
          fix: 'remove-row',
        });
      }
    }
    if (pace.isOver) await pace.turn();
  }
  return isRepeat;
}

/** Samples with the prompt of an earlier one and another reference; marks them as repeats of it. */
export function findConflicts(file: DatasetFile, keys: SampleKeys, isRepeat: Uint8Array, book: FindingBook): void {
  eachConflict(keys, (row, first) => {
    isRepeat[row] = 1;
    book.add(LABEL_CONFLICT, row, {
      message: `The same prompt has another reference on line ${file.lineOf(first)} (case and white space aside).`,
      path: [],
      related: { line: file.lineOf(first), message: 'The same prompt with another reference' },
    });
  });
}

/** Samples nearly equal to an earlier one. @returns a sentence when not all could be compared */
export async function findNearDuplicates(
  file: DatasetFile,
  keys: SampleKeys,
  isRepeat: Uint8Array,
  common: ReadonlySet<number>,
  book: FindingBook,
  pace: DatasetPace,
): Promise<string | undefined> {
  const candidates = await candidatesOf(keys, isRepeat, pace);
  const reader = new KeyReader(common);
  const shingles = (row: number): ReadonlySet<number> => {
    const sample = sampleAt(file, row);
    return new Set(sample && reader.shinglesOf(sample));
  };
  let compared = 0;
  for (const row of candidates.rowsWithAny()) {
    if (compared >= MOST_COMPARED) {
      return `Near duplicates were looked for up to line ${file.lineOf(row)}: ${MOST_COMPARED.toLocaleString('en')} pairs of samples look alike.`;
    }
    const own = shingles(row);
    for (const other of candidates.of(row)) {
      compared++;
      const similarity = jaccard(own, shingles(other));
      if (similarity < NEAR) continue;
      book.add(NEAR_DUPLICATE, row, {
        message: `The prompt is nearly that of line ${file.lineOf(other)}: ${Math.floor(similarity * 100)} % of their runs of ${SHINGLE_WORDS} words are the same, case and punctuation aside.`,
        path: [],
        related: { line: file.lineOf(other), message: 'The earlier sample' },
      });
      break;
    }
    if (pace.isOver) await pace.turn();
  }
  return undefined;
}

async function candidatesOf(keys: SampleKeys, isRepeat: Uint8Array, pace: DatasetPace): Promise<NearCandidates> {
  const steps = nearPairs(keys, (row) => isRepeat[row] === 1);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (pace.isOver) await pace.turn();
  }
}
