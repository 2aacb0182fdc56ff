import { basename, resolve } from 'node:path';
import type { LeakCount } from '../../core/check/check';
import type { FindingBook } from '../../core/check/findingBook';
import { GRAM_WORDS, GramTable } from '../../core/check/whole/gramTable';
import { LEAK, SHARED_WORDS } from '../../core/check/whole/heads';
import { LeakFinder, MOST_NEAR_ROWS, type Leak, type LeakKind } from '../../core/check/whole/leaks';
import { KeyReader, type SampleKeys } from '../../core/check/whole/sampleKeys';
import { comparedTexts } from '../../core/check/whole/sampleText';
import type { SampleContent } from '../../core/dataset/sample';
import { HumanError } from '../../core/humanError';
import type { DatasetFile } from '../datasetFile';
import type { DatasetPace } from '../datasetPace';
import type { CheckedFile } from './checkParts';
import type { Kept } from './keptRows';
import { readNew } from './newRows';
import { eachSample, sampleAt } from './rowPasses';
import { eachTraining, rememberTraining, type TrainingMemory } from './trainingMemory';

/** Bytes of a short English word with its space. */
const LEAST_WORD_BYTES = 4;

/** What became of more samples than this is not kept. */
const MOST_KEPT_ANSWERS = 200_000;

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

/** A training file that is being compared. */
interface Compared {
  readonly name: string;
  readonly memory: TrainingMemory;
  readonly kept: Kept<Uint8Array> | undefined;
  /** 1 for rows of the dataset that may be leaks. */
  readonly flags: Uint8Array;
}

/**
 * Looks for the samples of a dataset in training files.
 * @param path of the dataset: it is no training file of itself
 * @param memories of the check before, by path
 * @throws {HumanError} as `DatasetFile.forEachRow`, for the dataset alone
 */
export async function findLeaks(
  checked: CheckedFile,
  training: readonly string[],
  keys: SampleKeys,
  common: ReadonlySet<number>,
  memories: Map<string, TrainingMemory>,
  book: FindingBook,
  pace: DatasetPace,
  signal: AbortSignal,
): Promise<Leaks> {
  const { file, path } = checked;
  const names = [...new Set(training.map((name) => resolve(name)))].filter((name) => name !== resolve(path));
  for (const name of memories.keys()) if (!names.includes(name)) memories.delete(name);
  const leaks: LeakCount[] = [];
  const unchecked: string[] = [];
  /** Does something with a training file; undefined, and a sentence, where it cannot be read. */
  const attempt = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof HumanError) || error.code === 'cancelled') throw error;
      memories.delete(name);
      unchecked.push(`${basename(name)} was not compared: ${error.message}`);
      return undefined;
    }
  };
  const compared: Compared[] = [];
  for (const name of names) {
    const memory = await attempt(name, () => rememberTraining(name, common, memories, signal));
    if (!memory) continue;
    memories.set(name, memory);
    const kept = memory.flags.of(file, undefined);
    const flags = new Uint8Array(file.rowCount);
    if (kept) {
      for (const { from, to, before } of kept.same) flags.set(kept.value.subarray(before, before + to - from), from);
    }
    compared.push({ name, memory, kept, flags });
  }
  await flagRows(checked, compared, common, pace, signal);
  const isReported = new Uint8Array(file.rowCount);
  for (const { name, memory, flags } of compared) {
    const flagged = Uint32Array.from(rowsOf(flags));
    const news = flagged.filter((row) => !memory.looked.has(sampleKey(keys, row)));
    const looked = await attempt(name, () => lookFor(file, news, keys, name, memory, pace, signal));
    if (!looked) continue;
    unchecked.push(...looked.unchecked);
    const found = new Map<number, Leak>();
    for (const row of flagged) {
      const key = sampleKey(keys, row);
      const leak = looked.answers.get(key) ?? memory.looked.get(key);
      if (leak) found.set(row, leak);
    }
    // What is incomplete depends on the rows that were looked for together.
    if (looked.unchecked.length === 0) {
      memory.looked = keptAnswers([...memory.looked, ...looked.answers]);
      for (const row of flagged) if (!found.has(row)) flags[row] = 0;
    }
    memory.flags.keep(file, undefined, flags);
    leaks.push(reportLeaks(name, found, isReported, book));
  }
  return { leaks, unchecked };
}

/** Flags the rows that may be leaks, among those of which that is not known. @throws {HumanError} as `DatasetFile.forEachRow` */
async function flagRows(
  checked: CheckedFile,
  compared: readonly Compared[],
  common: ReadonlySet<number>,
  pace: DatasetPace,
  signal: AbortSignal,
): Promise<void> {
  for (const group of Map.groupBy(compared, ({ kept }) => JSON.stringify(kept?.same)).values()) {
    const training = group.map(({ memory: { filter, boilerplate } }) => ({ memory: filter.memory, boilerplate }));
    const task = { kind: 'shared', common, training } as const;
    await readNew(checked, group[0]?.kept, task, pace, signal, (answer, from) => {
      if (!('shared' in answer)) return;
      for (const [index, flags] of answer.shared.entries()) group[index]?.flags.set(flags, from);
    });
  }
}

/**
 * Looks for some rows of the dataset in a training file.
 * @returns what became of their samples, by `sampleKey`, and what could not be checked, as sentences
 */
async function lookFor(
  file: DatasetFile,
  rows: Uint32Array,
  keys: SampleKeys,
  name: string,
  memory: TrainingMemory,
  pace: DatasetPace,
  signal: AbortSignal,
): Promise<{ readonly answers: ReadonlyMap<number, Leak | undefined>; readonly unchecked: readonly string[] }> {
  const answers = new Map<number, Leak | undefined>();
  const unchecked: string[] = [];
  if (rows.length === 0) return { answers, unchecked };
  const { common, filter } = memory;
  const bytes = rows.reduce((sum, row) => sum + file.spanOf(row).end - file.spanOf(row).start, 0);
  const grams = new GramTable(Math.ceil(bytes / LEAST_WORD_BYTES));
  let refused: number | undefined;
  await eachRow(file, rows, pace, (sample, row) => {
    if (refused === undefined && !grams.add(comparedTexts(sample), filter)) refused = row;
  });
  if (refused !== undefined) {
    unchecked.push(
      `Runs of ${GRAM_WORDS} words were looked for up to line ${file.lineOf(refused)}: there are too many.`,
    );
  }
  if (rows.length > MOST_NEAR_ROWS) {
    const most = MOST_NEAR_ROWS.toLocaleString('en');
    unchecked.push(`Near duplicates in training files were looked for among ${most} rows only.`);
  }
  const reader = new KeyReader(common);
  const finder = new LeakFinder(keys, rows, grams, common, (row) => {
    const sample = sampleAt(file, row);
    return new Set(sample && reader.shinglesOf(sample));
  });
  await eachTraining(name, signal, () => ({ done: undefined, see: (sample, line) => finder.see(sample, line) }));
  if (finder.isIncomplete) unchecked.push(`${basename(name)} has too many near duplicates to compare all of them.`);
  memory.boilerplate = new Set([...memory.boilerplate, ...grams.boilerplate()]);
  await eachRow(file, rows, pace, (sample, row, place) => {
    answers.set(sampleKey(keys, row), finder.leakOf(place, sample));
  });
  return { answers, unchecked };
}

/** Reads the samples in some rows; `place` is where their row stands among them. */
async function eachRow(
  file: DatasetFile,
  rows: Uint32Array,
  pace: DatasetPace,
  take: (sample: SampleContent, row: number, place: number) => void,
): Promise<void> {
  for (let place = 0; place < rows.length;) {
    const [from, first] = [rows[place] ?? 0, place];
    while (rows[place] === from + place - first) place++;
    await eachSample(file, from, from + place - first, pace, (sample, row) => take(sample, row, first + row - from));
  }
}

/** 53 bits of the hash of the sample in a row. */
function sampleKey({ exactHigh, exactLow }: SampleKeys, row: number): number {
  return (exactHigh[row] ?? 0) * 2 ** 21 + ((exactLow[row] ?? 0) >>> 11);
}

function* rowsOf(flags: Uint8Array): Generator<number> {
  for (let row = flags.indexOf(1); row >= 0; row = flags.indexOf(1, row + 1)) yield row;
}

/** Answers that are worth their memory: that a sample is no leak is seldom asked again, as its row is not flagged. */
function keptAnswers(answers: readonly (readonly [number, Leak | undefined])[]): ReadonlyMap<number, Leak | undefined> {
  const kept = answers.length > MOST_KEPT_ANSWERS ? answers.filter(([, leak]) => leak) : answers;
  return new Map(kept.slice(0, MOST_KEPT_ANSWERS));
}

function reportLeaks(
  name: string,
  found: ReadonlyMap<number, Leak>,
  isReported: Uint8Array,
  book: FindingBook,
): LeakCount {
  const count = { exact: 0, normalized: 0, ngram: 0, near: 0 };
  for (const [row, leak] of found) {
    count[leak.kind]++;
    if (isReported[row]) continue;
    isReported[row] = 1;
    const finding = {
      message: `${HOW[leak.kind]} in the training file ${basename(name)}, line ${leak.line}.`,
      path: [],
      related: { file: name, line: leak.line, message: 'The training sample' },
    };
    // Words in common may be a phrase of the trade: whether the answer was seen is for people to say.
    if (leak.kind === 'ngram') book.add(SHARED_WORDS, row, finding);
    // What is not there word for word is kept by moving it.
    else book.add(LEAK, row, { ...finding, fix: leak.kind === 'exact' ? 'remove-row' : 'move-to-training' });
  }
  return { file: name, rows: found.size, ...count };
}
