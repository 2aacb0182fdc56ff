import { statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { HashFilter } from '../../core/check/whole/hashFilter';
import { LeakHashes } from '../../core/check/whole/leakHashes';
import type { Leak } from '../../core/check/whole/leaks';
import { BANDS } from '../../core/check/whole/minHash';
import type { SampleContent } from '../../core/dataset/sample';
import { DatasetFile } from '../datasetFile';
import { DatasetPace } from '../datasetPace';
import { KeptRows } from './keptRows';
import { eachSample } from './rowPasses';

/** Bytes of a word with its space: files have hardly more words than bytes by this. */
const BYTES_PER_WORD = 6;

/** Hashes of a sample besides those of its words. */
const HASHES_PER_SAMPLE = BANDS + 2;

/** What the filters of all training files take at most; what has no room for one is read for each check. */
const MOST_FILTER_BYTES = 256 * 1024 * 1024;

/** What is known of a training file for as long as it stays as it is: it need not be read again for rows without leaks. */
export interface TrainingMemory {
  /** Tells the file as it was read from others. */
  readonly stamp: string;
  readonly common: ReadonlySet<number>;
  /** What its samples have in common with those of which one is a leak. */
  readonly filter: HashFilter;
  boilerplate: ReadonlySet<number>;
  /** 1 for rows of the dataset that may be leaks. */
  readonly flags: KeptRows<Uint8Array>;
  /** What became of samples that were looked for, by `sampleKey`. */
  looked: ReadonlyMap<number, Leak | undefined>;
}

/** What is known of a training file; it is read if that is not what stands there. @throws {HumanError} if it cannot be */
export async function rememberTraining(
  name: string,
  common: ReadonlySet<number>,
  memories: ReadonlyMap<string, TrainingMemory>,
  signal: AbortSignal,
): Promise<TrainingMemory> {
  const stamp = stampOf(name);
  const known = memories.get(name);
  if (known?.stamp === stamp && isDeepStrictEqual(known.common, common)) return known;
  const others = [...memories].filter(([other]) => other !== name).map(([, { filter }]) => filter.memory.byteLength);
  const room = MOST_FILTER_BYTES - others.reduce((sum, bytes) => sum + bytes, 0);
  const filter = await filterOf(name, common, room, signal);
  return { stamp, common, filter, boilerplate: new Set(), flags: new KeptRows(), looked: new Map() };
}

async function filterOf(
  name: string,
  common: ReadonlySet<number>,
  room: number,
  signal: AbortSignal,
): Promise<HashFilter> {
  return eachTraining(name, signal, ({ rowCount, file: { size } }) => {
    const filter = HashFilter.of(size / BYTES_PER_WORD + rowCount * HASHES_PER_SAMPLE);
    if (filter.memory.byteLength > room) return { done: HashFilter.ofAll() };
    const hashes = new LeakHashes(common);
    const take = (high: number, low: number): boolean => {
      filter.add(high, low);
      return false;
    };
    return { done: filter, see: (sample) => void hashes.some(sample, true, take) };
  });
}

/**
 * Reads the samples of a training file.
 * @param begin told the file, says what is to be done with each sample and what the answer is then
 * @throws {HumanError} when it cannot be read
 */
export async function eachTraining<T>(
  name: string,
  signal: AbortSignal,
  begin: (training: DatasetFile) => { readonly done: T; readonly see?: (sample: SampleContent, line: number) => void },
): Promise<T> {
  const training = await DatasetFile.open(name);
  try {
    await training.index(undefined, signal);
    const { done, see } = begin(training);
    if (see) {
      await eachSample(training, 0, training.rowCount, new DatasetPace(signal), (sample, row) =>
        see(sample, training.lineOf(row)),
      );
    }
    return done;
  } finally {
    training.close();
  }
}

/** What changes when a file does. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? [stats.dev, stats.ino, stats.size, stats.mtimeMs].join(' ') : '';
}
