import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DatasetConfig } from '../../core/config/config';
import { HumanError } from '../../core/humanError';
import type { DatasetFile } from '../datasetFile';
import type { CheckPart, CheckPartAnswer } from './checkWorker';

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
 * Lets workers read a part of the rows each. @returns their answers, in row order
 * @throws {HumanError} `cancelled`, and what a worker fails with
 */
export async function readParts(
  checked: CheckedFile & { readonly workerFile: string },
  threads: number,
  task: CheckPart['task'],
  signal: AbortSignal,
): Promise<readonly CheckPartAnswer[]> {
  const { file, path, config, workerFile } = checked;
  const rows = file.rowCount;
  const parts = Array.from({ length: threads }, (_, index): CheckPart => {
    const from = Math.floor((index * rows) / threads);
    const to = Math.floor(((index + 1) * rows) / threads);
    return { path, ...(config && { config }), size: file.file.size, rows, from, to, task };
  });
  const workers = parts.map((part) => new Worker(workerFile, { workerData: part }));
  const stop = (): void => workers.forEach((worker) => void worker.terminate());
  try {
    return await Promise.all(workers.map((worker) => answerOf(worker, signal)));
  } finally {
    stop();
  }
}

function answerOf(worker: Worker, signal: AbortSignal): Promise<CheckPartAnswer> {
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
