import { before, describe, it } from 'mocha';
import { readdirSync } from 'node:fs';
import { FaultServer } from '../../fixtures/faultServer';
import { activate, at, eventually, read, run, tree, write } from '../support';
import { killHost } from '../suite';

describe('an extension host that dies during a run', () => {
  before(activate);

  it('leaves a journal of what was answered', async () => {
    const server = await FaultServer.start();
    server.behave('slow', { delayMs: 100, text: 'Alpha' });
    const model = { endpoint: server.url, model: 'slow' };
    write(
      'tuning-fork.json',
      JSON.stringify({ models: { base: model, tuned: { ...model, parameters: { seed: 1 } } } }),
    );
    await run('tuningFork.internal.giveConsent', new URL(server.url).origin);
    await eventually('the models', async () => (await tree('models')).length === 2);
    void run('tuningFork.run', { dataset: 'eval.jsonl' });
    await eventually('five answers on the disk', () => {
      const [journal] = server.asked.length > 4 ? readdirSync(at('.tuning-fork/runs/eval')) : [];
      return journal && read(`.tuning-fork/runs/eval/${journal}`).split('\n').length > 6;
    });
    killHost();
  });
});
