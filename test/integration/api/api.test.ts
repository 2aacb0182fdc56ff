import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { TuningForkApi } from '../../../src/api';
import { FaultServer } from '../../fixtures/faultServer';
import { at, eventually, run, tree, write } from '../support';

type Method = Exclude<keyof TuningForkApi, 'version'>;
type Answer<M extends Method> = {
  ok: Awaited<ReturnType<TuningForkApi[M]>>;
  error?: { code: string; message: string };
};

/** Calls the API through the other extension. */
function call<M extends Method>(method: M, ...args: Parameters<TuningForkApi[M]>): Promise<Answer<M>> {
  return run<Answer<M>>('apiConsumer.call', method, ...args);
}

describe('the API, called by another extension', () => {
  let server: FaultServer;

  before(async () => {
    server = await FaultServer.start();
    server.behave('right', { text: 'Confidentiality' });
    const models = { base: { endpoint: server.url, model: 'm' }, tuned: { endpoint: server.url, model: 'right' } };
    write('tuning-fork.json', JSON.stringify({ models }));
  });
  after(() => server.close());

  it('is version 1', async () => {
    assert.equal(await run('apiConsumer.version'), 1);
  });

  it('lists datasets and reads samples, bad rows included', async () => {
    const { ok: datasets } = await call('listDatasets');
    assert.deepEqual(
      datasets.map(({ path, format, samples, badRows }) => [path, format, samples, badRows]),
      [
        ['data/alpaca.json', 'alpaca', 2, 0],
        ['data/evals.jsonl', 'openai-evals', 1, 0],
        ['data/questions.csv', 'columns', 2, 0],
        ['eval.jsonl', 'openai-chat', 4, 2],
      ],
    );
    const { ok: rows } = await call('readSamples', vscode.Uri.file(at('eval.jsonl')), { offset: 1, limit: 2 });
    assert.deepEqual(
      rows.map(({ kind, line }) => [kind, line]),
      [
        ['sample', 2],
        ['bad', 3],
      ],
    );
    assert.equal((await call('readSamples', 'eval.jsonl', { offset: -1, limit: 2 })).error?.code, 'bad-argument');
    for (const file of ['nowhere.jsonl', '../../../../etc/passwd', 'file:///etc/passwd']) {
      assert.equal((await call('readSamples', file, { offset: 0, limit: 2 })).error?.code, 'no-dataset', file);
    }
  });

  it('runs samples and reads the results', async () => {
    await run('tuningFork.internal.giveConsent', new URL(server.url).origin);
    await eventually('the models', async () => (await tree('models')).length === 2);
    const { ok: rows } = await call('readSamples', 'eval.jsonl', { offset: 0, limit: 1 });
    const [first] = rows;
    assert.ok(first?.kind === 'sample');
    const { ok: progress } = await call('run', { dataset: 'eval.jsonl', samples: [first.id] });
    assert.deepEqual([progress.state, progress.answered], ['complete', 2]);
    const { ok: results } = await call('readResults', 'eval.jsonl');
    assert.deepEqual(
      results.samples.map(({ id, outcome }) => [id, outcome]),
      [[first.id, 'fixed']],
    );
    assert.equal(results.summary.outcomes.fixed, 1);
  });

  it('saves and reads notes', async () => {
    const { ok: rows } = await call('readSamples', 'data/alpaca.json', { offset: 0, limit: 1 });
    const [first] = rows;
    assert.ok(first?.kind === 'sample');
    const { ok: saved } = await call('saveNote', 'data/alpaca.json', {
      sample: first.id,
      verdict: 'tie',
      note: 'Even.',
    });
    assert.equal(saved.reviewer, 'a reviewer');
    assert.deepEqual((await call('readNotes', 'data/alpaca.json')).ok, [saved]);
  });
});
