import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { before, describe, it } from 'mocha';
import { activate, at, eventually, failure, item, read, run, tree, write, type Item } from '../support';

const labels = (items: readonly Item[]): string[] => items.map(({ label }) => label);
const children = async (dataset: string): Promise<string[]> =>
  labels(await tree('datasets', await item('datasets', dataset)));
const HINT = 'Columns guessed. Read As…';

describe('Read As', () => {
  before(async () => {
    write('tables/a[1].csv', 'nr,question,answer,frage\n1,What is rent?,A payment,Was ist Miete?\n');
    await activate();
    await run('tuningFork.refreshDatasets');
    await item('datasets', 'a[1].csv');
  });

  it('is offered where the format is a guess by the names of columns', async () => {
    assert.deepEqual(await children('a[1].csv'), [HINT, 'What is rent?']);
  });

  it('writes what is confirmed, and hides no other dataset', async () => {
    const before = labels(await tree('datasets'));
    const { id } = await item('datasets', 'a[1].csv');
    const asked = run('tuningFork.internal.onItem', { command: 'tuningFork.readAs', id });
    let done = false;
    void asked.then(() => (done = true));
    await eventually('the end of the question', async () => {
      await run('workbench.action.acceptSelectedQuickOpenItem');
      return done;
    });
    assert.deepEqual(JSON.parse(read('tuning-fork.json')), {
      datasets: [{ files: 'tables/a[1].csv', format: 'columns', prompt: 'question', reference: 'answer' }],
      findDatasets: true,
    });
    await eventually('the end of the hint', async () => (await children('a[1].csv')).join() === 'What is rent?');
    assert.deepEqual(labels(await tree('datasets')), before);
  });

  it('takes fields as an argument, keeps comments, and the rows are read anew', async () => {
    const text = read('tuning-fork.json').replace('{', '{\n  // how we read');
    write('tuning-fork.json', text);
    await run('tuningFork.readAs', { dataset: 'tables/a[1].csv', prompt: 'frage', id: 'nr' });
    await eventually('the other column', async () => (await children('a[1].csv')).join() === 'Was ist Miete?');
    assert.match(read('tuning-fork.json'), /\/\/ how we read/);
    assert.match(read('tuning-fork.json'), /"id": "nr"/);
    assert.doesNotMatch(read('tuning-fork.json'), /"format"|"reference"/);
  });

  it('repairs a format that does not exist', async () => {
    const refused = await failure(run('tuningFork.readAs', { dataset: 'tables/a[1].csv', format: 'nonsense' }));
    assert.match(refused.message, /columns/);
    write('tables/b.csv', 'question,answer\nWho?,Nobody\n');
    write('tuning-fork.json', '{ "datasets": [{ "files": "tables/b.csv", "format": "nonsense" }] }');
    await eventually('only b.csv', async () => labels(await tree('datasets')).join() === 'b.csv');
    const [, offer] = await eventually('the problem', async () => {
      const nodes = await tree('datasets', await item('datasets', 'b.csv'));
      return nodes[0]?.label.includes('nonsense') && nodes;
    });
    assert.equal(offer?.label, 'Read As…');
    await run('tuningFork.readAs', { dataset: 'tables/b.csv', format: 'columns' });
    await eventually('the rows', async () => (await children('b.csv')).join() === 'Who?');
    rmSync(at('tuning-fork.json'));
    await eventually('all datasets', async () => labels(await tree('datasets')).length === 4);
  });
});
