/**
 * Diff bench: our word diff against jsdiff's `diffWordsWithSpace` on the same texts in the same process, taking turns.
 * Figures are medians after warming up (`cold`: of the first calls of processes). Ratios are of wall time; figures in ms
 * are the processor's time. `node test/bench/diff.mts` runs it alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { median, printIfStarted, type Figure } from './figure.mts';
import type { DiffFigures } from './diffOurs.ts';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Measures; prints nothing. */
export async function benchDiff(): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-diff-'));
  try {
    const outfile = path.join(folder, 'diffOurs.mjs');
    await build({
      entryPoints: [path.join(here, 'diffOurs.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node22',
      logLevel: 'error',
    });
    const run = (...args: string[]): unknown =>
      JSON.parse(execFileSync(process.execPath, [outfile, ...args], { encoding: 'utf8' }));
    const cold = { ours: [] as number[], jsdiff: [] as number[] };
    for (let round = 0; round < 7; round++) {
      cold.ours.push(run('ours') as number);
      cold.jsdiff.push(run('jsdiff') as number);
    }
    return rowsOf(run() as DiffFigures, median(cold.ours), median(cold.jsdiff));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowsOf(figures: DiffFigures, coldOursMs: number, coldJsdiffMs: number): Figure[] {
  const { near, independent, long } = figures;
  const count = (words: number): string => `${words.toLocaleString('en')} words`;
  return [
    ...near.map(({ words, oursMs, jsdiffMs }) =>
      row(`${count(words)}, 1 % changed: ours ÷ jsdiff`, oursMs / jsdiffMs, '×', 1.2),
    ),
    row('1,000 words, independent: ours ÷ jsdiff', independent.oursMs / independent.jsdiffMs, '×', 0.01),
    row('1,000 words, independent: ours', independent.oursMs, 'ms'),
    row('1,000 words, independent, cold: ours ÷ jsdiff', coldOursMs / coldJsdiffMs, '×'),
    row('1,000 words, independent, cold: ours', coldOursMs, 'ms'),
    ...long.map(({ kind, ms }) => row(`10,000 words, ${kind}`, ms, 'ms', 150)),
    row('10,000 words, longest slice', Math.max(...long.map(({ sliceMs }) => sliceMs)), 'ms', 50),
    row('50,000 words, independent, longest slice', figures.sliceMs, 'ms', 50),
    row('10,000 words, independent, by characters', figures.charactersMs, 'ms'),
    row('10,000 words, independent, by lines', figures.linesMs, 'ms'),
  ];
}

function row(name: string, value: number, unit: string, limit?: number): Figure {
  return { name, value, unit, ...(limit !== undefined && { limit }) };
}

await printIfStarted(import.meta.url, benchDiff);
