import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { TuningForkApi } from '../../../src/api';
import type { JournalRecord, RunProgress } from '../../../src/core/run/run';
import { FaultServer } from '../../fixtures/faultServer';
import { activate, at, eventually, failure, item, read, run, tick, tree, write } from '../support';

const RUNS = '.tuning-fork/runs/eval';

/** Points base and tuned at models of the server, and waits until the extension knows. */
async function useModels(server: FaultServer, base: string, tuned: string, more: object = {}): Promise<void> {
  const models = Object.fromEntries(
    [base, tuned].map((model, index) => [index === 0 ? 'base' : 'tuned', { endpoint: server.url, model, ...more }]),
  );
  write('tuning-fork.json', JSON.stringify({ models }));
  await eventually('the models', async () => {
    const parts = (await tree('models')).map(({ description }) => description.split(' · '));
    return parts.length === 2 && parts[0]?.includes(base) && parts[1]?.includes(tuned);
  });
}

/** The newest journal's records. */
function journal(): JournalRecord[] {
  const newest = readdirSync(at(RUNS)).sort().at(-1) ?? '';
  const lines = read(`${RUNS}/${newest}`).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as JournalRecord);
}

const runAll = (argument: object = {}): Promise<RunProgress> =>
  run('tuningFork.run', { dataset: 'eval.jsonl', useCache: false, ...argument });

describe('a run', () => {
  let server: FaultServer;
  let api: TuningForkApi;

  before(async () => {
    server = await FaultServer.start();
    api = await activate();
    await run('tuningFork.internal.giveConsent', new URL(server.url).origin);
  });
  beforeEach(() => {
    server.received.length = 0;
  });
  after(() => server.close());

  it('streams both models’ answers, journals them and fills the outcome groups', async () => {
    server.behave('good', { text: 'Alpha' });
    server.behave('better', { text: 'Beta' });
    await useModels(server, 'good', 'better');
    const progress = await runAll();
    assert.deepEqual(
      [progress.state, progress.planned, progress.answered, progress.failed, progress.cached],
      ['complete', 12, 12, 0, 0],
    );
    assert.ok(server.asked.every(({ body }) => body['stream'] === true));
    const records = journal();
    assert.equal(records[0]?.type, 'run');
    assert.equal(records.at(-1)?.type, 'end');
    assert.equal(records.filter(({ type }) => type === 'response').length, 12);

    // References are Alpha, Beta, …: base is right on the first, tuned on the second, nobody on the others.
    const dataset = await item('datasets', 'eval.jsonl');
    const groups = await eventually('the groups', async () => {
      const items = await tree('datasets', dataset);
      return items[0]?.context === 'group' && items;
    });
    assert.deepEqual(
      groups.map(({ label, description }) => [label, description]),
      [
        ['Broken', '1'],
        ['Fixed', '1'],
        ['Both wrong', '4'],
      ],
    );
    const { summary, samples } = await api.readResults('eval.jsonl');
    assert.equal(summary.outcomes.broken, 1);
    assert.equal(samples.length, 6);
    const [history] = await eventually('the history', async () => {
      const items = await tree('runs');
      return items.length > 0 && items;
    });
    assert.equal(history?.context, 'run.complete');
  });

  it('takes what is ticked', async () => {
    await useModels(server, 'good', 'better');
    const dataset = await item('datasets', 'eval.jsonl');
    const broken = await item('datasets', 'Broken', dataset);
    await tick([broken]);
    assert.equal((await runAll()).planned, 2);
    await run('tuningFork.clearTicks');
    assert.equal((await runAll({ outcome: 'fixed' })).planned, 2);
    const [first] = await api.readSamples('eval.jsonl', { offset: 0, limit: 1 });
    assert.ok(first?.kind === 'sample');
    assert.equal((await runAll({ samples: [first.id], models: ['tuned'] })).planned, 1);
  });

  it('answers equal requests from earlier journals', async () => {
    await useModels(server, 'good', 'better');
    const progress = await runAll({ useCache: true });
    assert.deepEqual([progress.state, progress.answered, progress.cached], ['complete', 12, 12]);
    assert.deepEqual(server.asked, []);
  });

  it('opens VS Code’s own diff editor on two answers', async () => {
    const [first] = await api.readSamples('eval.jsonl', { offset: 0, limit: 1 });
    assert.ok(first?.kind === 'sample');
    await run('tuningFork.openNativeDiff', { dataset: 'eval.jsonl', sample: first.id, sides: 'base-tuned' });
    const input = await eventually('the diff editor', () => {
      const active = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return active instanceof vscode.TabInputTextDiff && active;
    });
    const texts = await Promise.all(
      [input.original, input.modified].map(async (uri) => (await vscode.workspace.openTextDocument(uri)).getText()),
    );
    assert.deepEqual(texts, ['Alpha', 'Beta']);
    await run('workbench.action.closeAllEditors');
  });

  for (const [model, code] of [
    ['unauthorized', 'unauthorized'],
    ['not-found', 'not-found'],
    ['server-error', 'server-error'],
    ['cuts', 'cut-off'],
    ['malformed', 'malformed'],
    ['drops', 'cut-off'],
  ] as const) {
    it(`keeps the other model’s answers when one is “${model}”`, async () => {
      await useModels(server, 'good', model);
      const [first] = await api.readSamples('eval.jsonl', { offset: 0, limit: 1 });
      assert.ok(first?.kind === 'sample');
      const progress = await runAll({ samples: [first.id] });
      assert.deepEqual([progress.answered, progress.failed], [1, 1]);
      const { samples } = await api.readResults('eval.jsonl');
      const detail = samples.find(({ id }) => id === first.id);
      assert.equal(detail?.outcome, 'error');
      assert.equal(detail.responses['base']?.state, 'done');
      assert.ok(detail.responses['tuned']?.state === 'error');
      assert.equal(detail.responses['tuned'].error.code, code);
    });
  }

  it('gives up on a server that stalls', async () => {
    await useModels(server, 'good', 'stalls');
    const [first] = await api.readSamples('eval.jsonl', { offset: 0, limit: 1 });
    assert.ok(first?.kind === 'sample');
    const progress = await runAll({ samples: [first.id] });
    assert.deepEqual([progress.answered, progress.failed], [1, 1]);
  });

  it('waits as long as a 429 says and then goes on', async () => {
    server.behave('busy', { status: 429, headers: { 'retry-after': '1' } }, { text: 'Alpha' });
    await useModels(server, 'busy', 'good');
    const [first] = await api.readSamples('eval.jsonl', { offset: 0, limit: 1 });
    assert.ok(first?.kind === 'sample');
    const progress = await runAll({ samples: [first.id] });
    assert.deepEqual([progress.answered, progress.failed], [2, 0]);
    const [refused, served] = server.asked.filter(({ body }) => body['model'] === 'busy');
    assert.ok(refused && served && served.at - refused.at >= 1000, `${(served?.at ?? 0) - (refused?.at ?? 0)} ms`);
  });

  it('is cancelled within a second', async () => {
    server.behave('slow', { delayMs: 150, text: 'Alpha' });
    await useModels(server, 'slow', 'good');
    const running = runAll();
    await eventually('the first answers', () => server.asked.length >= 4);
    const cancelled = Date.now();
    await run('tuningFork.cancelRun', { dataset: 'eval.jsonl' });
    const progress = await running;
    assert.ok(Date.now() - cancelled < 1000);
    assert.equal(progress.state, 'cancelled');
    assert.ok(progress.answered < 12);
    assert.equal(journal().at(-1)?.type, 'end');
    await eventually('no open request', () => server.openRequests === 0);
  });

  it('is one at a time per dataset', async () => {
    await useModels(server, 'slow', 'good');
    const running = runAll();
    await eventually('a request', () => server.asked.length > 0);
    assert.equal((await failure(runAll())).code, 'busy');
    await run('tuningFork.cancelRun');
    await running;
  });
});

describe('keys', () => {
  let own: FaultServer;
  let other: FaultServer;

  before(async () => {
    await activate();
    [own, other] = [await FaultServer.start(), await FaultServer.start()];
    for (const { url } of [own, other]) await run('tuningFork.internal.giveConsent', new URL(url).origin);
    process.env['TUNING_FORK_TEST_KEY'] = 'sk-test-only-for-own';
    await vscode.workspace
      .getConfiguration('tuningFork')
      .update(
        'apiKeyEnvironmentVariables',
        { [new URL(own.url).origin]: 'TUNING_FORK_TEST_KEY' },
        vscode.ConfigurationTarget.Global,
      );
  });
  afterEach(() => {
    own.received.length = 0;
    other.received.length = 0;
  });
  after(async () => {
    Reflect.deleteProperty(process.env, 'TUNING_FORK_TEST_KEY');
    await Promise.all([own.close(), other.close()]);
  });

  it('go to the origin they were given for', async () => {
    await useModels(own, 'a', 'b');
    await runAll();
    assert.ok(own.asked.length > 0);
    assert.ok(own.asked.every(({ headers }) => headers.authorization === 'Bearer sk-test-only-for-own'));
  });

  it('go to no other origin, even when the workspace points there', async () => {
    await useModels(other, 'c', 'd');
    write(
      '.vscode/settings.json',
      JSON.stringify({
        'tuningFork.apiKeyEnvironmentVariables': { [new URL(other.url).origin]: 'TUNING_FORK_TEST_KEY' },
      }),
    );
    await runAll();
    assert.ok(other.asked.length > 0);
    assert.deepEqual(
      other.received.filter(({ headers }) => JSON.stringify(headers).includes('sk-test')),
      [],
    );
  });

  it('stand in no journal', () => {
    for (const file of readdirSync(at(RUNS))) assert.equal(read(`${RUNS}/${file}`).includes('sk-test'), false, file);
  });
});
