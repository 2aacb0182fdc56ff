import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SampleIds } from '../core/dataset/sampleIds';
import { HumanError } from '../core/humanError';
import type { IndexedRows } from './datasetIdentify';
import type { IdPart } from './idWorker';
import type { RowShares } from './rowShares';

/** Another thread that takes the ids of rows, until all are taken. */
export class IdHelper {
  private readonly worker: Worker;
  private readonly ended: Promise<HumanError | undefined>;

  /** Starts it. */
  constructor({ file, config, spans, workerFile }: IndexedRows, ids: SampleIds, shares: RowShares) {
    const { path, stamp } = file.original;
    const { count } = spans;
    const part: IdPart = {
      path,
      stamp,
      ...(config && { config }),
      spans: spans.first(count),
      ids: ids.memory,
      shares: { ranges: shares.ranges, memory: shares.memory },
    };
    this.worker = new Worker(workerFile ?? '', { workerData: part });
    this.ended = once(this.worker, 'exit').then(
      () => undefined,
      (error: unknown) =>
        new HumanError('worker-died', 'The dataset could not be read to its end; reload it.', String(error)),
    );
  }

  /** Waits until it has read what it took. @returns why it failed, if it did */
  done(): Promise<HumanError | undefined> {
    return this.ended;
  }

  stop(): void {
    void this.worker.terminate();
  }
}
