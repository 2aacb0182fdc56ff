import type { FindingBook } from '../../core/check/findingBook';
import { NONE, type RowFacts } from '../../core/check/rowFacts';
import { eachConflict } from '../../core/check/whole/conflicts';
import { EXACT_DUPLICATE, LABEL_CONFLICT, NEAR_DUPLICATE } from '../../core/check/whole/heads';
import { KeyTable } from '../../core/check/whole/keyTable';
import { jaccard, NEAR, SHINGLE_WORDS } from '../../core/check/whole/minHash';
import { nearPairs, type NearCandidates } from '../../core/check/whole/nearPairs';
import { KeyReader, type SampleKeys } from '../../core/check/whole/sampleKeys';
import { hashSample } from '../../core/check/whole/sampleText';
import { TextHash } from '../../core/check/whole/textHash';
import { MAX_ROWS } from '../../core/dataset/containers/spans';
import type { DatasetFile } from '../datasetFile';
import type { DatasetPace } from '../datasetPace';
import type { SameRun } from '../rowChunks';
import type { Kept, KeptRows } from './keptRows';
import { sampleAt } from './rowPasses';

/** Pairs of texts that are compared word run by word run. */
const MOST_COMPARED = 200_000;

/**
 * Samples that are equal to an earlier one: 1 for their rows.
 * @param keys where they are not known, rows that look alike are read again
 */
export async function findExactDuplicates(
  file: DatasetFile,
  facts: RowFacts,
  keys: SampleKeys | undefined,
  book: FindingBook,
  pace: DatasetPace,
): Promise<Uint8Array> {
  const isAlike = alikeRows(facts);
  const isRepeat = new Uint8Array(isAlike.length);
  const table = new KeyTable(isAlike.reduce((sum, alike) => sum + alike, 0));
  const hash = new TextHash();
  for (let row = isAlike.indexOf(1); row >= 0; row = isAlike.indexOf(1, row + 1)) {
    const sample = keys ? undefined : sampleAt(file, row);
    if (sample) hashSample(sample, hash);
    const first = keys
      ? table.firstOf(keys.exactHigh[row] ?? 0, keys.exactLow[row] ?? 0, row)
      : table.firstOf(hash.high, hash.low, row);
    if (first !== row) {
      isRepeat[row] = 1;
      book.add(EXACT_DUPLICATE, row, {
        message: `This sample stands already on line ${file.lineOf(first)}: prompt and reference are equal.`,
        path: [],
        related: { line: file.lineOf(first), message: 'The first of the equal samples' },
        fix: 'remove-row',
      });
    }
    if (pace.isOver) await pace.turn();
  }
  return isRepeat;
}

/** Samples whose sketch another one has: 1 for their rows. */
function alikeRows({ promptLengths, sketchHigh, sketchLow }: RowFacts): Uint8Array {
  const rows = promptLengths.length;
  const sketches = new KeyTable(rows);
  const isAlike = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    if (promptLengths[row] === NONE) continue;
    const first = sketches.firstOf(sketchHigh[row] ?? 0, sketchLow[row] ?? 0, row);
    if (first !== row) isAlike[first] = isAlike[row] = 1;
  }
  return isAlike;
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

/**
 * Samples nearly equal to an earlier one.
 * @param kept the similarities of pairs of rows that were there before, by `common`
 * @returns a sentence when not all could be compared
 */
export async function findNearDuplicates(
  file: DatasetFile,
  keys: SampleKeys,
  isRepeat: Uint8Array,
  common: ReadonlySet<number>,
  kept: KeptRows<RowPairs>,
  book: FindingBook,
  pace: DatasetPace,
): Promise<string | undefined> {
  const candidates = await candidatesOf(keys, isRepeat, pace);
  const reader = new KeyReader(common);
  const shingles = (row: number): ReadonlySet<number> => {
    const sample = sampleAt(file, row);
    return new Set(sample && reader.shinglesOf(sample));
  };
  const known = movedPairs(kept.of(file, common));
  const pairs: RowPairs = new Map();
  kept.keep(file, common, pairs);
  let compared = 0;
  for (const row of candidates.rowsWithAny()) {
    if (compared >= MOST_COMPARED) {
      return `Near duplicates were looked for up to line ${file.lineOf(row)}: ${MOST_COMPARED.toLocaleString('en')} pairs of samples look alike.`;
    }
    let own: ReadonlySet<number> | undefined;
    for (const other of candidates.of(row)) {
      compared++;
      const pair = row * MAX_ROWS + other;
      const similarity = known.get(pair) ?? jaccard((own ??= shingles(row)), shingles(other));
      pairs.set(pair, similarity);
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

/** Similarities by pair of rows: the row times MAX_ROWS, and the earlier row. At most MOST_COMPARED. */
export type RowPairs = Map<number, number>;

/** The pairs of which both rows are still there, under the rows as they are now. */
function movedPairs(kept: Kept<RowPairs> | undefined): RowPairs {
  const moved: RowPairs = new Map();
  if (!kept) return moved;
  const runs = kept.same.toSorted((a, b) => a.before - b.before);
  for (const [pair, similarity] of kept.value) {
    const row = movedRow(runs, Math.floor(pair / MAX_ROWS));
    const other = movedRow(runs, pair % MAX_ROWS);
    if (row !== undefined && other !== undefined) moved.set(row * MAX_ROWS + other, similarity);
  }
  return moved;
}

/** Where a row stands now. @param runs by where they stood */
function movedRow(runs: readonly SameRun[], row: number): number | undefined {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((runs[middle]?.before ?? 0) <= row) low = middle + 1;
    else high = middle;
  }
  const run = runs[low - 1];
  if (!run) return undefined;
  const moved = run.from + row - run.before;
  return moved < run.to ? moved : undefined;
}

async function candidatesOf(keys: SampleKeys, isRepeat: Uint8Array, pace: DatasetPace): Promise<NearCandidates> {
  const steps = nearPairs(keys, (row) => isRepeat[row] === 1);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (pace.isOver) await pace.turn();
  }
}
