import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { before, describe, it } from 'mocha';
import type { JournalRecord, RunProgress, RunResponse } from '../../../src/core/run/run';
import { FaultServer } from '../../fixtures/faultServer';
import { activate, at, eventually, read, run, tree, type Item } from '../support';

const RUNS = '.tuning-fork/runs/eval';

/** The records of the only journal; a last line that the crash cut off is left out. */
function journal(): JournalRecord[] {
  const files = readdirSync(at(RUNS));
  assert.equal(files.length, 1);
  const lines = read(`${RUNS}/${files[0] ?? ''}`)
    .split('\n')
    .filter(Boolean);
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as JournalRecord];
    } catch {
      return [];
    }
  });
}
const responses = (): RunResponse[] => journal().filter((record) => record.type === 'response');

describe('after the crash', () => {
  before(activate);

  it('the run is interrupted, and its answers are there', async () => {
    const [interrupted] = await eventually('the history', async () => {
      const items = await tree('runs');
      return items.length > 0 && items;
    });
    assert.equal(interrupted?.context, 'run.interrupted');
    assert.ok(responses().length >= 5 && responses().length < 12, `${responses().length}`);
  });

  it('Resume asks for what is missing and repeats nothing', async () => {
    const acknowledged = responses().length;
    const [header] = journal();
    assert.ok(header?.type === 'run');
    const server = await FaultServer.start(Number(new URL(header.models['base']?.endpoint ?? '').port));
    await run('tuningFork.internal.giveConsent', new URL(server.url).origin);
    const [interrupted] = await tree('runs');
    const progress = await run<RunProgress>('tuningFork.internal.onItem', {
      command: 'tuningFork.resumeRun',
      id: (interrupted as Item).id,
    });
    assert.equal(progress.state, 'complete');
    assert.equal(server.asked.length, 12 - acknowledged);
    const keys = responses().map(({ sample, model }) => `${model} ${sample}`);
    assert.equal(keys.length, 12);
    assert.equal(new Set(keys).size, 12);
    assert.equal(journal().at(-1)?.type, 'end');
    await eventually('a complete run', async () => (await tree('runs'))[0]?.context === 'run.complete');
    await server.close();
  });
});
