import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { activate, at, eventually, item, read, run, tick, tree, write, type Item } from '../support';

const labels = (items: readonly Item[]): string[] => items.map(({ label }) => label);
const chat = (id: number): string =>
  JSON.stringify({
    id: `q${id}`,
    messages: [
      { role: 'user', content: `Question ${id}` },
      { role: 'assistant', content: 'Yes' },
    ],
  });

describe('the Datasets view', () => {
  before(activate);

  it('finds datasets by looking at the files, and neither settings, dependencies nor what files.exclude hides', async () => {
    const found = await eventually('datasets', async () => {
      const items = await tree('datasets');
      return items.length > 0 && items;
    });
    assert.deepEqual(labels(found), ['alpaca.json', 'evals.jsonl', 'questions.csv', 'eval.jsonl']);
  });

  it('shows format and number of samples', async () => {
    await eventually('the number of samples', async () => {
      const descriptions = Object.fromEntries(
        (await tree('datasets')).map(({ label, description }) => [label, description]),
      );
      return (
        descriptions['eval.jsonl'] === 'OpenAI chat · 4 samples · 2 bad' &&
        descriptions['alpaca.json'] === 'Alpaca · 2 samples · data' &&
        descriptions['evals.jsonl'] === 'OpenAI Evals · 1 sample · data' &&
        (descriptions['questions.csv'] ?? '').endsWith('2 samples · data')
      );
    });
  });

  it('shows bad rows in their place, with line and reason and without a check box', async () => {
    const rows = await tree('datasets', await item('datasets', 'eval.jsonl'));
    assert.deepEqual(
      rows.map(({ context }) => context),
      ['sample', 'sample', 'bad', 'sample', 'sample', 'bad'],
    );
    assert.equal(rows[2]?.label, 'Line 3');
    assert.match(rows[2].description, /JSON/);
    assert.equal(rows[2].ticked, undefined);
    assert.equal(rows[0]?.ticked, false);
    assert.match(rows[0].label, /Each party shall keep/);
    assert.match(rows[0].description, /clause-type · line 1/);
  });

  it('cuts a long list into ranges of 500 and ticks what is in them', async () => {
    write('long.jsonl', `${Array.from({ length: 1200 }, (_, index) => chat(index + 1)).join('\n')}\n`);
    const dataset = await item('datasets', 'long.jsonl');
    const ranges = await tree('datasets', dataset);
    assert.deepEqual(labels(ranges), ['1 to 500', '501 to 1,000', '1,001 to 1,200']);
    assert.ok(ranges[1] && ranges[2]);

    await tick([ranges[1]]);
    const after = await tree('datasets', dataset);
    assert.deepEqual(
      after.map(({ ticked }) => ticked),
      [false, true, false],
    );
    const samples = await tree('datasets', ranges[1]);
    assert.equal(samples.length, 500);
    assert.ok(samples.every(({ ticked }) => ticked));
    assert.ok((await tree('datasets', ranges[2])).every(({ ticked }) => ticked === false));

    assert.ok(samples[7]);
    await tick([samples[7]], false);
    assert.equal((await tree('datasets', dataset))[1]?.ticked, false);
    assert.equal((await tree('datasets', ranges[1])).filter(({ ticked }) => ticked).length, 499);
  });

  it('ticks a dataset with all that is in it', async () => {
    const dataset = await item('datasets', 'eval.jsonl');
    await tick([dataset]);
    assert.equal((await item('datasets', 'eval.jsonl')).ticked, true);
    assert.deepEqual(
      (await tree('datasets', dataset)).map(({ ticked }) => ticked),
      [true, true, undefined, true, true, undefined],
    );
    await vscode.commands.executeCommand('tuningFork.clearTicks');
    assert.equal((await item('datasets', 'eval.jsonl')).ticked, false);
  });

  it('shows what a filter finds, and ticks only that', async () => {
    const dataset = await item('datasets', 'eval.jsonl');
    await run('tuningFork.filterSamples', { text: 'laws' });
    const [found, ...others] = await tree('datasets', dataset);
    assert.match(found?.label ?? '', /laws of Ireland/);
    assert.deepEqual(others, []);
    await tick([dataset]);
    assert.equal((await item('datasets', 'eval.jsonl')).ticked, true);
    await run('tuningFork.clearFilter');
    assert.deepEqual(
      (await tree('datasets', dataset)).map(({ ticked }) => ticked),
      [false, false, undefined, true, false, undefined],
    );
    await run('tuningFork.clearTicks');
  });

  it('follows a file that grows, and one that is deleted', async () => {
    write('eval.jsonl', `${read('eval.jsonl')}${chat(99)}\n`);
    await eventually('the new sample', async () =>
      (await item('datasets', 'eval.jsonl')).description.includes('5 samples'),
    );
    rmSync(at('long.jsonl'));
    await eventually('the end of long.jsonl', async () => !labels(await tree('datasets')).includes('long.jsonl'));
    write('long.jsonl', `${chat(1)}\n`);
    await eventually('long.jsonl again', async () =>
      (await item('datasets', 'long.jsonl')).description.includes('1 sample'),
    );
    rmSync(at('long.jsonl'));
    await eventually('the end of long.jsonl', async () => !labels(await tree('datasets')).includes('long.jsonl'));
  });

  it('takes the datasets that tuning-fork.json names, and all again without it', async () => {
    write('tuning-fork.json', '{ "datasets": [{ "files": "data/*.csv" }] }');
    await eventually('one dataset', async () => labels(await tree('datasets')).join() === 'questions.csv');
    rmSync(at('tuning-fork.json'));
    await eventually('all datasets', async () => (await tree('datasets')).length === 4);
  });

  it('shows problems of tuning-fork.json on their lines and keeps what is right', async () => {
    write(
      'tuning-fork.json',
      '{\n  "categories": [\n    { "id": "tone", "title": "Tone" },\n    { "id": "Bad Id", "title": "x" }\n  ]\n}\n',
    );
    const uri = vscode.Uri.file(at('tuning-fork.json'));
    const [problem] = await eventually('a problem', () => {
      const own = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Tuning Fork');
      return own.length > 0 && own;
    });
    assert.equal(problem?.range.start.line, 3);
    assert.match(problem.message, /lower-case/);
    await item('categories', 'Tone');
    write('tuning-fork.json', '{\n  // kept\n  "categories": [{ "id": "tone", "title": "Tone" }]\n}\n');
    await eventually('no problem', () =>
      vscode.languages.getDiagnostics(uri).every(({ source }) => source !== 'Tuning Fork'),
    );
  });

  it('keeps comments and unsaved typing when it changes tuning-fork.json', async () => {
    const document = await vscode.workspace.openTextDocument(at('tuning-fork.json'));
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, new vscode.Position(1, 0), '  // typed and not saved\n');
    assert.ok(await vscode.workspace.applyEdit(change));
    await run('tuningFork.addCategory', { title: 'Invented fact' });
    const text = read('tuning-fork.json');
    assert.match(text, /\/\/ kept/);
    assert.match(text, /\/\/ typed and not saved/);
    assert.match(text, /"id": "invented-fact"/);
    assert.equal(document.isDirty, false);
    await item('categories', 'Invented fact');
  });
});
