import type { DatasetPace } from '../datasetPace';
import { otherRows } from '../rowChunks';
import { readParts, threadsFor, type CheckedFile } from './checkParts';
import type { Kept } from './keptRows';
import { readRows, type RowAnswer, type RowTask } from './rowPasses';

/**
 * Does a task on the rows of which nothing is kept: in several threads where that are all.
 * @param take called with what was read of some rows, and these
 * @throws {HumanError} as `DatasetFile.forEachRow`
 */
export async function readNew(
  checked: CheckedFile,
  kept: Kept<unknown> | undefined,
  task: RowTask,
  pace: DatasetPace,
  signal: AbortSignal,
  take: (answer: RowAnswer, from: number, to: number) => void,
): Promise<void> {
  const { file, workerFile } = checked;
  const threads = threadsFor(checked);
  if (!kept && threads > 1 && workerFile !== undefined) {
    await readParts({ ...checked, workerFile }, threads, task, pace, signal, take);
    return;
  }
  for (const { from, to } of otherRows(kept?.same ?? [], file.rowCount)) {
    take(await readRows(file, from, to, task, pace), from, to);
  }
}
