import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatasetDatabase } from '../../../../src/node/datasetDatabase';
import type { OutputsSource } from '../../../../src/node/recorded/importOutputs';
import { NEVER } from '../support/datasetFolder';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-database-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => path.join(folder, name);

async function open(name: string): Promise<DatasetDatabase> {
  const database = new DatasetDatabase(() => undefined);
  await database.open({ file: at(name), path: name, runsFolder: at('.tuning-fork/runs/eval') });
  await database.whenReady();
  return database;
}

function table(...rows: readonly string[]): void {
  writeFileSync(at('eval.csv'), ['prompt,reference,base,tuned', ...rows, ''].join('\n'));
}

const bothColumns = (): OutputsSource[] =>
  ['base', 'tuned'].map((role) => ({ role, file: at('eval.csv'), model: role }));

describe('a dataset’s database', () => {
  it('has the outcomes of imported answers, and their texts', async () => {
    table('One?,Yes,Yes,No', 'Two?,Yes,No,Yes', 'Three?,Yes,Yes,Yes');
    const database = await open('eval.csv');
    expect((await database.readRecording({ file: at('eval.csv') }, NEVER)).models).toEqual([
      { name: 'base', items: 3 },
      { name: 'tuned', items: 3 },
    ]);
    const { run } = await database.importOutputs({ sources: bothColumns() }, NEVER);
    const { summary } = await database.whenReady();
    expect(summary.outcomes).toMatchObject({ broken: 1, fixed: 1, 'both-right': 1, 'not-run': 0 });
    const [item] = (await database.list({ text: '', outcomes: ['broken'], sort: 'line', offset: 0, limit: 1 }, NEVER))
      .items;
    const { responses } = await database.detail({ id: item?.id ?? '' });
    expect(responses['tuned']).toMatchObject({ state: 'done', text: 'No', run });
  });

  it('imports from the file as it is now', async () => {
    table('One?,Yes,Yes,No');
    const database = await open('eval.csv');
    table('One?,Yes,Yes,No', 'Two?,Yes,No,Yes');
    const { report } = await database.importOutputs({ sources: bothColumns() }, NEVER);
    expect(report.paired.count).toBe(2);
  });

  it('takes the first filter of lm-evaluation-harness and says which records are left out', async () => {
    const record = (filter: string, answer: string): string =>
      JSON.stringify({
        doc_id: 0,
        doc: {},
        doc_hash: 'h',
        target: '4',
        arguments: { gen_args_0: { arg_0: '2 + 2 =', arg_1: {} } },
        resps: [[`So: ${answer}`]],
        filtered_resps: [answer],
        filter,
        exact_match: 1,
      });
    mkdirSync(at('my-model'));
    const samples = at('my-model/samples_sums_2026-11-23T10-00-00.000000.jsonl');
    writeFileSync(samples, `${record('strict-match', '4')}\n${record('flexible-extract', 'four')}\n`);
    writeFileSync(at('eval.jsonl'), `${JSON.stringify({ prompt: '2 + 2 =', completion: '4' })}\n`);
    const database = await open('eval.jsonl');
    const { models, report } = await database.importOutputs({ sources: [{ role: 'base', file: samples }] }, NEVER);
    expect(models).toEqual({ base: 'my-model' });
    expect(report.paired.count).toBe(1);
    expect(report.ambiguous).toEqual({ count: 1, examples: ['sums 0 h flexible-extract (line 2)'] });
    const [item] = (await database.list({ text: '', outcomes: [], sort: 'line', offset: 0, limit: 1 }, NEVER)).items;
    const { responses } = await database.detail({ id: item?.id ?? '' });
    expect(responses['base']).toMatchObject({ text: '4' });
  });
});
