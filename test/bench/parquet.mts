/**
 * Parquet bench: from opening a file of 200,000 rows in groups of 20,000 to its first 50 rows read, and all of them
 * indexed, in a process that has opened a Parquet file before. `node test/bench/parquet.mts` runs it alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { bundle } from './bundle.mts';
import { printIfStarted, type Figure } from './figure.mts';

const ROWS = 200_000;
const GROUP_ROWS = 20_000;

/** What a process of ours says of itself: the medians of several openings. */
export interface ParquetFigures {
  readonly rows: number;
  readonly firstMs: number;
  readonly indexMs: number;
}

/** Measures; prints nothing. */
export async function benchParquet(): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-parquet-'));
  try {
    const script = await bundle('parquetOurs.ts', folder);
    const file = path.join(folder, 'clauses.parquet');
    writeParquetFile(file);
    const output = execFileSync(process.execPath, [script, file]).toString();
    const { rows, firstMs, indexMs } = JSON.parse(output) as ParquetFigures;
    if (rows !== ROWS) throw new Error(`${rows} of ${ROWS} rows were found`);
    return [
      { name: 'First 50 rows of a Parquet file with groups of 20,000 rows', value: firstMs, unit: 'ms', limit: 150 },
      { name: 'Index of a Parquet file of 200,000 rows', value: indexMs, unit: 'ms' },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes samples of about half a kilobyte, no two alike. */
function writeParquetFile(file: string): void {
  const clause = 'the party shall indemnify and hold harmless any claim arising out of this agreement; ';
  const column = (of: (row: number) => string): string[] => Array.from({ length: ROWS }, (_, row) => of(row));
  const columnData = [
    { name: 'id', data: column((row) => `r${row}`), type: 'STRING' as const },
    { name: 'question', data: column((row) => `${row}: ${clause.repeat(3 + (row % 5))}`), type: 'STRING' as const },
    { name: 'answer', data: column((row) => `Clause ${row % 977} of ${row}`), type: 'STRING' as const },
    { name: 'task', data: column((row) => `task-${row % 7}`), type: 'STRING' as const },
    { name: 'tokens', data: Array.from({ length: ROWS }, (_, row) => BigInt(row)), type: 'INT64' as const },
  ];
  writeFileSync(file, Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: GROUP_ROWS })));
}

await printIfStarted(import.meta.url, benchParquet);
