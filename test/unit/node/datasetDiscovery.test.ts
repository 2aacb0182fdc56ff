import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

function sniff(name: string, text: string | Uint8Array, config?: DatasetConfig): Promise<Sniffed | undefined> {
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

  it.each<[string, string | Uint8Array, string, string]>([
    ['rows.ndjson', PAIR, 'prompt-completion', 'jsonl'],
    ['table.tsv', 'question\tanswer\na, b\tc\n', 'columns', 'csv'],
    ['export.json', `{\n"name":"x",\n"examples":[${PAIR}]}`, 'prompt-completion', 'json'],
    ['promptfooconfig.yaml', 'prompts: [a]\ntests:\n  # first\n  - vars: {a: b}\n', 'promptfoo-tests', 'yaml'],
    ['cases.yml', '- description: x\n  vars:\n    a: b\n', 'promptfoo-tests', 'yaml'],
    ['promptfooconfig.json', '{"tests": [{"vars": {"a": "b"}}]}', 'promptfoo-tests', 'yaml'],
    ['rows.parquet', Buffer.from('PAR1....PAR1'), 'parquet', 'parquet'],
    ['wide.csv', Buffer.from('\ufeffquestion,answer\na,b\n', 'utf16le'), 'columns', 'csv'],
    ['big.jsonl', Buffer.from(`\ufeff${PAIR}`, 'utf16le').swap16(), 'prompt-completion', 'jsonl'],
    ['old.jsonl', PAIR.replace('\n', '\r').repeat(2), 'prompt-completion', 'jsonl'],
  ])('knows %s', async (name, content, id, container) => {
    expect(await sniff(name, content)).toMatchObject({ format: { id }, container });
  });

  it.each<[string, string | Uint8Array]>([
    ['playbook.yml', '- hosts: all\n  vars:\n    a: b\n  tasks:\n    - debug: {}\n'],
    ['dbt_project.yml', 'vars:\n  a: b\ntests:\n  +store_failures: true\n'],
    ['compose.yaml', 'services:\n  web:\n    image: x\n'],
    ['fake.parquet', 'not Parquet'],
    ['gzip.jsonl', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0)],
    ['picture.json', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)],
    ['archive.csv', Buffer.from('PK\u0003\u0004question,answer')],
    ['dataset_info.json', '[{"question":"a","answer":"b"}]'],
  ])('passes over %s', async (name, content) => {
    expect(await sniff(name, content)).toBeUndefined();
  });

  it('goes by a dataset_info.json beside the file', async () => {
    const described = { plain: { file_name: 'rows.jsonl', columns: { prompt: 'ask', response: 'say' } } };
    await sniff('described/dataset_info.json', JSON.stringify(described));
    expect(await sniff('described/rows.jsonl', '{"ask":"a","say":"b"}\n')).toMatchObject({ format: { id: 'alpaca' } });
    expect(await sniff('described/others.jsonl', '{"ask":"a","say":"b"}\n')).toBeUndefined();
  });

  it('is not stopped by links in a circle, pipes and what may not be read', async () => {
    symlinkSync(join(folder, 'loop-b.jsonl'), join(folder, 'loop-a.jsonl'));
    symlinkSync(join(folder, 'loop-a.jsonl'), join(folder, 'loop-b.jsonl'));
    execFileSync('mkfifo', [join(folder, 'pipe.jsonl')]);
    mkdirSync(join(folder, 'closed'));
    writeFileSync(join(folder, 'closed/rows.jsonl'), '');
    chmodSync(join(folder, 'closed'), 0);
    for (const name of ['loop-a.jsonl', 'pipe.jsonl', 'closed/rows.jsonl']) {
      expect(await sniffDataset(join(folder, name))).toBeUndefined();
    }
    chmodSync(join(folder, 'closed'), 0o700);
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
