import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { activate, eventually, item, run, tick, tree, write, type Item } from '../support';

interface Inspector {
  readonly dataset: string;
  readonly sample?: string;
}

const TASKS = ['terms', 'terms', 'clause', 'clause', 'clause', ''];
const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const labels = (items: readonly Item[]): string[] => items.map(({ label }) => label);
const ticked = (items: readonly Item[]): (boolean | undefined)[] => items.map((each) => each.ticked);
const descriptionOf = async (dataset: string): Promise<string> => (await item('datasets', dataset)).description;

/** A journal in which s0 and s3 broke, s1, s2 and s4 stayed right and s5 was not run. */
function journal(): string {
  const spec = { endpoint: 'http://127.0.0.1:1/v1', api: 'chat', parameters: {} };
  const started = '2026-01-01T00:00:00Z';
  const header = {
    type: 'run',
    version: 1,
    id: 'r1',
    dataset: { path: 'tasks.jsonl', sha256: '0'.repeat(64), samples: 6 },
    models: { base: { ...spec, model: 'a' }, tuned: { ...spec, model: 'b' } },
    samples: 'all',
    useCache: true,
    started,
  };
  const response = (sample: number, model: string, text: string): object => ({
    type: 'response',
    sample: `s${sample}`,
    line: sample + 1,
    model,
    repeat: 0,
    key: `${model}${sample}`,
    finished: started,
    text,
    finishReason: 'stop',
    totalMs: 5,
  });
  const answers = [0, 1, 2, 3, 4].flatMap((sample) => [
    response(sample, 'base', 'Yes'),
    response(sample, 'tuned', sample === 0 || sample === 3 ? 'No' : 'Yes'),
  ]);
  return lines([header, ...answers, { type: 'end', status: 'complete', finished: started }]);
}

describe('what is shown of a dataset', () => {
  before(async () => {
    const rows = TASKS.map((task, index) => ({ id: `s${index}`, prompt: `Prompt ${index}`, completion: 'Yes', task }));
    write('.tuning-fork/runs/tasks/r1.run.jsonl', journal());
    write('tasks.jsonl', lines(rows));
    write('other.jsonl', lines([{ id: 'o', prompt: 'Prompt of terms', completion: 'No', task: 'terms' }]));
    await activate();
    await eventually('the results', async () => (await descriptionOf('tasks.jsonl')).includes('2 broken'));
  });

  it('is filtered for one dataset, says so, and can be cleared there', async () => {
    await run('tuningFork.filterSamples', { dataset: 'tasks.jsonl', text: ' outcome:broken task:terms ' });
    const dataset = await item('datasets', 'tasks.jsonl');
    assert.match(dataset.description, /^filter: outcome:broken task:terms · /);
    assert.equal(dataset.context, 'dataset.filtered');
    const [group, ...others] = await tree('datasets', dataset);
    assert.deepEqual([group?.label, group?.description, others], ['Broken', '1', []]);
    assert.deepEqual(labels(await tree('datasets', group)), ['Prompt 0']);
    assert.equal((await item('datasets', 'other.jsonl')).context, 'dataset');
    await run('tuningFork.internal.onItem', { command: 'tuningFork.clearFilter', id: dataset.id });
    assert.equal((await item('datasets', 'tasks.jsonl')).context, 'dataset');
    assert.deepEqual(labels(await tree('datasets', dataset)), ['Broken', 'Both right', 'Not run']);
  });

  it('is filtered everywhere by a text alone, where no dataset is in sight', async () => {
    await run('workbench.action.closeAllEditors');
    await run('tuningFork.filterSamples', { text: 'task:clause' });
    assert.deepEqual(labels(await tree('datasets', await item('datasets', 'other.jsonl'))), [
      'No sample matches the filter.',
    ]);
    assert.match(await descriptionOf('tasks.jsonl'), /^filter: task:clause/);
    await run('tuningFork.clearFilter');
    assert.doesNotMatch(await descriptionOf('tasks.jsonl'), /filter/);
  });

  it('keeps its filter when what is shown of it is accepted', async () => {
    await run('tuningFork.filterSamples', { dataset: 'tasks.jsonl', text: 'task:clause' });
    const { id } = await item('datasets', 'tasks.jsonl');
    let done = false;
    void run('tuningFork.internal.onItem', { command: 'tuningFork.filterSamples', id }).then(() => (done = true));
    await eventually('the end of the question', async () => {
      await run('workbench.action.acceptSelectedQuickOpenItem');
      return done;
    });
    assert.match(await descriptionOf('tasks.jsonl'), /^filter: task:clause/);
    await run('tuningFork.clearFilter');
  });

  it('is grouped by a metadata field, the worst value first', async () => {
    await run('tuningFork.groupBy', { dataset: 'tasks.jsonl', field: 'task' });
    const dataset = await item('datasets', 'tasks.jsonl');
    assert.match(dataset.description, /^by task · /);
    const groups = await tree('datasets', dataset);
    assert.deepEqual(
      groups.map(({ label, description }) => `${label}: ${description}`),
      ['terms: 2 · 1 broken', 'clause: 3 · 1 broken', '(no value): 1'],
    );
    assert.deepEqual(labels(await tree('datasets', groups[1])), ['Prompt 3', 'Prompt 2', 'Prompt 4']);
    assert.deepEqual(labels(await tree('datasets', groups[2])), ['Prompt 5']);
  });

  it('has check boxes on its slices', async () => {
    const dataset = await item('datasets', 'tasks.jsonl');
    const [terms, clause] = await tree('datasets', dataset);
    assert.ok(terms && clause);
    await tick([clause]);
    assert.deepEqual(ticked(await tree('datasets', dataset)), [false, true, false]);
    assert.deepEqual(ticked(await tree('datasets', clause)), [true, true, true]);
    assert.deepEqual(ticked(await tree('datasets', terms)), [false, false]);

    const [first] = await tree('datasets', clause);
    assert.ok(first);
    await tick([first], false);
    assert.deepEqual(ticked(await tree('datasets', dataset)), [false, false, false]);
    assert.deepEqual(ticked(await tree('datasets', clause)), [false, true, true]);
    await run('tuningFork.clearTicks');
  });

  it('ticks a group once all of its samples were ticked one by one', async () => {
    const dataset = await item('datasets', 'tasks.jsonl');
    const [terms] = await tree('datasets', dataset);
    assert.ok(terms);
    const [one, two] = await tree('datasets', terms);
    assert.ok(one && two);
    await tick([one]);
    assert.deepEqual(ticked(await tree('datasets', dataset)), [false, false, false]);
    await tick([two]);
    assert.deepEqual(ticked(await tree('datasets', dataset)), [true, false, false]);
    await run('tuningFork.clearTicks');
  });

  it('goes to a sample that is looked for', async () => {
    const asked = run('tuningFork.pickSample', { dataset: 'tasks.jsonl', text: 's4' });
    await eventually('the inspector', async () => {
      await run('workbench.action.acceptSelectedQuickOpenItem');
      const open = await run<Inspector[]>('tuningFork.internal.inspectors');
      return open.some((each) => each.dataset === 'tasks.jsonl' && each.sample === 's4');
    });
    await asked;
    await run('workbench.action.closeAllEditors');
  });
});
