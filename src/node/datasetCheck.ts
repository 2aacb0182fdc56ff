import type { CheckReport } from '../core/check/check';
import { FindingBook } from '../core/check/findingBook';
import { mergeFacts, type MergedFacts } from '../core/check/mergeFacts';
import { commonShingles, COMMON_SHARE } from '../core/check/whole/commonShingles';
import { EXACT_DUPLICATE, LABEL_CONFLICT, NEAR_DUPLICATE } from '../core/check/whole/heads';
import { BANDS, NEAR, SHINGLE_WORDS, SIGNATURE_LENGTH } from '../core/check/whole/minHash';
import { copySampleKeys, newSampleKeys, type SampleKeys } from '../core/check/whole/sampleKeys';
import { readParts, threadsFor, type CheckedFile } from './check/checkParts';
import { findConflicts, findExactDuplicates, findNearDuplicates } from './check/duplicates';
import { findOverLong } from './check/overLong';
import { placeFindings } from './check/placeFindings';
import { profileOf } from './check/profile';
import { readFacts, readKeys, spreadSamples } from './check/rowPasses';
import { findLeaks } from './check/training';
import { DatasetPace } from './datasetPace';
import type { CheckRequest } from './datasetStore';

/** Samples in which shingles of templates are looked for. */
const TEMPLATE_SAMPLES = 1000;

/** Rows beyond this are not compared with others: what tells them apart takes 108 bytes each. */
const MOST_COMPARED_ROWS = 4_000_000;

const NEAR_METHOD =
  `MinHash over runs of ${SHINGLE_WORDS} words of the prompt without system messages, in lower case and without ` +
  `punctuation: ${SIGNATURE_LENGTH} values in ${BANDS} bands, one permutation, fixed seeds. What shares a band is compared ` +
  `as sets and counted from a Jaccard similarity of ${NEAR} on; equal samples are not counted, and runs that stand in more ` +
  `than ${COMMON_SHARE * 100} % of ${TEMPLATE_SAMPLES} samples (a template’s) are left out.`;

/**
 * Checks a dataset after `index`.
 * @param discordant share of samples on which exactly one of the two models is right, where there are results
 * @throws {HumanError} as `DatasetFile.forEachRow`
 */
export async function checkDataset(
  checked: CheckedFile,
  { training, contextTokens, depth }: CheckRequest,
  discordant: number | undefined,
  signal: AbortSignal,
): Promise<CheckReport> {
  const { file } = checked;
  const pace = new DatasetPace(signal);
  const book = new FindingBook();
  const unchecked: string[] = [];
  const note = (sentence: string | undefined): void => {
    if (sentence !== undefined) unchecked.push(sentence);
  };

  const { facts, isRepeat } = await validate(checked, book, pace, signal);
  if (contextTokens !== undefined) note(await findOverLong(file, facts, contextTokens, book, pace));
  let leaks: Awaited<ReturnType<typeof findLeaks>>['leaks'] = [];
  if (file.rowCount > MOST_COMPARED_ROWS) {
    note(
      `Near duplicates, conflicts and leaks were not looked for: the dataset has more than ${MOST_COMPARED_ROWS.toLocaleString('en')} rows.`,
    );
  } else {
    const common = commonShingles(spreadSamples(file, TEMPLATE_SAMPLES));
    const keys = await keysOf(checked, common, pace, signal);
    findConflicts(file, keys, isRepeat, book);
    note(await findNearDuplicates(file, keys, isRepeat, common, book, pace));
    const found = await findLeaks(checked, training, keys, common, book, pace, signal);
    ({ leaks } = found);
    unchecked.push(...found.unchecked);
  }
  const counts = {
    exactDuplicates: book.rowsOf(EXACT_DUPLICATE.id),
    nearDuplicates: book.rowsOf(NEAR_DUPLICATE.id),
    nearMethod: NEAR_METHOD,
    conflicts: book.rowsOf(LABEL_CONFLICT.id),
    leaks,
  };
  const profile = depth === 'full' ? await profileOf(file, facts, counts, discordant, pace) : undefined;
  const findings = placeFindings(file, book.chosen());
  return { findings, counts: book.counts(), ...(profile && { profile }), unchecked };
}

/**
 * Holds every row against the rules of its format, and learns lengths, labels and exact duplicates.
 * @throws {HumanError} likewise
 */
export async function validate(
  checked: CheckedFile,
  book: FindingBook,
  pace: DatasetPace,
  signal: AbortSignal,
): Promise<{ readonly facts: MergedFacts; readonly isRepeat: Uint8Array }> {
  const { file, workerFile } = checked;
  const threads = threadsFor(checked);
  const parts =
    threads > 1 && workerFile !== undefined
      ? (await readParts({ ...checked, workerFile }, threads, { kind: 'facts' }, pace, signal)).flatMap((answer) =>
          'facts' in answer ? [answer.facts] : [],
        )
      : [await readFacts(file, 0, file.rowCount, pace)];
  const facts = mergeFacts(parts, book);
  book.settle(facts.usable);
  const isRepeat = await findExactDuplicates(file, facts, book, pace);
  return { facts, isRepeat };
}

async function keysOf(
  checked: CheckedFile,
  common: ReadonlySet<number>,
  pace: DatasetPace,
  signal: AbortSignal,
): Promise<SampleKeys> {
  const { file, workerFile } = checked;
  const threads = threadsFor(checked);
  if (threads === 1 || workerFile === undefined) return readKeys(file, 0, file.rowCount, common, pace);
  const keys = newSampleKeys(file.rowCount);
  let at = 0;
  for (const answer of await readParts({ ...checked, workerFile }, threads, { kind: 'keys', common }, pace, signal)) {
    if (!('keys' in answer)) continue;
    copySampleKeys(keys, answer.keys, at);
    at += answer.keys.kinds.length;
  }
  return keys;
}
