/**
 * Save bench: from a one-line edit of a generated chat file to its problems, against opening the file and finding them for
 * the first time, in one process with the extension's workers. `node test/bench/save.mts` runs it alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildBundle } from '../../esbuild.mts';
import { watModules } from '../../wat.mts';
import { writeChatFile } from './chatFile.mts';
import { median, printIfStarted, type Figure } from './figure.mts';

const FILE_BYTES = 1e8;
const TRAINING_BYTES = 2e7;
const here = path.dirname(fileURLToPath(import.meta.url));

/** What the process says of itself, in milliseconds. */
export interface SaveFigures {
  readonly first: number;
  readonly saved: number;
}

/** Measures; prints nothing. */
export async function benchSave(rounds = 3): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-save-'));
  try {
    const script = path.join(folder, 'saveOurs.cjs');
    await build({
      entryPoints: [path.join(here, 'saveOurs.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      mainFields: ['module', 'main'],
      external: ['*/tokenCounter'],
      plugins: [watModules],
      minify: true,
    });
    const checkWorker = await buildBundle('src/node/check/checkWorker.ts', folder);
    const idWorker = await buildBundle('src/node/idWorker.ts', folder);
    const [file, training] = [path.join(folder, 'chat.jsonl'), path.join(folder, 'train.jsonl')];
    writeFileSync(training, trainingText());
    const figures = Array.from({ length: rounds }, () => {
      writeChatFile(file, FILE_BYTES);
      const printed = execFileSync(process.execPath, [script, file, training, checkWorker, idWorker]).toString();
      return JSON.parse(printed) as SaveFigures;
    });
    const [first, saved] = [median(figures.map((each) => each.first)), median(figures.map((each) => each.saved))];
    return [
      { name: 'From saving a one-line edit of 100 MB to its problems ÷ from opening', value: saved / first, unit: '×' },
      { name: 'The same edit', value: saved, unit: 'ms' },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Other samples than those of the chat file, of words that no two have in one order. */
function trainingText(): string {
  const rows: string[] = [];
  for (let bytes = 0; bytes < TRAINING_BYTES; bytes += rows.at(-1)?.length ?? 0) {
    const words = Array.from({ length: 120 }, (_, at) => `w${(rows.length * (at + 7) * 31) % 9973}`).join(' ');
    const messages = [
      { role: 'user', content: words },
      { role: 'assistant', content: `answer ${rows.length}` },
    ];
    rows.push(JSON.stringify({ messages }));
  }
  return rows.join('\n');
}

await printIfStarted(import.meta.url, benchSave);
