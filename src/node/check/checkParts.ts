import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DatasetConfig } from '../../core/config/config';
import { HumanError } from '../../core/humanError';
import type { DatasetFile } from '../datasetFile';
import type { DatasetPace } from '../datasetPace';
import { RowShares } from '../rowShares';
import type { CheckPart, CheckPartAnswer } from './checkWorker';
import { readRows, type RowAnswer, type RowTask } from './rowPasses';

/** Files below this are read in the caller's thread: starting others takes longer. */
const LEAST_BYTES = 16 * 1024 * 1024;

/** More threads than this wait for the disk. */
const MOST_THREADS = 4;

/** Shares of the rows for each thread: the one that begins last has read fewer of them in the end. */
const SHARES_PER_THREAD = 8;

/** A dataset that is checked, and how to open it once more. */
export interface CheckedFile {
  readonly file: DatasetFile;
  readonly path: string;
  readonly config: DatasetConfig | undefined;
  /** The bundled `checkWorker.js`; without it everything happens in the caller's thread. */
  readonly workerFile?: string;
}

/** In how many threads a file is read. */
export function threadsFor({ file, workerFile }: CheckedFile): number {
  // Where rows are written out first, each thread would do that again.
  const isWritten = file.file !== file.file.original;
  if (workerFile === undefined || isWritten || file.file.size < LEAST_BYTES) return 1;
  return Math.min(MOST_THREADS, availableParallelism());
}

/**
 * Reads the rows in several threads, this one among them: it begins while the others open the file.
 * @param take called with what was read of each share, and its rows
 * @throws {HumanError} `cancelled`, and what a worker fails with
 */
export async function readParts(
  { file, workerFile }: Pick<CheckedFile, 'file'> & { readonly workerFile: string },
  threads: number,
  task: RowTask,
  pace: DatasetPace,
  signal: AbortSignal,
  take: (answer: RowAnswer, from: number, to: number) => void,
): Promise<void> {
  const rows = file.rowCount;
  const shares = new RowShares([{ from: 0, to: rows }], undefined, Math.ceil(rows / (threads * SHARES_PER_THREAD)));
  const { ranges, memory, shareRows } = shares;
  const part: CheckPart = { file: file.indexed, shares: { ranges, memory, shareRows }, task };
  const workers = Array.from({ length: threads - 1 }, () => new Worker(workerFile, { workerData: part }));
  try {
    // Heard from the beginning on: a worker may fail while this thread reads.
    const ends = Promise.all(workers.map((worker) => endOf(worker, signal, take)));
    const own = async (): Promise<void> => {
      for (let share = shares.next(); share; share = shares.next()) {
        take(await readRows(file, share.from, share.to, task, pace), share.from, share.to);
      }
    };
    await Promise.all([own(), ends]);
  } finally {
    for (const worker of workers) void worker.terminate();
  }
}

function endOf(
  worker: Worker,
  signal: AbortSignal,
  take: (answer: RowAnswer, from: number, to: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new HumanError('cancelled', 'Cancelled.'));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    worker.on('message', (told: CheckPartAnswer) => {
      if ('answer' in told) {
        take(told.answer, told.rows.from, told.rows.to);
        return;
      }
      signal.removeEventListener('abort', cancel);
      if (told.error) reject(new HumanError(told.error.code, told.error.message));
      else resolve();
    });
    worker.once('error', (error) => {
      reject(
        new HumanError('worker-died', 'The check stopped: one of its threads failed. Check again.', String(error)),
      );
    });
  });
}
