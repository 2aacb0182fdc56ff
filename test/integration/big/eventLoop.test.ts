import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { before, describe, it } from 'mocha';
import { writeChatFile } from '../../bench/chatFile.mts';
import { activate, at as pathOf, item, tree } from '../support';

const FILE_BYTES = 1e9;

/** Nobody notices a pause as short as this. */
const MOST_MS = 50;

/** Milliseconds between two looks; a delay that the monitor reports includes them. */
const RESOLUTION_MS = 5;

const PAGE = 100;

/**
 * Milliseconds for which this thread has had a processor, as Linux counts them; undefined where nobody counts. A thread
 * that is ready to go on but waits, because other threads have the processors or the machine below a virtual one has
 * other things to do, is late by no fault of the code.
 */
function worked(): number | undefined {
  const counted = `/proc/self/task/${process.pid}/schedstat`;
  return existsSync(counted) ? Number(readFileSync(counted, 'utf8').split(' ')[0]) / 1e6 : undefined;
}

describe('a dataset of a gigabyte', function () {
  this.timeout(240_000);
  let rows = 0;

  before(async () => {
    await activate();
    rows = writeChatFile(pathOf('big.jsonl'), FILE_BYTES);
  });

  it('does not hold up the extension host while it is read and scrolled', async () => {
    const api = await activate();
    const dataset = await item('datasets', 'big.jsonl');
    const monitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    // The monitor cannot tell a thread that is busy from one that waits for a processor.
    let longest = 0;
    let before = worked();
    const looking = setInterval(() => {
      const now = worked();
      longest = Math.max(longest, (now ?? Infinity) - (before ?? 0));
      before = now;
    }, RESOLUTION_MS);
    monitor.enable();
    let pages = 0;
    const whole = { isRead: false };
    // Answers when every row has been read.
    const reading = api.listDatasets().then(([described]) => {
      assert.equal(described?.samples, rows);
      whole.isRead = true;
    });
    // Through the list and the tree, from one end to the other and back, until every row has been read.
    for (let turn = 0; !whole.isRead || turn < 100; turn++) {
      const offset = (turn * 7_368_787) % rows;
      const found = await api.readSamples('big.jsonl', { offset, limit: PAGE });
      pages += found.length > 0 ? 1 : 0;
      if (turn % 10 === 0) {
        const ranges = await tree('datasets', dataset);
        const range = ranges[turn % ranges.length];
        if (range?.expandable === true) await tree('datasets', range);
      }
      await setImmediate();
    }
    await reading;
    clearInterval(looking);
    monitor.disable();
    assert.ok(pages > 10, `${pages} pages were read`);
    const held = Math.min(longest, monitor.max / 1e6 - RESOLUTION_MS);
    assert.ok(held <= MOST_MS, `the extension host was held up for ${held.toFixed(0)} ms`);
  });
});
