import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HumanError } from '../core/humanError';
import { errorCode, patiently } from './atomicFile';

const SHORTEST_WAIT_MS = 2;
const LONGEST_WAIT_MS = 50;
/** Nobody holds a lock for this long: who does has been stopped or lost its connection. */
const STALE_MS = 10_000;
const GIVE_UP_MS = 30_000;

/**
 * Works on a file while every other program that asks for the same lock waits. The lock is the file `<file>.lock`, which
 * names its owner; one that its owner left behind is taken over: at once when the owner ran on this machine and runs no
 * more, else when it has stood for ten seconds.
 * @throws {HumanError} `busy` when the lock is not to be had within half a minute
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  const owner = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  await acquire(lock, owner);
  try {
    return await work();
  } finally {
    await release(lock, owner);
  }
}

async function acquire(lock: string, owner: string): Promise<void> {
  const started = performance.now();
  let seen: { readonly owner: string; readonly since: number } | undefined;
  for (let wait = SHORTEST_WAIT_MS; !(await create(lock, owner)); wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    const now = performance.now();
    const holder = await ownerOf(lock);
    if (holder === undefined) {
      seen = undefined;
    } else {
      // Timed by our own clock: the clock of a network drive may be another one.
      if (seen?.owner !== holder) seen = { owner: holder, since: now };
      if (hasEnded(holder) || now - seen.since > STALE_MS) {
        await takeAway(lock, holder);
        continue;
      }
    }
    if (now - started > GIVE_UP_MS) {
      const sentence = `Another program holds ${path.basename(lock)}; close it, or delete that file, and save again.`;
      throw new HumanError('busy', sentence, holder);
    }
    await delay(wait * (0.5 + Math.random()));
  }
}

/** Makes the lock; false when there is one. */
async function create(lock: string, owner: string): Promise<boolean> {
  try {
    await writeFile(lock, owner, { flag: 'wx' });
    return true;
  } catch (error) {
    const code = errorCode(error) ?? '';
    // Windows refuses a name whose file is just being deleted.
    if (code === 'EEXIST' || (process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code)))
      return false;
    throw error;
  }
}

async function release(lock: string, owner: string): Promise<void> {
  if ((await ownerOf(lock)) === owner) await patiently(() => rm(lock, { force: true }));
}

/** What a lock says of its owner, empty while it is being written; `undefined` when there is no lock. */
async function ownerOf(lock: string): Promise<string | undefined> {
  try {
    return await patiently(() => readFile(lock, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** True when the owner ran on this machine and runs no more. */
function hasEnded(owner: string): boolean {
  const [, pid, host] = /^\{"pid":(\d+),"host":("[^"]*"),/.exec(owner) ?? [];
  if (pid === undefined || host !== JSON.stringify(hostname())) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}

/** Removes a stale lock. Another one that was quicker may have made its own by now: that one is put back. */
async function takeAway(lock: string, stale: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await patiently(() => rename(lock, aside));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  // Where the put-back fails, two may work at once; the update itself then still notices a file that has changed.
  if ((await ownerOf(aside)) !== stale) await link(aside, lock).catch(() => undefined);
  await rm(aside, { force: true });
}
