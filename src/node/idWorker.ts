/** Entry of a worker that helps to take the ids of a big file's rows: opens the file itself, and ends when all are taken. */
import { workerData } from 'node:worker_threads';
import type { DatasetConfig } from '../core/config/config';
import { Spans, type SpansData } from '../core/dataset/containers/spans';
import { SampleIds } from '../core/dataset/sampleIds';
import { DatasetFile } from './datasetFile';
import { sha256, takeIds } from './datasetIdentify';
import { RowShares } from './rowShares';

/** What it is to do. */
export interface IdPart {
  readonly path: string;
  readonly config?: DatasetConfig;
  /** The file as the caller knows it. */
  readonly stamp: string;
  readonly spans: SpansData;
  /** Of the caller's `SampleIds`. */
  readonly ids: SharedArrayBuffer;
  readonly shares: Pick<RowShares, 'ranges' | 'memory'>;
}

async function help({ path, config, stamp, spans, ids, shares }: IdPart): Promise<void> {
  const dataset = await DatasetFile.open(path, config);
  const { file, layout } = dataset;
  try {
    // Another file, if it is one, is left to the caller.
    if (file.original.stamp !== stamp) return;
    const rows = { file, layout, spans: Spans.from(spans) };
    const taking = takeIds(
      rows,
      new SampleIds(rows.spans.count, sha256, ids),
      new RowShares(shares.ranges, shares.memory),
    );
    while (!taking.next().done);
  } finally {
    dataset.close();
  }
}

// What is rejected ends the worker with an error event.
void help(workerData as IdPart);
