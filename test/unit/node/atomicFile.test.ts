import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patiently, replaceFile, updateFile } from '../../../src/node/atomicFile';
import { buildNoteProcess, crash, startWindow } from './support/otherWindow';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tuning-fork-atomic-'));
  file = path.join(folder, 'eval.notes.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string): Promise<string> => readFile(name, 'utf8');

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('replaceFile', () => {
  it('makes and replaces a file and leaves nothing else behind', async () => {
    expect(await replaceFile(file, 'one')).toBe(true);
    expect(await replaceFile(file, 'zwölf')).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('zwölf');
    expect(readdirSync(folder)).toEqual(['eval.notes.jsonl']);
  });

  it('never changes the file in place', async () => {
    writeFileSync(file, 'one');
    const before = statSync(file, { bigint: true }).ino;
    await replaceFile(file, 'two');
    expect(statSync(file, { bigint: true }).ino).not.toBe(before);
  });

  it.each([0o600, 0o666, 0o640])('keeps the mode %o', async (mode) => {
    writeFileSync(file, 'one');
    chmodSync(file, mode);
    // Not `mode` itself: Windows knows only one bit of it.
    const before = statSync(file).mode;
    await replaceFile(file, 'two');
    expect(statSync(file).mode).toBe(before);
  });

  it('does nothing when the new content is not wanted any more, asked while it waits on the disk', async () => {
    writeFileSync(file, 'one');
    let waiting = '';
    const replaced = await replaceFile(file, 'two', () => {
      const temporary = readdirSync(folder).find((name) => name.endsWith('.tmp')) ?? '';
      waiting = readFileSync(path.join(folder, temporary), 'utf8');
      return Promise.resolve(false);
    });
    expect(waiting).toBe('two');
    expect(replaced).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('one');
    expect(readdirSync(folder)).toEqual(['eval.notes.jsonl']);
  });

  it('cleans up when it cannot replace', async () => {
    mkdirSync(file);
    writeFileSync(path.join(file, 'inside'), '');
    await expect(replaceFile(file, 'two')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['eval.notes.jsonl']);
  });

  it('leaves the old content when the process is killed before the new one takes its place', async () => {
    writeFileSync(file, 'one');
    await crash(await startWindow(await buildNoteProcess(folder)), { task: 'replace', file, content: 'two' });
    expect(readFileSync(file, 'utf8')).toBe('one');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toHaveLength(1);
    await replaceFile(file, 'three');
    expect(readFileSync(file, 'utf8')).toBe('three');
  }, 60_000);
});

describe('updateFile', () => {
  it('asks for the change again when the file was changed meanwhile', async () => {
    writeFileSync(file, 'one\n');
    const given: string[] = [];
    await updateFile(file, read, (text) => {
      given.push(text);
      if (given.length === 1) writeFileSync(file, 'pulled\n');
      return `${text}mine\n`;
    });
    expect(given).toEqual(['one\n', 'pulled\n']);
    expect(readFileSync(file, 'utf8')).toBe('pulled\nmine\n');
  });

  it('does not write what does not change', async () => {
    writeFileSync(file, 'one');
    const before = statSync(file, { bigint: true });
    await updateFile(file, read, (text) => text);
    const after = statSync(file, { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  it('gives up on a file that never rests', async () => {
    writeFileSync(file, '');
    const restless = (text: string): string => {
      writeFileSync(file, `${text}.`);
      return 'mine';
    };
    await expect(updateFile(file, read, restless)).rejects.toThrow('keeps changing');
    expect(readdirSync(folder)).toEqual(['eval.notes.jsonl']);
  });
});

describe('patiently', () => {
  it.each(['EPERM', 'EBUSY', 'EACCES'])('tries again after %s', async (code) => {
    let tries = 0;
    const done = await patiently(() => (++tries < 4 ? Promise.reject(failure(code)) : Promise.resolve('done')));
    expect([done, tries]).toEqual(['done', 4]);
  });

  it('gives up in the end', async () => {
    let tries = 0;
    const busy = patiently(() => {
      tries += 1;
      return Promise.reject(failure('EBUSY'));
    });
    await expect(busy).rejects.toThrow('EBUSY');
    expect(tries).toBeGreaterThan(4);
  });

  it('does not repeat what will not pass', async () => {
    let tries = 0;
    const full = patiently(() => {
      tries += 1;
      return Promise.reject(failure('ENOSPC'));
    });
    await expect(full).rejects.toThrow('ENOSPC');
    expect(tries).toBe(1);
  });
});
