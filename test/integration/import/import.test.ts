import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { ImportedOutputs } from '../../../src/node/recorded/importOutputs';
import { activate, at, eventually, failure, item, read, run, tree, write } from '../support';

const RESULTS = 'outputs/results.json';
const RUNS = '.tuning-fork/runs/results';
const NOTHING = { count: 0, examples: [] };

/** Results of promptfoo: what two providers answered to three questions, whose answer is yes. */
function results(answers: readonly (readonly [old: string, fresh: string])[]): string {
  const rows = answers.flatMap((pair, testIdx) =>
    pair.map((output, promptIdx) => ({
      promptIdx,
      testIdx,
      promptId: 'p',
      prompt: { raw: `Question ${testIdx}?`, label: '{{q}}' },
      provider: { id: promptIdx === 0 ? 'old' : 'new' },
      vars: { q: `Question ${testIdx}?` },
      testCase: { assert: [{ type: 'equals', value: 'Yes' }] },
      response: { output },
      success: output === 'Yes',
      failureReason: output === 'Yes' ? 0 : 1,
    })),
  );
  return JSON.stringify({ evalId: 'e', results: { version: 3, timestamp: '2026-11-23', prompts: [], results: rows } });
}

describe('Import Outputs', () => {
  const order = { base: { file: RESULTS, model: 'old' }, tuned: { file: RESULTS, model: 'new' } };

  before(async () => {
    await activate();
    write(
      RESULTS,
      results([
        ['Yes', 'No'],
        ['No', 'Yes'],
        ['Yes', 'Yes'],
      ]),
    );
  });
  it('is offered on a file that holds answers', async () => {
    await eventually('the offer', async () => {
      const [first] = await tree('datasets', await item('datasets', 'results.json'));
      return first?.label === 'Answers of 2 models are in this file: Import Outputs…';
    });
  });

  it('makes a run of two models of one file, with outcomes and a journal', async () => {
    const outputs = await run<ImportedOutputs>('tuningFork.importOutputs', order);
    assert.equal(outputs.already, false);
    assert.deepEqual(outputs.models, { base: 'old', tuned: 'new' });
    assert.equal(outputs.report.paired.count, 3);
    assert.deepEqual(outputs.report.notInDataset, NOTHING);
    const lines = read(`${RUNS}/${outputs.run}.run.jsonl`).trimEnd().split('\n');
    assert.equal(lines.length, 8);
    await eventually('the outcomes', async () => {
      const groups = await tree('datasets', await item('datasets', 'results.json'));
      return (
        groups.map(({ label, description }) => `${label} ${description}`).join() === 'Broken 1,Fixed 1,Both right 1'
      );
    });
    const imported = await eventually('the run', async () =>
      (await tree('runs')).find(({ description }) => description.includes('results.json')),
    );
    assert.match(imported.label, /67 % → 67 %/);
    assert.match(imported.description, /recorded: old → new$/);
    assert.equal(imported.context, 'run.complete');
  });

  it('says when the same answers were imported before', async () => {
    const outputs = await run<ImportedOutputs>('tuningFork.importOutputs', order);
    assert.equal(outputs.already, true);
    assert.deepEqual(readdirSync(at(RUNS)), [`${outputs.run}.run.jsonl`]);
  });

  it('asks for what is not named, with the file itself as the dataset', async () => {
    write(RESULTS, results([['No', 'Yes']]));
    let outputs: ImportedOutputs | undefined;
    const asking = run<ImportedOutputs>('tuningFork.importOutputs', vscode.Uri.file(at(RESULTS)));
    void asking.then((found) => (outputs = found));
    // Accepts the first choice of every question: base old, tuned new, the recorded file itself.
    const accepted = await eventually('the import', async () => {
      await run('workbench.action.acceptSelectedQuickOpenItem');
      return outputs;
    });
    assert.deepEqual(accepted.models, { base: 'old', tuned: 'new' });
    assert.equal(accepted.report.paired.count, 1);
    await eventually('the outcome', async () => {
      const groups = await tree('datasets', await item('datasets', 'results.json'));
      return groups.map(({ label }) => label).join() === 'Fixed';
    });
  });

  it('joins two files that hold no prompts with the dataset that was asked', async () => {
    const output = (model: string, id: string, content: string): string =>
      JSON.stringify({
        id: `${model}-${id}`,
        custom_id: id,
        response: { status_code: 200, body: { model, choices: [{ message: { role: 'assistant', content } }] } },
        error: null,
      });
    const asked = ['q1', 'q2', 'q3'].map((id) => ({ id, prompt: `Question ${id}?`, completion: 'Yes' }));
    write('outputs/asked.jsonl', asked.map((row) => `${JSON.stringify(row)}\n`).join(''));
    write('outputs/old.jsonl', `${output('old', 'q2', 'No')}\n${output('old', 'q1', 'Yes')}\n`);
    write('outputs/new.jsonl', `${output('new', 'q1', 'No')}\n`);
    const files = { base: { file: 'outputs/old.jsonl' }, tuned: { file: 'outputs/new.jsonl' } };
    const { report } = await run<ImportedOutputs>('tuningFork.importOutputs', {
      dataset: 'outputs/asked.jsonl',
      ...files,
    });
    assert.deepEqual(report, {
      samples: 3,
      paired: { count: 1, examples: ['q1'] },
      only: { base: { count: 1, examples: ['q2'] }, tuned: NOTHING },
      notInDataset: NOTHING,
      ambiguous: NOTHING,
    });
    const refused = await failure(run('tuningFork.importOutputs', files));
    assert.equal(refused.code, 'no-prompts');
  });

  it('takes the folder of an archive, and gives each of its files its own answers', async () => {
    const evaluation = (question: string, models: readonly string[]): string =>
      JSON.stringify({
        eval: { id: question, object: 'eval', data_source_config: {}, testing_criteria: [] },
        rows: [{ question, ideal: 'Yes' }],
        runs: models.map((model) => ({
          run: { id: `run_${model}`, model },
          output_items: [
            {
              object: 'eval.run.output_item',
              datasource_item_id: 0,
              datasource_item: { question, ideal: 'Yes' },
              sample: {
                input: [{ role: 'user', content: question }],
                output: [{ role: 'assistant', content: model === 'old' ? 'Yes' : 'No' }],
                model,
              },
            },
          ],
        })),
      });
    write('openai-evals-export/eval_1.json', evaluation('First?', ['old', 'new']));
    write('openai-evals-export/eval_2.json', evaluation('Second?', ['old', 'new']));
    write('openai-evals-export/eval_3.json', evaluation('Third?', ['another']));
    await eventually('the files', () => item('datasets', 'eval_3.json'));
    let outputs: ImportedOutputs | undefined;
    const asking = run<ImportedOutputs>('tuningFork.importOutputs', vscode.Uri.file(at('openai-evals-export')));
    void asking.then((found) => (outputs = found));
    const first = await eventually('the import', async () => {
      await run('workbench.action.acceptSelectedQuickOpenItem');
      return outputs;
    });
    assert.deepEqual(first.models, { base: 'old', tuned: 'new' });
    for (const name of ['eval_1.json', 'eval_2.json']) {
      await eventually(`the outcome of ${name}`, async () => {
        const groups = await tree('datasets', await item('datasets', name));
        return groups.map(({ label }) => label).join() === 'Broken';
      });
    }
  });

  it('refuses what is not there', async () => {
    const named = (base: object): Promise<unknown> => run('tuningFork.importOutputs', { base });
    assert.equal((await failure(named({ file: 'outputs/nowhere.json' }))).code, 'no-file');
    assert.equal((await failure(named({ file: RESULTS, model: 'third' }))).code, 'no-recorded-model');
    assert.equal((await failure(named({ file: 'outputs/asked.jsonl' }))).code, 'not-recorded');
    assert.equal((await failure(named({ model: 'old' }))).code, 'bad-argument');
  });

  it('is what to do about a model whose answers were recorded: nothing is asked of it', async () => {
    write('tuning-fork.json', JSON.stringify({ models: { base: { endpoint: 'recorded:', model: 'old' } } }));
    const model = await eventually('the model', async () =>
      (await tree('models')).find(({ context }) => context === 'model.recorded'),
    );
    assert.equal(model.description, 'old · recorded: click to import outputs');
    const refused = await failure(run('tuningFork.run', { dataset: 'outputs/asked.jsonl' }));
    assert.equal(refused.code, 'recorded-model');
    assert.match(refused.message, /Import Outputs/);
  });
});
