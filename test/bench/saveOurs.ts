/**
 * The process of the save bench: `node saveOurs.cjs <file> <training file> <checkWorker.js> <idWorker.js>`. Prints its
 * figures as JSON.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { CheckMemory } from '../../src/node/check/checkMemory';
import { checkDataset } from '../../src/node/datasetCheck';
import { DatasetFile } from '../../src/node/datasetFile';
import type { SaveFigures } from './save.mts';

const [, , path = '', training = '', workerFile = '', idWorker = ''] = process.argv;
const memory = new CheckMemory();

/** Reads the file, as it is when it was changed if it was read before, and finds its problems. */
async function problems(before?: DatasetFile): Promise<{ readonly file: DatasetFile; readonly ms: number }> {
  const began = performance.now();
  const file = await DatasetFile.open(path);
  await file.index();
  if (before) file.knowRowsOf(before);
  await file.identify(undefined, undefined, idWorker);
  const checked = { file, path, config: undefined, workerFile };
  const request = { training: [training], depth: 'problems' } as const;
  await checkDataset(checked, request, undefined, new AbortController().signal, memory);
  return { file, ms: performance.now() - began };
}

/** Exchanges a word in the middle of the file, and leaves its length as it is. */
function edit(file: DatasetFile): void {
  const { start, end } = file.spanOf(file.rowCount >> 1);
  const fd = openSync(path, 'r+');
  const row = Buffer.alloc(end - start);
  readSync(fd, row, 0, row.length, start);
  writeSync(fd, 'edited', start + row.indexOf('party', row.length >> 2));
  closeSync(fd);
}

async function main(): Promise<void> {
  const first = await problems();
  edit(first.file);
  const saved = await problems(first.file);
  const figures: SaveFigures = { first: first.ms, saved: saved.ms };
  console.log(JSON.stringify(figures));
}

void main();
