import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { activate, eventually, tree } from '../support';

describe('a window with several folders', () => {
  before(activate);

  it('shows the folders above their datasets', async () => {
    const folders = await eventually('the folders', async () => {
      const items = await tree('datasets');
      return items.length === 2 && items;
    });
    assert.deepEqual(
      folders.map(({ label, context }) => [label, context]),
      [
        ['first', 'folder'],
        ['second', 'folder'],
      ],
    );
    assert.ok(folders[1]);
    const [dataset] = await tree('datasets', folders[1]);
    assert.equal(dataset?.label, 'eval.jsonl');
  });

  it('tells datasets of the same name apart', async () => {
    const api = await activate();
    const datasets = await api.listDatasets();
    assert.deepEqual(
      datasets.map(({ path, samples }) => [path, samples]),
      [
        ['eval.jsonl', 2],
        ['eval.jsonl', 3],
      ],
    );
    const second = vscode.Uri.parse(datasets[1]?.uri ?? '');
    assert.equal((await api.readSamples(second, { offset: 0, limit: 9 })).length, 3);
    // A path without a folder means the first one.
    assert.equal((await api.readSamples('eval.jsonl', { offset: 0, limit: 9 })).length, 2);
  });

  it('shows the models of the folder that has some', async () => {
    await eventually('the model', async () => (await tree('models')).length === 1);
  });
});
