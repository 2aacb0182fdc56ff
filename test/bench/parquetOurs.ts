/** Our side of the Parquet bench, a process of its own: `node parquetOurs.mjs <file>`. Prints its figures as JSON. */
import { DatasetFile } from '../../src/node/datasetFile';
import type { ParquetFigures } from './parquet.mts';

const PAGE = 50;
const ROUNDS = 9;

const path = process.argv[2] ?? '';

/** Opens the file and reads its first page: as soon as the index has found that many rows. */
async function firstMs(): Promise<number> {
  const began = performance.now();
  const file = await DatasetFile.open(path);
  const controller = new AbortController();
  let took = NaN;
  const indexing = file.index(() => {
    if (file.rowCount < PAGE || !Number.isNaN(took)) return;
    if (file.readRows(0, PAGE).length !== PAGE) throw new Error('There is no first page.');
    took = performance.now() - began;
    controller.abort();
  }, controller.signal);
  await indexing.catch(() => undefined);
  file.close();
  return took;
}

async function measure(): Promise<ParquetFigures> {
  await firstMs();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await firstMs());
  const began = performance.now();
  const file = await DatasetFile.open(path);
  await file.index();
  const indexMs = performance.now() - began;
  const rows = file.rowCount;
  file.close();
  return { rows, firstMs: times.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? NaN, indexMs };
}

console.log(JSON.stringify(await measure()));
