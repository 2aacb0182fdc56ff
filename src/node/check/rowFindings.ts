import { MOST_FINDINGS } from '../../core/check/check';
import type { FindingBook } from '../../core/check/findingBook';
import { countThere, type RowFacts } from '../../core/check/rowFacts';
import { eachRowFinding } from '../../core/check/rowFindings';
import { ROW_CHECKS } from '../../core/check/rows/registry';
import { unusable } from '../../core/check/rows/unusable';
import type { DatasetFile } from '../datasetFile';
import type { DatasetPace } from '../datasetPace';
import { recordOf } from './rowReader';

/**
 * Puts what the checks of single rows found into the book. Facts say on which rows; the first of each check are read again
 * for what is to be said of them.
 * @throws {HumanError} as `DatasetFile.forEachRow`
 */
export async function addRowFindings(
  file: DatasetFile,
  { found, promptLengths }: RowFacts,
  book: FindingBook,
  pace: DatasetPace,
): Promise<void> {
  const samples = countThere(promptLengths);
  const counts = countBits(found);
  // Where all rows have it, that is how the dataset is made.
  const reported = ROW_CHECKS.map(({ unlessAll }, check) => !(unlessAll && counts[check] === samples));
  for (const row of firstRows(found, reported)) {
    readFindings(file, row, (check, finding) => {
      const head = ROW_CHECKS[check];
      if (head && reported[check]) book.add(head, row, finding);
    });
    if (pace.isOver) await pace.turn();
  }
  for (const [check, head] of ROW_CHECKS.entries()) book.setRows(head, counts[check] ?? 0);
}

/** On how many rows each check found something. */
function countBits(found: Uint16Array): readonly number[] {
  const counts = ROW_CHECKS.map(() => 0);
  for (const bits of found) {
    if (bits === 0) continue;
    for (let check = 0; check < counts.length; check++)
      if (bits & (1 << check)) counts[check] = (counts[check] ?? 0) + 1;
  }
  return counts;
}

/** The first MOST_FINDINGS rows of each check, in file order. */
function firstRows(found: Uint16Array, reported: readonly boolean[]): readonly number[] {
  const left = reported.map((isReported): number => (isReported ? MOST_FINDINGS : 0));
  const rows: number[] = [];
  for (const [row, bits] of found.entries()) {
    if (bits === 0) continue;
    let isAmong = false;
    for (let check = 0; check < left.length; check++) {
      const more = left[check] ?? 0;
      if ((bits & (1 << check)) === 0 || more === 0) continue;
      left[check] = more - 1;
      isAmong = true;
    }
    if (isAmong) rows.push(row);
  }
  return rows;
}

function readFindings(file: DatasetFile, row: number, take: Parameters<typeof eachRowFinding>[4]): void {
  const { layout } = file;
  for (const rowBytes of file.rowsBytes(row, row + 1)) {
    const read = recordOf(rowBytes, layout);
    if ('unusable' in read) take(ROW_CHECKS.indexOf(unusable), { message: read.unusable, path: [] });
    else
      eachRowFinding(read.record, layout.format.read(read.record, layout.fields), layout.format, layout.fields, take);
  }
}
