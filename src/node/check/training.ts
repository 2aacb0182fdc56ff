import { basename, resolve } from 'node:path';
import type { LeakCount } from '../../core/check/check';
import type { FindingBook } from '../../core/check/findingBook';
import { GRAM_WORDS, GramTable } from '../../core/check/whole/gramTable';
import { LEAK, SHARED_WORDS } from '../../core/check/whole/heads';
import { LeakFinder, MOST_NEAR_ROWS, type LeakKind } from '../../core/check/whole/leaks';
import { KeyReader, type SampleKeys } from '../../core/check/whole/sampleKeys';
import { comparedTexts } from '../../core/check/whole/sampleText';
import { HumanError } from '../../core/humanError';
import { DatasetFile } from '../datasetFile';
import { DatasetPace } from '../datasetPace';
import { eachSample, sampleAt } from './rowPasses';

/** Bytes of a short English word with its space: files have no more words than bytes by this. */
const BYTES_PER_WORD = 4;

/** What is the same, before the place where it stands. */
const HOW: Readonly<Record<LeakKind, string>> = {
  exact: 'This sample also stands',
  normalized: 'This prompt, but for case and white space, also stands',
  ngram: `${GRAM_WORDS} words of this prompt in a row also stand`,
  near: 'A prompt nearly equal to this one stands',
};

/** What was found in training files. */
export interface Leaks {
  readonly leaks: readonly LeakCount[];
  /** What could not be checked, as sentences. */
  readonly unchecked: readonly string[];
}

/**
 * Looks for the samples of a dataset in training files.
 * @param path of the dataset: it is no training file of itself
 * @throws {HumanError} as `DatasetFile.forEachRow`, for the dataset alone
 */
export async function findLeaks(
  { file, path }: { readonly file: DatasetFile; readonly path: string },
  training: readonly string[],
  keys: SampleKeys,
  common: ReadonlySet<number>,
  book: FindingBook,
  pace: DatasetPace,
  signal: AbortSignal,
): Promise<Leaks> {
  const files = [...new Set(training.map((name) => resolve(name)))].filter((name) => name !== resolve(path));
  const leaks: LeakCount[] = [];
  const unchecked: string[] = [];
  if (files.length === 0) return { leaks, unchecked };
  const { grams, refused } = await gramsOf(file, pace);
  if (refused !== undefined) {
    unchecked.push(
      `Runs of ${GRAM_WORDS} words were looked for up to line ${file.lineOf(refused)}: there are too many.`,
    );
  }
  if (file.rowCount > MOST_NEAR_ROWS) {
    const most = MOST_NEAR_ROWS.toLocaleString('en');
    unchecked.push(`Near duplicates in training files were looked for among the first ${most} rows only.`);
  }
  const reader = new KeyReader(common);
  const isReported = new Uint8Array(file.rowCount);
  const finder = new LeakFinder(keys, grams, common, (row) => {
    const sample = sampleAt(file, row);
    return new Set(sample && reader.shinglesOf(sample));
  });
  for (const name of files) {
    try {
      await seeTraining(finder, name, signal);
    } catch (error) {
      if (!(error instanceof HumanError) || error.code === 'cancelled') throw error;
      unchecked.push(`${basename(name)} was not compared: ${error.message}`);
      continue;
    }
    if (finder.isIncomplete) unchecked.push(`${basename(name)} has too many near duplicates to compare all of them.`);
    leaks.push(await reportLeaks(file, finder, name, isReported, book, pace));
  }
  return { leaks, unchecked };
}

/** The runs of words of a dataset; `refused` is the first row for which there is no room. */
async function gramsOf(
  file: DatasetFile,
  pace: DatasetPace,
): Promise<{ readonly grams: GramTable; readonly refused: number | undefined }> {
  const grams = new GramTable(Math.ceil(file.file.size / BYTES_PER_WORD));
  let refused: number | undefined;
  await eachSample(file, 0, file.rowCount, pace, (sample, row) => {
    if (refused === undefined && !grams.add(comparedTexts(sample))) refused = row;
  });
  return { grams, refused };
}

async function seeTraining(finder: LeakFinder, name: string, signal: AbortSignal): Promise<void> {
  const training = await DatasetFile.open(name);
  try {
    await training.index(undefined, signal);
    finder.begin();
    await eachSample(training, 0, training.rowCount, new DatasetPace(signal), (sample, row) => {
      finder.see(sample, training.lineOf(row));
    });
  } finally {
    training.close();
  }
}

async function reportLeaks(
  file: DatasetFile,
  finder: LeakFinder,
  name: string,
  isReported: Uint8Array,
  book: FindingBook,
  pace: DatasetPace,
): Promise<LeakCount> {
  const count = { exact: 0, normalized: 0, ngram: 0, near: 0 };
  await eachSample(file, 0, file.rowCount, pace, (sample, row) => {
    const leak = finder.leakOf(row, sample);
    if (!leak) return;
    count[leak.kind]++;
    if (isReported[row]) return;
    isReported[row] = 1;
    const found = {
      message: `${HOW[leak.kind]} in the training file ${basename(name)}, line ${leak.line}.`,
      path: [],
      related: { file: name, line: leak.line, message: 'The training sample' },
    };
    // Words in common may be a phrase of the trade: whether the answer was seen is for people to say.
    if (leak.kind === 'ngram') book.add(SHARED_WORDS, row, found);
    // What is not there word for word is kept by moving it.
    else book.add(LEAK, row, { ...found, fix: leak.kind === 'exact' ? 'remove-row' : 'move-to-training' });
  });
  return { file: name, rows: count.exact + count.normalized + count.ngram + count.near, ...count };
}
