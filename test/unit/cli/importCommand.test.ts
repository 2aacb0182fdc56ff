import { cp } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../../src/core/run/run';
import { readJournal } from '../../../src/node/journalFile';
import { fixturePath } from '../node/recorded/recordedFixtures';
import { CommandLine, WHOLE } from './support/commandLine';

let line: CommandLine;

beforeAll(async () => {
  line = await CommandLine.build(WHOLE);
});

beforeEach(() => line.clear());

afterAll(() => line.remove());

async function recordsOf(file: string): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const { record } of readJournal(file)) records.push(record);
  return records;
}

async function answersIn(file: string): Promise<string[]> {
  return (await recordsOf(file)).flatMap((record) =>
    record.type === 'response' ? [`${record.model}: ${record.text ?? ''}`] : [],
  );
}

const predictions = (answers: readonly string[]) =>
  answers.map((predict, index) => ({ prompt: `user\nQuestion ${index}?\nassistant\n`, predict, label: 'yes' }));

describe('tuning-fork import', () => {
  it('makes a run of a file with two models, once', async () => {
    await cp(fixturePath('output-columns'), line.at('compared.csv'));
    const first = await line.call(['import', 'compared.csv', '--json']);
    expect(first).toMatchObject({ status: 0 });
    const { journal, already, models } = JSON.parse(first.out) as Record<string, unknown>;
    expect({ already, models }).toEqual({ already: false, models: { base: 'Model A', tuned: 'Model B' } });
    expect(String(journal).startsWith(line.at('.tuning-fork/runs/compared/'))).toBe(true);
    expect(await answersIn(String(journal))).toContain('tuned: Lyon, I think');
    const again = await line.call(['import', 'compared.csv', '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ already: true, journal });
  });

  it('takes the base from the first file and the tuned model from the second', async () => {
    await line.write('base/generated_predictions.jsonl', predictions(['no', 'yes']));
    await line.write('tuned/generated_predictions.jsonl', predictions(['yes', 'yes']));
    const files = ['base/generated_predictions.jsonl', 'tuned/generated_predictions.jsonl'];
    const { status, out } = await line.call(['import', ...files, '--out', 'runs/mine.run.jsonl']);
    expect(status).toBe(0);
    expect(out).toBe('2 of 2 samples paired.\nRun: runs/mine.run.jsonl\n');
    expect(await answersIn(line.at('runs/mine.run.jsonl'))).toEqual([
      'base: no',
      'tuned: yes',
      'base: yes',
      'tuned: yes',
    ]);
    const again = await line.call(['import', ...files, '--out', 'runs/mine.run.jsonl']);
    expect(again).toMatchObject({ status: 2, out: '' });
    expect(again.err).toBe('There is a file “runs/mine.run.jsonl” already: choose another name.\n');
  });

  it('takes the model that is named', async () => {
    await cp(fixturePath('output-columns'), line.at('compared.csv'));
    const { out } = await line.call(['import', 'compared.csv', '--tuned', 'Model A', '--json']);
    expect(JSON.parse(out)).toMatchObject({ models: { tuned: 'Model A' } });
    const wrong = await line.call(['import', 'compared.csv', '--tuned', 'Model C']);
    expect(wrong).toMatchObject({ status: 2, out: '' });
    expect(wrong.err).toContain('“Model A”, “Model B”');
  });

  it('pairs the answers with the dataset that was asked', async () => {
    await cp(fixturePath('output-columns'), line.at('compared.csv'));
    await line.write('eval.jsonl', [
      { id: 'f-2', prompt: 'Capital of Norway?', completion: 'Oslo' },
      { id: 'f-1', prompt: 'Capital of France?', completion: 'Paris' },
    ]);
    const args = ['--tuned', 'Model B', '--dataset', 'eval.jsonl', '--out', 'a.run.jsonl'];
    expect((await line.call(['import', 'compared.csv', ...args])).status).toBe(0);
    const [header] = await recordsOf(line.at('a.run.jsonl'));
    expect(header).toMatchObject({ dataset: { path: 'eval.jsonl' } });
    expect(await answersIn(line.at('a.run.jsonl'))).toEqual(['tuned: Oslo', 'tuned: Lyon, I think']);
  });

  it('says what it cannot read', async () => {
    await line.write('eval.jsonl', [{ prompt: 'Question?', completion: 'yes' }]);
    const { status, out, err } = await line.call(['import', 'eval.jsonl']);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/eval\.jsonl.*\.\n$/);
    expect((await line.call(['import', 'missing.csv'])).err).toBe('There is no file “missing.csv”.\n');
  });
});
