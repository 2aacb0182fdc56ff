/** Every bench, one after the other, as one Markdown table: `npm run bench`. */
import os from 'node:os';
import { benchCheck } from './check.mts';
import { benchCsv } from './csv.mts';
import { benchDiff } from './diff.mts';
import { tableOf } from './figure.mts';
import { benchIndex } from './index.mts';
import { benchMetrics } from './metrics.mts';
import { benchParquet } from './parquet.mts';
import { benchRun } from './run.mts';
import { benchSave } from './save.mts';
import { benchSearch } from './search.mts';
import { benchStartup } from './startup.mts';

const figures = [
  ...(await benchStartup()),
  ...(await benchDiff()),
  ...(await benchIndex()),
  ...(await benchCsv()),
  ...(await benchParquet()),
  ...(await benchSearch()),
  ...(await benchCheck()),
  ...(await benchMetrics()),
  ...(await benchSave()),
  ...(await benchRun()),
];
console.log(
  `\n${os.cpus().length} × ${os.cpus()[0]?.model ?? 'CPU'}, Node ${process.versions.node}\n\n${tableOf(figures)}`,
);
