/** Entry of a worker that reads a part of a dataset's rows for a check: opens the file itself and posts what it found. */
import { parentPort, workerData } from 'node:worker_threads';
import type { DatasetConfig } from '../../core/config/config';
import { HumanError } from '../../core/humanError';
import { DatasetFile } from '../datasetFile';
import { DatasetPace } from '../datasetPace';
import { readRows, type RowAnswer, type RowTask } from './rowPasses';

/** What a worker is to do. */
export interface CheckPart {
  readonly path: string;
  readonly config?: DatasetConfig;
  /** Bytes and rows of the file as the caller knows it. */
  readonly size: number;
  readonly rows: number;
  readonly from: number;
  readonly to: number;
  readonly task: RowTask;
}

/** What it answers. */
export type CheckPartAnswer = RowAnswer | { readonly error: { readonly code: string; readonly message: string } };

async function answer(part: CheckPart): Promise<CheckPartAnswer> {
  const file = await DatasetFile.open(part.path, part.config);
  try {
    await file.index();
    if (file.rowCount !== part.rows || file.file.size !== part.size) {
      throw new HumanError(
        'file-changed',
        `${file.file.name} changed on disk; reload the dataset to see it as it is now.`,
      );
    }
    return await readRows(file, part.from, part.to, part.task, new DatasetPace(undefined));
  } catch (error) {
    if (!(error instanceof HumanError)) throw error;
    return { error: { code: error.code, message: error.message } };
  } finally {
    file.close();
  }
}

function buffersOf(answered: CheckPartAnswer): ArrayBuffer[] {
  const found = Object.values<object>(answered).flatMap((columns): unknown[] => Object.values(columns));
  return found.flatMap((value) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
}

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker.');
// What is rejected here is a defect, and ends the worker with an error event.
void answer(workerData as CheckPart).then((answered) => port.postMessage(answered, buffersOf(answered)));
