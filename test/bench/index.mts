/**
 * Index bench: finding the rows of a generated 1 GB chat file, against `wc -l` on the same file in the same minutes.
 * Every figure is the median of processes that take turns. `node test/bench/index.mts` runs it alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildBundle } from '../../esbuild.mts';
import { bundle } from './bundle.mts';
import { median, printIfStarted, type Figure } from './figure.mts';
import { writeChatFile } from './chatFile.mts';

const FILE_BYTES = 1e9;

/** What one process of ours does: index all; show the first page; read random rows; both passes; nothing. */
export type IndexTask = 'index' | 'first' | 'random' | 'identify' | 'idle';

/** What a process of ours says of itself. */
export interface IndexFigures {
  readonly rows: number;
  readonly indexMs: number;
  readonly identifyMs: number;
  /** Until the first 100 samples were read. */
  readonly firstMs: number;
  /** Median of reading one row anywhere in the file. */
  readonly rowMs: number;
  readonly peakMb: number;
}

/** Measures; prints nothing. */
export async function benchIndex(rounds = 7): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-index-'));
  try {
    const script = await bundle('indexOurs.ts', folder);
    const file = path.join(folder, 'chat.jsonl');
    const rows = writeChatFile(file, FILE_BYTES);
    return measure(script, await buildBundle('src/node/idWorker.ts', folder), file, rows, rounds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measure(script: string, idWorker: string, file: string, rows: number, rounds: number): Figure[] {
  const wall = new Samples();
  const told = new Samples();
  for (let round = 0; round < rounds; round++) {
    wall.time('wc', () => execFileSync('wc', ['-l', file]));
    for (const task of ['index', 'first', 'random', 'idle'] as const) {
      const output = wall.time(task, () => execFileSync(process.execPath, [script, task, file]));
      const figures = JSON.parse(output.toString()) as Partial<IndexFigures>;
      if (task === 'index' && figures.rows !== rows) throw new Error(`${figures.rows ?? 0} of ${rows} rows were found`);
      for (const [name, value] of Object.entries(figures)) told.add(`${task} ${name}`, value);
    }
  }
  // The second pass takes seconds, so it is run once.
  const identify = execFileSync(process.execPath, [script, 'identify', file, idWorker]);
  const { identifyMs = NaN } = JSON.parse(identify.toString()) as Partial<IndexFigures>;
  const [index, wc] = [wall.median('index'), wall.median('wc')];
  const idleMb = told.median('idle peakMb');
  return [
    {
      name: 'Index of a 1 GB JSONL (rows found) ÷ `wc -l`, whole processes',
      value: index / wc,
      unit: '×',
      limit: 1.7,
    },
    {
      name: 'First 100 samples of 1 GB, once the process runs',
      value: told.median('first firstMs'),
      unit: 'ms',
      limit: 5,
    },
    {
      name: 'Any sample once indexed',
      value: told.median('random rowMs') * 1000,
      unit: 'µs',
      limit: 20,
    },
    {
      name: 'Memory of the index above an idle process',
      value: told.median('index peakMb') - idleMb,
      unit: 'MB',
      limit: 40,
    },
    {
      name: 'Second pass over 1 GB (ids, bad rows, hash), in the background',
      value: identifyMs / 1000,
      unit: 's',
    },
  ];
}

/** Values by name. */
class Samples {
  private readonly values = new Map<string, number[]>();

  add(name: string, value: number): void {
    this.values.set(name, [...(this.values.get(name) ?? []), value]);
  }

  /** Adds the milliseconds that `work` takes. */
  time<T>(name: string, work: () => T): T {
    const began = performance.now();
    const result = work();
    this.add(name, performance.now() - began);
    return result;
  }

  median(name: string): number {
    return median(this.values.get(name) ?? []);
  }
}

await printIfStarted(import.meta.url, benchIndex);
