/**
 * One side of the check bench, a process of its own: `node checkOurs.cjs <task> <file> <threads> <checkWorker.js>`. Prints
 * its figures as JSON. Times are from the opened and indexed file on; workers are told where the rows are.
 */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { FindingBook } from '../../src/core/check/findingBook';
import { countThere } from '../../src/core/check/rowFacts';
import { CheckMemory } from '../../src/node/check/checkMemory';
import { findExactDuplicates } from '../../src/node/check/duplicates';
import { checkDataset, validate } from '../../src/node/datasetCheck';
import { DatasetFile, type IndexedFile } from '../../src/node/datasetFile';
import { DatasetPace } from '../../src/node/datasetPace';
import type { CheckFigures, CheckTask } from './check.mts';

interface Part {
  readonly file: IndexedFile;
  readonly from: number;
  readonly to: number;
}

/** The least that anybody who reads a JSONL file does. */
function parseLines(file: DatasetFile, from: number, to: number): number {
  let rows = 0;
  for (const { bytes } of file.rowsBytes(from, to)) {
    JSON.parse((bytes as Buffer).toString('utf8'));
    rows++;
  }
  return rows;
}

async function opened(path: string): Promise<DatasetFile> {
  const file = await DatasetFile.open(path);
  await file.index();
  return file;
}

async function bare(file: DatasetFile, threads: number): Promise<number> {
  if (threads === 1) return parseLines(file, 0, file.rowCount);
  const firstOf = (part: number): number => Math.floor((part * file.rowCount) / threads);
  const counts = Array.from({ length: threads }, (_, index) => {
    const part: Part = { file: file.indexed, from: firstOf(index), to: firstOf(index + 1) };
    const worker = new Worker(__filename, { workerData: part });
    return new Promise<number>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

async function main(): Promise<void> {
  const [, , task, path = '', threads = '1', workerFile = ''] = process.argv;
  const file = await opened(path);
  const { signal } = new AbortController();
  const checked = { file, path, config: undefined, ...(threads !== '1' && { workerFile }) };
  const began = performance.now();
  let rows = file.rowCount;
  if ((task as CheckTask) === 'bare') rows = await bare(file, Number(threads));
  else if ((task as CheckTask) === 'validate') {
    const [book, pace] = [new FindingBook(), new DatasetPace(signal)];
    const facts = await validate(checked, new CheckMemory(), book, pace, signal);
    await findExactDuplicates(file, facts, undefined, book, pace);
    rows = countThere(facts.promptLengths);
  } else await checkDataset(checked, { training: [], depth: 'problems' }, undefined, signal);
  const figures: CheckFigures = { rows, ms: performance.now() - began };
  console.log(JSON.stringify(figures));
}

async function part(): Promise<void> {
  const { file: indexed, from, to } = workerData as Part;
  const file = await DatasetFile.openIndexed(indexed);
  if (!file) throw new Error('The file has changed.');
  parentPort?.postMessage(parseLines(file, from, to));
}

void (isMainThread ? main() : part());
