/** Entry of a worker that reads shares of a dataset's rows for a check: opens the file itself and posts what it found. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { HumanError } from '../../core/humanError';
import { DatasetFile, type IndexedFile } from '../datasetFile';
import { DatasetPace } from '../datasetPace';
import type { RowRange } from '../rowChunks';
import { RowShares } from '../rowShares';
import { readRows, type RowAnswer, type RowTask } from './rowPasses';

/** What a worker is to do. */
export interface CheckPart {
  readonly file: IndexedFile;
  readonly shares: Pick<RowShares, 'ranges' | 'memory' | 'shareRows'>;
  readonly task: RowTask;
}

/** What it tells: what it read of a share, and in the end why it stopped, if not because nothing is left. */
export type CheckPartAnswer =
  | { readonly answer: RowAnswer; readonly rows: RowRange }
  | { readonly ended: true; readonly error?: { readonly code: string; readonly message: string } };

async function work({ file: indexed, shares: shared, task }: CheckPart, port: MessagePort): Promise<void> {
  const tell = (answer: CheckPartAnswer, buffers: readonly ArrayBuffer[] = []): void =>
    port.postMessage(answer, buffers);
  // Another file, if it is one, is left to the caller.
  const file = await DatasetFile.openIndexed(indexed);
  try {
    const shares = new RowShares(shared.ranges, shared.memory, shared.shareRows);
    const pace = new DatasetPace(undefined);
    for (let rows = file && shares.next(); file && rows; rows = shares.next()) {
      const answer = await readRows(file, rows.from, rows.to, task, pace);
      tell({ answer, rows }, buffersOf(answer));
    }
    tell({ ended: true });
  } catch (error) {
    if (!(error instanceof HumanError)) throw error;
    tell({ ended: true, error: { code: error.code, message: error.message } });
  } finally {
    file?.close();
  }
}

function buffersOf(answer: RowAnswer): ArrayBuffer[] {
  const found = Object.values<object>(answer).flatMap((columns): unknown[] => Object.values(columns));
  return found.flatMap((value) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
}

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker.');
// What is rejected here is a defect, and ends the worker with an error event.
void work(workerData as CheckPart, port);
