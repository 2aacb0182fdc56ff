import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundle } from '../../../esbuild.mts';
import { DatasetFile } from '../../../src/node/datasetFile';

const ROWS = 40_000;

let folder: string;
let path: string;
let workerFile: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dataset-identify-'));
  path = join(folder, 'big.jsonl');
  workerFile = await buildBundle('src/node/idWorker.ts', folder);
  const lines = Array.from({ length: ROWS }, (_, row) => {
    if (row % 1000 === 7) return '{"prompt": broken';
    const id = row % 3 === 0 ? { id: `own ${row % 9000}` } : {};
    return JSON.stringify({ ...id, prompt: `${row % 5000} ${'ä'.repeat(250)}`, completion: 'x' });
  });
  writeFileSync(path, lines.join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function indexed(): Promise<DatasetFile> {
  const file = await DatasetFile.open(path);
  await file.index();
  return file;
}

function idsOf(file: DatasetFile): (string | undefined)[] {
  return Array.from({ length: ROWS }, (_, row) => file.idOfRow(row));
}

describe('identifying a big file in two threads', () => {
  it('finds what one thread finds, and gives way meanwhile', async () => {
    const [one, two] = [await indexed(), await indexed()];
    await one.identify();
    let turns = 0;
    await two.identify(() => turns++, undefined, workerFile);
    expect(idsOf(two)).toEqual(idsOf(one));
    expect([two.sha256, two.badRows]).toEqual([one.sha256, ROWS / 1000]);
    expect(turns).toBeGreaterThan(1);
    one.close();
    two.close();
  });

  it('can be cancelled', async () => {
    const file = await indexed();
    const controller = new AbortController();
    await expect(file.identify(() => controller.abort(), controller.signal, workerFile)).rejects.toThrow('Cancelled.');
    file.close();
  });

  it('says so when the other thread fails', async () => {
    const broken = join(folder, 'broken.js');
    writeFileSync(broken, 'throw new Error("no");');
    const file = await indexed();
    await expect(file.identify(undefined, undefined, broken)).rejects.toThrow(
      'The dataset could not be read to its end; reload it.',
    );
    file.close();
  });
});
