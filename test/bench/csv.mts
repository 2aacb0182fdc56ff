/**
 * CSV bench: finding the records of a generated 200 MB file, against papaparse reading it as a stream. Every figure is
 * the median of processes that take turns. `node test/bench/csv.mts` runs it alone.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle } from './bundle.mts';
import { median, printIfStarted, type Figure } from './figure.mts';
import type { IndexFigures } from './index.mts';

const FILE_BYTES = 200e6;

/** Measures; prints nothing. */
export async function benchCsv(rounds = 5): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-csv-'));
  try {
    const [ours, papa] = [await bundle('indexOurs.ts', folder), await bundle('csvPapa.ts', folder)];
    const file = path.join(folder, 'clauses.csv');
    const rows = writeCsvFile(file, FILE_BYTES);
    const times: Record<'ours' | 'papa', number[]> = { ours: [], papa: [] };
    for (let round = 0; round < rounds; round++) {
      for (const [side, script] of [['ours', ours] as const, ['papa', papa] as const]) {
        const output = execFileSync(process.execPath, [script, 'index', file]).toString();
        const { rows: found = 0, indexMs = NaN } = JSON.parse(output) as Partial<IndexFigures>;
        if (found !== rows) throw new Error(`${found} of ${rows} rows were found by ${side}`);
        times[side].push(indexMs);
      }
    }
    const value = median(times.ours) / median(times.papa);
    return [{ name: 'Index of a 200 MB CSV ÷ papaparse streaming it', value, unit: '×', limit: 0.2 }];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes records of about 470 bytes, some fields quoted, some with line ends and quotation marks within. @returns rows */
function writeCsvFile(file: string, bytes: number): number {
  const clause = 'the party shall indemnify and hold harmless any claim arising out of this agreement; ';
  const output = openSync(file, 'w');
  writeSync(output, 'id,clause,answer,task\n');
  let rows = 0;
  for (let written = 0; written < bytes;) {
    const lines = Array.from({ length: 10_000 }, () => {
      const row = rows++;
      const text = clause.repeat(2 + (row % 6));
      const quoted = row % 3 === 0 ? `"${text}\n“second”, line ${row}"` : row % 3 === 1 ? `"a ""${text}"", b"` : text;
      return `r${row},${quoted},${row % 5 === 0 ? '"Payment, Term"' : 'Payment'},key-terms\n`;
    });
    written += writeSync(output, lines.join(''));
  }
  closeSync(output);
  return rows;
}

await printIfStarted(import.meta.url, benchCsv);
