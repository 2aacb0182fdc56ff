import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CheckReport } from '../../../src/core/check/check';
import { CheckMemory } from '../../../src/node/check/checkMemory';
import { checkDataset } from '../../../src/node/datasetCheck';
import { DatasetFile } from '../../../src/node/datasetFile';
import type { CheckRequest } from '../../../src/node/datasetStore';

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dataset-check-again-'));
  path = join(folder, 'evals.jsonl');
});
afterAll(() => rmSync(folder, { recursive: true }));

const chat = (...messages: (readonly [string, string])[]): string =>
  JSON.stringify({ messages: messages.map(([role, content]) => ({ role, content })) });

const words = (prefix: string, count: number): string =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}`).join(' ');

/** Rows on which checks of every kind find something; alike ones stand next to each other. */
const KINDS: readonly ((at: number) => string)[] = [
  (at) => chat(['user', words(`own${at}x`, 30)], ['assistant', `answer ${at}`]),
  (at) => chat(['user', `Is ${at % 40} even?`], ['assistant', at % 3 === 0 ? 'yes' : 'no']),
  (at) => chat(['user', `${words(`near${at % 2}w`, 40 + (at % 9))} ${at}`], ['assistant', 'yes']),
  (at) => chat(['user', `${words(`near${at % 3}w`, 30 + (at % 9))} ${at}`], ['assistant', 'yes']),
  (at) => chat(['user', words(`long${at}x`, 60 + (at % 40))], ['assistant', 'no']),
  // About a fifth of the samples: in so many the words of a template may stand.
  (at) => chat(['user', `${words('template', 80)} ${words(`own${at}x`, 8)}`], ['assistant', 'no']),
  (at) => chat(['user', `${at % 8 > 5 ? '' : words('template', 80)} ${words(`own${at}x`, 7)}`], ['assistant', 'no']),
  (at) => chat(['user', ' '], ['assistant', `x ${at}`]),
  (at) => chat(['user', `last ${at}`], ['assistant', 'yes'], ['user', 'and?']),
  (at) => ['{"messages": [{"role": "user" "content": "x"}]}', '', `{"prompt":"${at}","completion":"x"}`][at % 3] ?? '',
];

const rowOf = (seed: number): string => (KINDS[Math.floor(seed / 8) % KINDS.length] ?? expect.fail())(seed);

const ROWS = Array.from({ length: 640 }, (_, at) => rowOf(at));

const edit = fc.record({ at: fc.nat(ROWS.length), out: fc.nat(30), put: fc.array(fc.nat(9000), { maxLength: 4 }) });

/** A row of a training file that is made of one of the dataset: as it is, in other letters, or a part of it. */
function trained(row: string, at: number): string {
  if (at % 3 === 0) return row;
  return at % 3 === 1
    ? row.replace(/own/g, 'OWN')
    : row.replace(/"user","content":"(\w+ )*?\w+(?=( \w+){14})/, '"user","content":"x');
}

async function check(rows: readonly string[], request: CheckRequest, memory: CheckMemory): Promise<CheckReport> {
  writeFileSync(path, rows.join('\n'));
  const file = await DatasetFile.open(path);
  try {
    await file.index();
    await file.identify();
    const checked = { file, path, config: undefined };
    return await checkDataset(checked, request, undefined, new AbortController().signal, memory);
  } finally {
    file.close();
  }
}

describe('a check of a file that was changed', () => {
  it('finds what a check of all of it finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        fc.array(fc.constantFrom<CheckRequest['depth']>('problems', 'full'), { minLength: 4, maxLength: 4 }),
        fc.array(fc.constantFrom(undefined, 40, 80), { minLength: 4, maxLength: 4 }),
        async (saves, depths, contexts) => {
          const memory = new CheckMemory();
          const rows = [...ROWS];
          await check(rows, { training: [], depth: 'problems' }, memory);
          for (const [save, edits] of saves.entries()) {
            for (const { at, out, put } of edits) rows.splice(at, out, ...put.map(rowOf));
            const contextTokens = contexts[save];
            const request: CheckRequest = {
              training: [],
              depth: depths[save] ?? 'full',
              ...(contextTokens !== undefined && { contextTokens }),
            };
            expect(await check(rows, request, memory)).toEqual(await check(rows, request, new CheckMemory()));
          }
        },
      ),
      { numRuns: 5 },
    );
  }, 60_000);

  it('finds the same leaks, however rows and training files change', async () => {
    const [first, second] = [join(folder, 'train-a.jsonl'), join(folder, 'train-b.jsonl')];
    const rowsOf = fc.array(fc.nat(700), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ edits: fc.array(edit, { maxLength: 2 }), training: fc.option(rowsOf) }), {
          minLength: 2,
          maxLength: 4,
        }),
        async (saves) => {
          const memory = new CheckMemory();
          const rows = [...ROWS];
          writeFileSync(first, ROWS.slice(30, 90).map(trained).join('\n'));
          for (const { edits, training } of saves) {
            for (const { at, out, put } of edits) rows.splice(at, out, ...put.map(rowOf));
            if (training) writeFileSync(second, training.map(rowOf).map(trained).join('\n'));
            const request: CheckRequest = { training: [first, second], depth: 'full' };
            expect(await check(rows, request, memory)).toEqual(await check(rows, request, new CheckMemory()));
          }
        },
      ),
      { numRuns: 5 },
    );
  }, 60_000);

  it('reads a training file again only when it changes, or a row may have come from it', async () => {
    const training = join(folder, 'train.jsonl');
    const template = words('template', 30);
    const own = (at: number, from: string): string =>
      chat(['user', `${template} ${words(`${from}${at}x`, 40)}`], ['assistant', `answer ${at}`]);
    const trainingRows = Array.from({ length: 60 }, (_, at) => own(at, 'train'));
    const rows = Array.from({ length: 300 }, (_, at) => own(at, at < 3 ? 'train' : 'eval'));
    writeFileSync(training, trainingRows.join('\n'));
    const memory = new CheckMemory();
    const leaks = async (): Promise<number | undefined> => {
      const opened = vi.spyOn(DatasetFile, 'open');
      const { counts } = await check(rows, { training: [training], depth: 'problems' }, memory);
      const reads = opened.mock.calls.filter(([name]) => name === training).length;
      opened.mockRestore();
      read = reads > 0;
      return counts.find(({ check: id }) => id === 'leak')?.rows;
    };
    let read = false;
    expect([await leaks(), read]).toEqual([3, true]);
    rows[100] = own(1000, 'eval');
    expect([await leaks(), read]).toEqual([3, false]);
    rows.splice(1, 1);
    expect([await leaks(), read]).toEqual([2, false]);
    rows[200] = own(7, 'train');
    expect([await leaks(), read]).toEqual([3, true]);
    writeFileSync(training, [...trainingRows, rows[50]].join('\n'));
    expect([await leaks(), read]).toEqual([4, true]);
  });

  it('compares samples again when words are no longer a template’s', async () => {
    const template = words('template', 80);
    const rows = Array.from({ length: 400 }, (_, at) =>
      chat(['user', `${at % 4 === 0 ? template : words(`x${at}y`, 80)} ${words(`own${at}x`, 7)}`], ['assistant', 'no']),
    );
    const near = ({ counts }: CheckReport): number | undefined =>
      counts.find(({ check: id }) => id === 'near-duplicate')?.rows;
    const memory = new CheckMemory();
    // In a fifth of the samples it tells nothing, in less it does.
    expect(near(await check(rows, { training: [], depth: 'problems' }, memory))).toBeUndefined();
    const fewer = rows.filter((_, at) => at % 4 > 0 || at < 260);
    expect(near(await check(fewer, { training: [], depth: 'problems' }, memory))).toBe(64);
  });

  it('counts tokens again for another context', async () => {
    const memory = new CheckMemory();
    for (const contextTokens of [40, 80, 40]) {
      const request: CheckRequest = { training: [], depth: 'problems', contextTokens };
      expect(await check(ROWS, request, memory)).toEqual(await check(ROWS, request, new CheckMemory()));
    }
  });

  it('looks at many things', async () => {
    const { counts } = await check(ROWS, { training: [], depth: 'problems', contextTokens: 40 }, new CheckMemory());
    expect(counts.map(({ check: id }) => id).toSorted()).toEqual([
      'empty-content',
      'exact-duplicate',
      'label-conflict',
      'last-message',
      'mixed-formats',
      'near-duplicate',
      'over-long',
      'unusable',
    ]);
  });
});
