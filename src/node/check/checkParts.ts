import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DatasetConfig } from '../../core/config/config';
import { HumanError } from '../../core/humanError';
import type { DatasetFile } from '../datasetFile';
import type { DatasetPace } from '../datasetPace';
import type { CheckPart, CheckPartAnswer } from './checkWorker';
import { readRows, type RowAnswer, type RowTask } from './rowPasses';

/** Files below this are read in the caller's thread: starting others takes longer. */
const LEAST_BYTES = 16 * 1024 * 1024;

/** More threads than this wait for the disk. */
const MOST_THREADS = 4;

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
 * @param take called with what was read of each part, and its rows
 * @throws {HumanError} `cancelled`, and what a worker fails with
 */
export async function readParts(
  checked: CheckedFile & { readonly workerFile: string },
  threads: number,
  task: RowTask,
  pace: DatasetPace,
  signal: AbortSignal,
  take: (answer: RowAnswer, from: number, to: number) => void,
): Promise<void> {
  const { file, path, config, workerFile } = checked;
  const rows = file.rowCount;
  const firstOf = (part: number): number => Math.floor((part * rows) / threads);
  const workers = Array.from({ length: threads - 1 }, (_, index) => {
    const [from, to] = [firstOf(index + 1), firstOf(index + 2)];
    const part: CheckPart = { path, ...(config && { config }), size: file.file.size, rows, from, to, task };
    return new Worker(workerFile, { workerData: part });
  });
  try {
    // Heard from the beginning on: a worker may fail while this thread reads.
    const answers = workers.map((worker) => answerOf(worker, signal));
    const parts = await Promise.all([readRows(file, 0, firstOf(1), task, pace), ...answers]);
    for (const [index, part] of parts.entries()) take(part, firstOf(index), firstOf(index + 1));
  } finally {
    for (const worker of workers) void worker.terminate();
  }
}

function answerOf(worker: Worker, signal: AbortSignal): Promise<RowAnswer> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new HumanError('cancelled', 'Cancelled.'));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    worker.once('message', (answer: CheckPartAnswer) => {
      signal.removeEventListener('abort', cancel);
      if ('error' in answer) reject(new HumanError(answer.error.code, answer.error.message));
      else resolve(answer);
    });
    worker.once('error', (error) => {
      reject(
        new HumanError('worker-died', 'The check stopped: one of its threads failed. Check again.', String(error)),
      );
    });
  });
}
