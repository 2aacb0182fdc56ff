import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { FaultServer } from '../../fixtures/faultServer';
import type { Report } from '../../../src/core/report/report';
import { activate, at, eventually, failure, item, run, tree, write } from '../support';

describe('Restricted Mode', () => {
  let server: FaultServer;

  before(async () => {
    server = await FaultServer.start();
    const model = { endpoint: server.url, model: 'm' };
    write('tuning-fork.json', JSON.stringify({ models: { base: model, tuned: model } }));
    await activate();
  });
  after(() => server.close());

  it('is what this window is in', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('lets datasets be browsed and notes be read', async () => {
    const api = await activate();
    const dataset = await item('datasets', 'eval.jsonl');
    assert.equal((await tree('datasets', dataset)).length, 6);
    assert.deepEqual(await api.readNotes('eval.jsonl'), []);
    await run('tuningFork.openInspector', { dataset: 'eval.jsonl' });
    await eventually(
      'the page',
      async () => (await run<{ ready: boolean }[]>('tuningFork.internal.inspectors'))[0]?.ready,
    );
  });

  it('imports answers that were recorded elsewhere, and reports on them', async () => {
    write('outputs.csv', 'prompt,reference,base,tuned\nIs this rent?,Yes,Yes,No\n');
    const answers = (model: string): object => ({ file: 'outputs.csv', model });
    const order = { base: answers('base'), tuned: answers('tuned') };
    await run('tuningFork.importOutputs', { dataset: 'outputs.csv', ...order });
    const api = await activate();
    const { summary } = await api.readResults('outputs.csv');
    assert.equal(summary.outcomes.broken, 1);
    const report = await run<Report>('tuningFork.openReport', { dataset: 'outputs.csv' });
    assert.equal(report.right?.broken, 1);
    rmSync(at('outputs.csv'));
  });

  it('refuses to run and to set up models, and says why', async () => {
    const refused = await failure(run('tuningFork.run', { dataset: 'eval.jsonl' }));
    assert.equal(refused.code, 'untrusted');
    assert.match(refused.message, /Trust this workspace/);
    const api = await activate();
    assert.equal((await failure(api.run({ dataset: 'eval.jsonl' }))).code, 'untrusted');
    assert.equal((await failure(run('tuningFork.setUpModels', {}))).code, 'untrusted');
  });

  it('sends nothing, not even to see whether a model is there', async () => {
    const models = await eventually('the models', async () => {
      const items = await tree('models');
      return items.length === 2 && items.every(({ context }) => context === 'model.unchecked') && items;
    });
    assert.ok(models.every(({ description }) => description.includes('not trusted')));
    assert.deepEqual(server.received, []);
  });
});
