/** papaparse's side of the CSV bench, a process of its own: `node csvPapa.mjs index <file>`. Prints its figures as JSON. */
import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import type { IndexFigures } from './index.mts';

const began = performance.now();
let records = 0;
Papa.parse<string[]>(createReadStream(process.argv[3] ?? '', { highWaterMark: 1024 * 1024 }), {
  skipEmptyLines: true,
  step: () => records++,
  complete: () => {
    const figures: Partial<IndexFigures> = { rows: records - 1, indexMs: performance.now() - began };
    console.log(JSON.stringify(figures));
  },
});
