import type { CheckReport } from '../core/check/check';
import { FindingBook } from '../core/check/findingBook';
import { copyRowFacts, newRowFacts, type RowFacts } from '../core/check/rowFacts';
import { commonShingles, COMMON_SHARE } from '../core/check/whole/commonShingles';
import { EXACT_DUPLICATE, LABEL_CONFLICT, NEAR_DUPLICATE } from '../core/check/whole/heads';
import { BANDS, NEAR, SHINGLE_WORDS, SIGNATURE_LENGTH } from '../core/check/whole/minHash';
import { rowsBySketch } from '../core/check/whole/rowsBySketch';
import { copySampleKeys, newSampleKeys, type SampleKeys } from '../core/check/whole/sampleKeys';
import { CheckMemory } from './check/checkMemory';
import type { CheckedFile } from './check/checkParts';
import { findConflicts, findExactDuplicates, findNearDuplicates } from './check/duplicates';
import { findOverLong } from './check/overLong';
import { placeFindings } from './check/placeFindings';
import { profileOf } from './check/profile';
import { readNew } from './check/newRows';
import { addRowFindings } from './check/rowFindings';
import { samplesAt } from './check/rowPasses';
import { findLeaks } from './check/training';
import { DatasetPace } from './datasetPace';
import type { CheckRequest } from './datasetStore';

/** Samples in which shingles of templates are looked for. */
const TEMPLATE_SAMPLES = 1000;

/** Rows beyond this are not compared with others: what tells them apart takes 108 bytes each. */
const MOST_COMPARED_ROWS = 4_000_000;

/** Of more rows than this it is not kept for the next check. */
const MOST_KEPT_ROWS = 1_000_000;

const NEAR_METHOD =
  `MinHash over runs of ${SHINGLE_WORDS} words of the prompt without system messages, in lower case and without ` +
  `punctuation: ${SIGNATURE_LENGTH} values in ${BANDS} bands, one permutation, fixed seeds. What shares a band is compared ` +
  `as sets and counted from a Jaccard similarity of ${NEAR} on; equal samples are not counted, and runs that stand in more ` +
  `than ${COMMON_SHARE * 100} % of ${TEMPLATE_SAMPLES} samples (a template’s) are left out.`;

/**
 * Checks a dataset after `index`.
 * @param discordant share of samples on which exactly one of the two models is right, where there are results
 * @param memory of the check before: rows that were in it are not read again, if the file was identified
 * @throws {HumanError} as `DatasetFile.forEachRow`
 */
export async function checkDataset(
  checked: CheckedFile,
  { training, contextTokens, depth }: CheckRequest,
  discordant: number | undefined,
  signal: AbortSignal,
  memory = new CheckMemory(),
): Promise<CheckReport> {
  const { file } = checked;
  const pace = new DatasetPace(signal);
  const book = new FindingBook();
  const unchecked: string[] = [];
  const note = (sentence: string | undefined): void => {
    if (sentence !== undefined) unchecked.push(sentence);
  };

  const facts = await validate(checked, memory, book, pace, signal);
  let leaks: Awaited<ReturnType<typeof findLeaks>>['leaks'] = [];
  const overLong = async (): Promise<void> => {
    if (contextTokens === undefined) return;
    note(await findOverLong(file, facts, contextTokens, memory.tokens, book, pace));
  };
  if (file.rowCount > MOST_COMPARED_ROWS) {
    await findExactDuplicates(file, facts, undefined, book, pace);
    await overLong();
    note(
      `Near duplicates, conflicts and leaks were not looked for: the dataset has more than ${MOST_COMPARED_ROWS.toLocaleString('en')} rows.`,
    );
  } else {
    const common = commonShingles(samplesAt(file, rowsBySketch(facts, TEMPLATE_SAMPLES)));
    const keys = await keysOf(checked, common, memory, pace, signal);
    const isRepeat = await findExactDuplicates(file, facts, keys, book, pace);
    await overLong();
    findConflicts(file, keys, isRepeat, book);
    note(await findNearDuplicates(file, keys, isRepeat, common, memory.pairs, book, pace));
    const found = await findLeaks(checked, training, keys, common, memory.training, book, pace, signal);
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
 * Holds every row against the rules of its format, and learns lengths, labels and what tells samples apart.
 * @throws {HumanError} likewise
 */
export async function validate(
  checked: CheckedFile,
  memory: CheckMemory,
  book: FindingBook,
  pace: DatasetPace,
  signal: AbortSignal,
): Promise<RowFacts> {
  const { file } = checked;
  const kept = memory.facts.of(file, undefined);
  const facts = newRowFacts(file.rowCount);
  if (kept) {
    for (const { from, to, before } of kept.same) copyRowFacts(facts, from, kept.value, before, before + to - from);
  }
  await readNew(checked, kept, { kind: 'facts' }, pace, signal, (answer, from, to) => {
    if ('facts' in answer) copyRowFacts(facts, from, answer.facts, 0, to - from);
  });
  memory.facts.keep(file, undefined, facts);
  await addRowFindings(file, facts, book, pace);
  return facts;
}

async function keysOf(
  checked: CheckedFile,
  common: ReadonlySet<number>,
  memory: CheckMemory,
  pace: DatasetPace,
  signal: AbortSignal,
): Promise<SampleKeys> {
  const { file } = checked;
  const kept = memory.keys.of(file, common);
  const keys = newSampleKeys(file.rowCount);
  if (kept) {
    for (const { from, to, before } of kept.same) copySampleKeys(keys, from, kept.value, before, before + to - from);
  }
  await readNew(checked, kept, { kind: 'keys', common }, pace, signal, (answer, from, to) => {
    if ('keys' in answer) copySampleKeys(keys, from, answer.keys, 0, to - from);
  });
  if (file.rowCount <= MOST_KEPT_ROWS) memory.keys.keep(file, common, keys);
  return keys;
}
