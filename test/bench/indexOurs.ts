/**
 * Our side of the index bench, a process of its own: `node indexOurs.mjs <task> <file> [idWorker.js]`. Prints its figures as JSON.
 */
import { DatasetFile } from '../../src/node/datasetFile';
import type { IndexFigures, IndexTask } from './index.mts';

const PAGE = 100;
const RANDOM_ROWS = 20_000;

const task = process.argv[2] as IndexTask;
const path = process.argv[3] ?? '';

async function measure(): Promise<Partial<IndexFigures>> {
  if (task === 'idle') return {};
  const opened = performance.now();
  const file = await DatasetFile.open(path);
  if (task === 'first') {
    let read = 0;
    let firstMs = NaN;
    const controller = new AbortController();
    const indexing = file.index(() => {
      if (file.rowCount < PAGE) return;
      read = file.readRows(0, PAGE).length;
      firstMs = performance.now() - opened;
      controller.abort();
    }, controller.signal);
    await indexing.catch(() => undefined);
    if (read !== PAGE) throw new Error(`${read} rows were read`);
    return { firstMs };
  }
  const began = performance.now();
  await file.index();
  const indexMs = performance.now() - began;
  if (task === 'index') return { rows: file.rowCount, indexMs };
  if (task === 'identify') {
    const identifyBegan = performance.now();
    await file.identify(undefined, undefined, process.argv[4]);
    return { identifyMs: performance.now() - identifyBegan };
  }
  // A fixed stride that shares no factor with the number of rows visits rows far apart.
  const times = Array.from({ length: RANDOM_ROWS }, (_, at) => {
    const readBegan = performance.now();
    file.readRow((at * 7_368_787) % file.rowCount);
    return performance.now() - readBegan;
  });
  return { rowMs: times.sort((a, b) => a - b)[RANDOM_ROWS / 2] ?? NaN };
}

const figures = await measure();
console.log(JSON.stringify({ ...figures, peakMb: process.resourceUsage().maxRSS / 1024 }));
