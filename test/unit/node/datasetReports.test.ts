import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../../esbuild.mts';
import type { CheckReport } from '../../../src/core/check/check';
import { DatasetFile } from '../../../src/node/datasetFile';
import { DatasetReports } from '../../../src/node/datasetReports';
import type { CheckRequest } from '../../../src/node/datasetStore';

let folder: string;
let workerFile: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dataset-reports-'));
  workerFile = await buildBundle('src/node/check/checkWorker.ts', folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const PROBLEMS: CheckRequest = { training: [], depth: 'problems' };

const line = (prompt: string, completion: string, comment?: string): string =>
  `${JSON.stringify({ prompt, completion, comment })}\n`;

/** Makes 1500 rows bigger than what is read in one thread. */
const FILLER = 'x'.repeat(12_000);

async function withFile<T>(
  name: string,
  text: string,
  use: (file: DatasetFile, path: string) => Promise<T>,
): Promise<T> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const file = await DatasetFile.open(path);
  try {
    await file.index();
    return await use(file, path);
  } finally {
    file.close();
  }
}

const signal = (): AbortSignal => new AbortController().signal;

describe('DatasetReports', () => {
  it('keeps a report until a training file or the request changes', async () => {
    await withFile('kept.jsonl', line('a', '1') + line('a', '1'), async (file, path) => {
      const reports = new DatasetReports();
      const training = join(folder, 'train.jsonl');
      writeFileSync(training, line('z', '1'));
      const asked = { ...PROBLEMS, training: [training] };
      const report = (request: CheckRequest): Promise<CheckReport> =>
        reports.report({ file, path, config: undefined }, request, undefined, signal());
      const first = await report(asked);
      expect(await report(asked)).toBe(first);
      appendFileSync(training, line('a', '1'));
      const second = await report(asked);
      expect(second.counts.map(({ check }) => check)).toContain('leak');
      expect(await report({ ...asked, contextTokens: 9 })).not.toBe(second);
    });
  });

  it('can be cancelled', async () => {
    await withFile('cancelled.jsonl', line('a', '1').repeat(20_000), async (file, path) => {
      const controller = new AbortController();
      const report = new DatasetReports().report(
        { file, path, config: undefined },
        PROBLEMS,
        undefined,
        controller.signal,
      );
      controller.abort();
      await expect(report).rejects.toMatchObject({ code: 'cancelled' });
    });
  });

  it('is the same whether threads share the rows or not', async () => {
    // Above the size from which on threads are started.
    const rows = Array.from({ length: 1500 }, (_, at) => {
      if (at % 500 === 7) return '{"prompt": \n';
      if (at % 300 === 9) return line(`question ${at}`, '', FILLER);
      return line(`question ${at % 700}`, at % 2 === 0 ? 'yes' : 'no', FILLER);
    });
    await withFile('big.jsonl', rows.join(''), async (file, path) => {
      const checked = { file, path, config: undefined };
      const alone = await new DatasetReports().report(checked, PROBLEMS, undefined, signal());
      const shared = await new DatasetReports(workerFile).report(checked, PROBLEMS, undefined, signal());
      expect(shared).toEqual(alone);
      expect(alone.counts.map(({ check, rows: count }) => [check, count])).toEqual(
        expect.arrayContaining([
          ['unusable', 3],
          ['missing-reference', 5],
        ]),
      );
      const duplicates = alone.counts.find(({ check }) => check === 'exact-duplicate');
      expect(duplicates?.rows).toBeGreaterThan(700);
    });
  }, 30_000);

  it('is made without other threads where another file has taken the place of the one that is open', async () => {
    await withFile('replaced.jsonl', line('x', 'y', FILLER).repeat(1500), async (file, path) => {
      writeFileSync(`${path}.new`, line('z', 'y', FILLER).repeat(1500));
      renameSync(`${path}.new`, path);
      const checked = { file, path, config: undefined };
      const { counts } = await new DatasetReports(workerFile).report(checked, PROBLEMS, undefined, signal());
      expect(counts).toMatchObject([{ check: 'exact-duplicate', rows: 1499 }]);
    });
  }, 30_000);

  it('ends its threads when it is cancelled', async () => {
    await withFile('big2.jsonl', line('x', 'y', FILLER).repeat(1500), async (file, path) => {
      const controller = new AbortController();
      const report = new DatasetReports(workerFile).report(
        { file, path, config: undefined },
        PROBLEMS,
        undefined,
        controller.signal,
      );
      controller.abort();
      await expect(report).rejects.toMatchObject({ code: 'cancelled' });
    });
  });
});
