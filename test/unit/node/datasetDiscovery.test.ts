import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetConfig } from '../../../src/core/config/config';
import { sniffDataset, type Sniffed } from '../../../src/node/datasetDiscovery';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dataset-discovery-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function sniff(name: string, text: string, config?: DatasetConfig): Promise<Sniffed | undefined> {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return sniffDataset(path, config);
}

const PAIR = '{"prompt":"a","completion":"b"}\n';

describe('sniffDataset', () => {
  it.each([
    ['chat.jsonl', '{"messages":[{"role":"user","content":"a"}]}\n', 'openai-chat', 'jsonl'],
    ['evals.jsonl', '{"input":"a","ideal":["b"]}\n', 'openai-evals', 'jsonl'],
    ['alpaca.json', '[{"instruction":"a","output":"b"}]', 'alpaca', 'json'],
    ['pairs.jsonl', PAIR, 'prompt-completion', 'jsonl'],
    ['table.csv', 'question,answer\na,b\n', 'columns', 'csv'],
    ['results.jsonl', '{"doc_id":0,"doc":{},"resps":[["a"]],"filtered_resps":["a"]}\n', 'lm-eval-samples', 'recorded'],
    ['run.eval', 'PK\u0003\u0004', 'inspect-eval', 'recorded'],
    ['deep/er/pairs.json', `[${PAIR}]`, 'prompt-completion', 'json'],
  ])('knows %s', async (name, text, id, container) => {
    expect(await sniff(name, text)).toMatchObject({ format: { id }, container });
  });

  it.each([
    ['package.json', '{\n  "name": "x",\n  "version": "1.0.0"\n}\n'],
    ['package.min.json', '{"name":"x","version":"1.0.0"}'],
    ['tsconfig.json', '{\n  // comment\n  "compilerOptions": {}\n}\n'],
    ['launch.json', '[{"name":"x","type":"node"}]'],
    ['sales.csv', 'date,amount\n2026-01-01,5\n'],
    ['log.jsonl', '{"level":"info","text":"x"}\n'],
    ['empty.jsonl', ''],
    ['binary.csv', '\u0000\u0001\u0002'],
    ['eval.notes.jsonl', PAIR],
    ['2026.run.jsonl', PAIR],
    ['.tuning-fork/runs/eval.jsonl', PAIR],
    ['node_modules/x/eval.jsonl', PAIR],
    ['moved-notes.jsonl', '{"sample":"3f9a","reviewer":"ada","prompt":"x"}\n'],
  ])('passes over %s', async (name, text) => {
    expect(await sniff(name, text)).toBeUndefined();
  });

  it('passes over what cannot be read', async () => {
    expect(await sniffDataset(join(folder, 'missing.jsonl'))).toBeUndefined();
    expect(await sniffDataset(folder)).toBeUndefined();
  });

  it('takes what the configuration names, whatever it looks like', async () => {
    expect(await sniff('own.csv', 'clause,kind\na,b\n', { files: '*', prompt: 'clause' })).toMatchObject({
      format: { id: 'columns', title: 'Columns' },
    });
    expect(await sniff('empty.jsonl', '', { files: '*', format: 'alpaca' })).toMatchObject({
      format: { id: 'alpaca' },
    });
  });

  it('looks at more when the first row is long', async () => {
    expect(await sniff('long.jsonl', `{"prompt":"${'x'.repeat(200_000)}","completion":"b"}\n`)).toMatchObject({
      format: { id: 'prompt-completion' },
    });
  });
});
