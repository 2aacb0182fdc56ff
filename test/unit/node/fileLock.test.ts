import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HumanError } from '../../../src/core/humanError';
import { withFileLock } from '../../../src/node/fileLock';
import { buildNoteProcess, crash, startWindow } from './support/otherWindow';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tuning-fork-lock-'));
  file = path.join(folder, 'eval.notes.jsonl');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Lets a second pass each time the clock is read. */
function hurryClock(onRead: () => void = () => undefined): void {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    onRead();
    return (now += 1000);
  });
}

describe('withFileLock', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, () => withFileLock(file, work)));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives the lock back when the work fails', async () => {
    await expect(withFileLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withFileLock(file, () => Promise.resolve('next'))).toBe('next');
  });

  it('takes over at once from a process that was killed', async () => {
    await crash(await startWindow(await buildNoteProcess(folder)), { task: 'lock', file });
    expect(readdirSync(folder)).toContain('eval.notes.jsonl.lock');
    const started = performance.now();
    expect(await withFileLock(file, () => Promise.resolve('mine'))).toBe('mine');
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(readdirSync(folder)).not.toContain('eval.notes.jsonl.lock');
  }, 60_000);

  it.each([
    ['another machine', '{"pid":1,"host":"elsewhere","id":"x"}'],
    ['nobody, torn by a crash', ''],
    ['a process that lives but holds it for too long', `{"pid":${process.pid},"host":"${os.hostname()}","id":"x"}`],
  ])(
    'takes over a lock of %s that has stood for ten seconds',
    async (_, owner) => {
      writeFileSync(`${file}.lock`, owner);
      let reads = 0;
      hurryClock(() => (reads += 1));
      expect(await withFileLock(file, () => Promise.resolve('mine'))).toBe('mine');
      expect(reads).toBeGreaterThan(10);
      expect(readdirSync(folder)).toEqual([]);
    },
    60_000,
  );

  it('gives up on a lock that others keep taking', async () => {
    let turn = 0;
    const take = (): void => writeFileSync(`${file}.lock`, `{"pid":1,"host":"elsewhere","id":"${turn++}"}`);
    take();
    hurryClock(take);
    const busy = withFileLock(file, () => Promise.resolve());
    await expect(busy).rejects.toThrow(HumanError);
    await expect(busy).rejects.toMatchObject({ code: 'busy' });
  }, 60_000);

  it('leaves alone a lock that was taken over from it', async () => {
    await withFileLock(file, () => {
      writeFileSync(`${file}.lock`, 'the next one');
      return Promise.resolve();
    });
    expect(readdirSync(folder)).toEqual(['eval.notes.jsonl.lock']);
  });
});
