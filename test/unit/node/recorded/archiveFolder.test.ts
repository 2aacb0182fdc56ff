import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatasetDatabase } from '../../../../src/node/datasetDatabase';
import { readRecording } from '../../../../src/node/recorded/readRecording';
import { NEVER } from '../support/datasetFolder';

let folder: string;
let archive: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'archive-folder-'));
  archive = path.join(folder, 'openai-evals-export');
  mkdirSync(path.join(archive, 'files'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An evaluation as Langfuse’s `export_openai_evals.py` writes it: its answers by model and question. */
function evaluation(
  id: string,
  runs: Readonly<Record<string, Readonly<Record<string, string>>>>,
  padding = '',
): string {
  const questions = [...new Set(Object.values(runs).flatMap((answers) => Object.keys(answers)))];
  const rows = questions.map((question) => ({ question, ideal: 'yes', padding }));
  const document = {
    eval: {
      id,
      object: 'eval',
      name: `about ${id}`,
      data_source_config: { type: 'custom', schema: {} },
      testing_criteria: [{ type: 'string_check' }],
    },
    rows,
    runs: Object.entries(runs).map(([model, answers]) => ({
      run: { id: `run_${model}`, object: 'eval.run', name: model, model, data_source: { type: 'completions', model } },
      output_items: Object.entries(answers).map(([question, answer]) => ({
        id: `item_${model}_${question}`,
        object: 'eval.run.output_item',
        datasource_item: rows.find((row) => row.question === question),
        datasource_item_id: questions.indexOf(question),
        eval_id: id,
        run_id: `run_${model}`,
        sample: {
          input: [{ role: 'user', content: question }],
          output: [{ role: 'assistant', content: answer }],
          model,
          finish_reason: 'stop',
          error: null,
        },
        status: 'pass',
      })),
    })),
  };
  return JSON.stringify(document, null, 2);
}

function write(name: string, text: string): string {
  const file = path.join(archive, name);
  writeFileSync(file, text);
  return file;
}

async function open(file: string, name: string): Promise<DatasetDatabase> {
  const database = new DatasetDatabase(() => undefined);
  await database.open({ file, path: name, runsFolder: path.join(folder, '.tuning-fork/runs', path.basename(name)) });
  await database.whenReady();
  return database;
}

const first = { old: { 'Is it?': 'yes', 'Was it?': 'no' }, new: { 'Is it?': 'no', 'Was it?': 'yes' } };
const second = { old: { 'Will it?': 'yes' }, other: { 'Will it?': 'yes' } };

describe('the folder of an archive', () => {
  it('is one recording of all its evaluations', async () => {
    write('eval_a.json', evaluation('eval_a', first));
    write('eval_b.json', evaluation('eval_b', second));
    write('notes.json', '{"runs": 3}');
    write('files/file_1.jsonl', '{"item":{"question":"Is it?"}}\n');
    mkdirSync(path.join(archive, 'folder.json'));
    const { format, models, items, unusable } = await readRecording(archive);
    expect(format).toEqual({ id: 'openai-evals-archive', title: 'OpenAI Evals archive' });
    expect(models).toEqual(['old', 'new', 'other']);
    expect(
      items.map(({ key, content, answers }) => [key, content?.messages[0]?.content, Object.keys(answers)]),
    ).toEqual([
      ['eval_a/0', 'Is it?', ['old', 'new']],
      ['eval_a/1', 'Was it?', ['old', 'new']],
      ['eval_b/0', 'Will it?', ['old', 'other']],
    ]);
    expect(unusable).toEqual([]);
    const database = await open(path.join(archive, 'eval_a.json'), 'openai-evals-export/eval_a.json');
    expect(await database.readRecording({ file: archive }, NEVER)).toMatchObject({
      models: [
        { name: 'old', items: 3 },
        { name: 'new', items: 2 },
        { name: 'other', items: 1 },
      ],
      prompts: 3,
      files: [
        { path: path.join(archive, 'eval_a.json'), models: ['old', 'new'] },
        { path: path.join(archive, 'eval_b.json'), models: ['old', 'other'] },
      ],
    });
  });

  it('gives each of its files the answers that are of it', async () => {
    const file = write('eval_a.json', evaluation('eval_a', first));
    write('eval_b.json', evaluation('eval_b', second));
    const database = await open(file, 'openai-evals-export/eval_a.json');
    const sources = [
      { role: 'base', file: archive, model: 'old' },
      { role: 'tuned', file: archive, model: 'new' },
    ];
    const { report } = await database.importOutputs({ sources }, NEVER);
    // One answer is to a question of the other file.
    expect(report).toMatchObject({ samples: 2, paired: { count: 2 }, notInDataset: { count: 1 } });
    const { summary } = await database.whenReady();
    expect(summary.outcomes).toMatchObject({ broken: 1, fixed: 1 });
    expect((await database.importOutputs({ sources }, NEVER)).already).toBe(true);
    await expect(
      database.importOutputs({ sources: [{ role: 'base', file: archive, model: 'other' }] }, NEVER),
    ).rejects.toMatchObject({ code: 'nothing-paired' });
  });

  it('gives its answers to another dataset by their prompts', async () => {
    write('eval_a.json', evaluation('eval_a', first));
    write('eval_b.json', evaluation('eval_b', second));
    const asked = ['Will it?', 'Was it?', 'Never asked'].map((prompt) => JSON.stringify({ prompt, completion: 'yes' }));
    writeFileSync(path.join(folder, 'asked.jsonl'), asked.join('\n'));
    const database = await open(path.join(folder, 'asked.jsonl'), 'asked.jsonl');
    const sources = [{ role: 'base', file: archive, model: 'old' }];
    const { report } = await database.importOutputs({ sources }, NEVER);
    expect(report).toMatchObject({ samples: 3, paired: { count: 2 }, notInDataset: { count: 1 } });
  });

  it('has files that are known by their beginning, however long their rows are', async () => {
    const file = write('eval_long.json', evaluation('eval_long', first, 'x'.repeat(1_500_000)));
    expect((await readRecording(file)).models).toEqual(['old', 'new']);
    // An item stands on the line of its brace; its id follows.
    const lines = evaluation('eval_a', first).split('\n');
    const [item] = (await readRecording(write('eval_a.json', lines.join('\n')))).items;
    expect(lines[(item?.line ?? 0) - 1]).toMatch(/^ +\{$/);
    expect(lines[item?.line ?? 0]).toContain('item_old_Is it?');
  });

  it('is told from other folders', async () => {
    write('eval.json', '{}');
    await expect(readRecording(archive)).rejects.toThrow(
      'The folder openai-evals-export holds no archive of OpenAI Evals; choose a results file in it.',
    );
  });
});
