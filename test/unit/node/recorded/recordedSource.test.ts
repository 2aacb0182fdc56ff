import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetConfig } from '../../../../src/core/config/config';
import { DatasetFile } from '../../../../src/node/datasetFile';
import { expectedRecording, fixturePath, FIXTURES } from './recordedFixtures';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-recorded-source-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function opened<T>(file: string, look: (dataset: DatasetFile) => T, config?: DatasetConfig): Promise<T> {
  const dataset = await DatasetFile.open(file, config);
  try {
    await dataset.index();
    await dataset.identify();
    return look(dataset);
  } finally {
    dataset.close();
  }
}

describe('a recorded file as a dataset', () => {
  const withPrompts = Object.keys(FIXTURES).filter((name) => name !== 'openai-batch-output');

  it.each(withPrompts)('%s has a row for each item and each record that cannot be used', async (name) => {
    const { format, items, unusable } = expectedRecording(name);
    await opened(fixturePath(name), (dataset) => {
      expect(dataset.format).toEqual(format);
      expect(dataset.container).toBe('recorded');
      const rows = dataset.readRows(0, 100);
      const samples = rows.filter((row) => row.kind === 'sample');
      expect(
        samples.map(({ line, messages, references, metadata }) => ({ line, messages, references, metadata })),
      ).toEqual(
        items.map(({ line, content }) => ({
          line,
          messages: content?.messages,
          references: content?.references,
          metadata: content?.metadata,
        })),
      );
      const ids = items.map(({ content }) => content?.ownId).filter((id) => id !== undefined);
      if (ids.length > 0) expect(samples.map(({ id }) => id)).toEqual(ids);
      const bad = rows.filter((row) => row.kind === 'bad').map(({ line, reason }) => ({ line, reason }));
      expect(bad).toEqual(unusable);
    });
  });

  it('is hashed as it stands on the disk', async () => {
    const text = '{"doc_id":0,"arguments":[["q",{}]],"resps":[["a"]],"filtered_resps":["a"]}\n';
    const file = path.join(folder, 'samples_x.jsonl');
    await writeFile(file, text);
    // sha256sum of the line above.
    expect(await opened(file, ({ sha256 }) => sha256)).toBe(
      'b8333bfb70b21cf0315727de61a822a5893e6887cc75a0b5a2db9792b741f6b6',
    );
  });

  it('is not read as one where the configuration names a format', async () => {
    await opened(
      fixturePath('output-columns'),
      (dataset) => {
        expect(dataset.format.id).toBe('columns');
        expect(dataset.container).toBe('csv');
        expect(dataset.readRow(0)).toMatchObject({ id: 'f-1', metadata: { 'Model A': 'Paris', split: 'test' } });
      },
      { files: '*', format: 'columns' },
    );
  });

  it('without prompts says what to do', async () => {
    await expect(DatasetFile.open(fixturePath('openai-batch-output'))).rejects.toMatchObject({
      code: 'no-prompts',
      message:
        'batch_6740_output.jsonl (OpenAI Batch output) holds answers without their prompts; ' +
        'bring them into the dataset that was asked with “Import Outputs…”.',
    });
  });

  it('says which answers have no prompt', async () => {
    const lines = (await readFile(fixturePath('openai-evals-items'), 'utf8')).trim().split('\n');
    const other = JSON.stringify({ object: 'eval.run.output_item', datasource_item_id: 9, sample: { output: [] } });
    const file = path.join(folder, 'items.jsonl');
    await writeFile(file, [...lines, other].join('\n'));
    await opened(file, (dataset) => {
      expect(dataset.badRows).toBe(1);
      expect(dataset.readRow(2)).toMatchObject({ line: 5, reason: 'This answer is recorded without its prompt.' });
    });
  });
});
