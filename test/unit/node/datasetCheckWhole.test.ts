import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckReport } from '../../../src/core/check/check';
import { checkDataset } from '../../../src/node/datasetCheck';
import { DatasetFile } from '../../../src/node/datasetFile';
import type { CheckRequest } from '../../../src/node/datasetStore';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dataset-check-whole-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Pair = readonly [prompt: string, reference: string];

const linesOf = (pairs: readonly Pair[]): string =>
  pairs.map(([prompt, completion]) => JSON.stringify({ prompt, completion })).join('\n');

function write(name: string, pairs: readonly Pair[]): string {
  const path = join(folder, name);
  writeFileSync(path, linesOf(pairs));
  return path;
}

async function check(
  pairs: readonly Pair[],
  request: Partial<CheckRequest> = {},
  discordant?: number,
): Promise<CheckReport> {
  const path = write('evals.jsonl', pairs);
  const file = await DatasetFile.open(path);
  try {
    await file.index();
    const asked = { training: [], depth: 'problems', ...request } as const;
    return await checkDataset({ file, path, config: undefined }, asked, discordant, new AbortController().signal);
  } finally {
    file.close();
  }
}

const found = (report: CheckReport): unknown[] =>
  report.findings.map(({ check: id, line, related, fix }) => [id, line, related?.line, fix]);

/** A text of `count` different words. */
const words = (prefix: string, count: number): string =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}`).join(' ');

describe('duplicates', () => {
  it('are exact when prompt and reference are equal', async () => {
    const report = await check([
      ['one', '1'],
      ['two', '2'],
      ['one', '1'],
      ['one ', '1'],
      ['one', '1'],
    ]);
    expect(found(report)).toEqual([
      ['exact-duplicate', 3, 1, 'remove-row'],
      // White space alone makes no other words.
      ['near-duplicate', 4, 1, undefined],
      ['exact-duplicate', 5, 1, 'remove-row'],
    ]);
  });

  it('are told from texts that look alike', async () => {
    // Equal in length and in all characters but one in the middle.
    const long = 'a'.repeat(1000);
    const other = `${'a'.repeat(501)}b${'a'.repeat(498)}`;
    expect(
      found(
        await check([
          [long, 'x'],
          [other, 'x'],
        ]),
      ),
    ).toEqual([]);
    expect(
      found(
        await check([
          [long, 'x'],
          [long, 'x'],
        ]),
      ),
    ).toMatchObject([['exact-duplicate', 2, 1, 'remove-row']]);
  });

  it('of preference pairs have the same rejected answer as well', async () => {
    const path = join(folder, 'pairs.jsonl');
    const pair = (rejected: string): string => JSON.stringify({ prompt: 'a', chosen: 'b', rejected });
    writeFileSync(path, [pair('c'), pair('d'), pair('c')].join('\n'));
    const file = await DatasetFile.open(path);
    await file.index();
    const asked = { training: [], depth: 'problems' } as const;
    const report = await checkDataset(
      { file, path, config: undefined },
      asked,
      undefined,
      new AbortController().signal,
    );
    file.close();
    expect(found(report).filter((finding) => String(finding).startsWith('exact'))).toEqual([
      ['exact-duplicate', 3, 1, 'remove-row'],
    ]);
  });

  it('are near when four fifths of their runs of five words are the same', async () => {
    // 100 words make 96 runs. With the last word changed 95 of 97 different ones are common; with every tenth, few are.
    const text = words('w', 100).split(' ');
    const lastChanged = [...text.slice(0, 99), 'other'].join(' ');
    const manyChanged = text.map((word, at) => (at % 10 === 0 ? `x${at}` : word)).join(' ');
    const report = await check([
      [text.join(' '), '1'],
      [lastChanged.toUpperCase(), '1'],
      [manyChanged, '1'],
    ]);
    expect(found(report)).toEqual([['near-duplicate', 2, 1, undefined]]);
    expect(report.findings[0]?.message).toContain('97 %');
  });

  it('are not what a template makes alike', async () => {
    const template = words('t', 200);
    const report = await check(
      Array.from({ length: 40 }, (_, at) => [`${template} ${words(`own${at}x`, 12)}`, 'yes'] as const),
    );
    expect(report.findings).toEqual([]);
  });
});

describe('label conflicts', () => {
  it('are equal prompts with other references, case and white space aside', async () => {
    const report = await check([
      ['Is it red?', 'yes'],
      ['Is it  RED?', 'no'],
      ['is it red?', ' Yes'],
      ['Is it red!', 'no'],
    ]);
    expect(found(report)).toContainEqual(['label-conflict', 2, 1, undefined]);
    expect(report.findings.filter(({ check: id }) => id === 'label-conflict')).toHaveLength(1);
  });
});

describe('leaks', () => {
  const shared = words('s', 13);

  it('are found in training files, each by the surest sign', async () => {
    const training = write('train.jsonl', [
      ['other', 'x'],
      ['exact', '1'],
      ['Norm al', '1'],
      [`${words('p', 30)} ${shared} ${words('q', 30)}`, '1'],
      [`${words('n', 12)} end`, '1'],
    ]);
    const report = await check(
      [
        ['exact', '1'],
        ['norm   al', '2'],
        [`${words('r', 30)}, ${shared.toUpperCase()}! ${words('u', 30)}`, '1'],
        ['nothing of this', '1'],
        // 12 words in common are too few for a run of 13, and 8 of 10 runs of five are the same: J = 0.8.
        [`${words('n', 12)} last`, '1'],
      ],
      { training: [training], depth: 'full' },
    );
    expect(found(report)).toEqual([
      ['leak', 1, 2, 'remove-row'],
      ['leak', 2, 3, 'move-to-training'],
      ['shared-words', 3, 4, undefined],
      ['leak', 5, 5, 'move-to-training'],
    ]);
    expect(report.findings.map(({ related }) => related?.file)).toEqual(Array(4).fill(training));
    expect(report.profile?.leaks).toEqual([{ file: training, rows: 4, exact: 1, normalized: 1, ngram: 1, near: 1 }]);
  });

  it('are not what more than ten training samples share', async () => {
    const own = (at: number): Pair => [`${shared} ${words(`own${at}x`, 40)}`, '1'];
    const samples: Pair[] = [[`${shared} ${words('mine', 40)}`, '1']];
    const ten = write(
      'ten.jsonl',
      Array.from({ length: 10 }, (_, at) => own(at)),
    );
    const eleven = write(
      'eleven.jsonl',
      Array.from({ length: 11 }, (_, at) => own(at)),
    );
    expect(found(await check(samples, { training: [ten] }))).toEqual([['shared-words', 1, 1, undefined]]);
    expect(found(await check(samples, { training: [eleven] }))).toEqual([]);
  });

  it('are looked for in the files that can be read', async () => {
    const there = write('there.jsonl', [['a b c', '1']]);
    const report = await check([['a b c', '1']], {
      training: [join(folder, 'gone.jsonl'), there, join(folder, 'evals.jsonl')],
    });
    expect(found(report)).toEqual([['leak', 1, 1, 'remove-row']]);
    expect(report.unchecked).toEqual([expect.stringMatching(/^gone\.jsonl was not compared: /)]);
  });
});

describe('over-long samples', () => {
  it('have more tokens than the context', async () => {
    // One token for each “ hello”, as the tokenizer's own site shows.
    const report = await check(
      [
        ['hello'.concat(' hello'.repeat(29)), 'x'],
        ['short', 'x'],
      ],
      { contextTokens: 20 },
    );
    expect(report.findings).toMatchObject([{ check: 'over-long', line: 1 }]);
    expect((await check([['hello'.concat(' hello'.repeat(29)), 'x']], { contextTokens: 40 })).findings).toEqual([]);
  });

  it('may hold special tokens as text', async () => {
    const report = await check([['<|endoftext|>'.repeat(10), 'x']], { contextTokens: 5, depth: 'full' });
    expect(report.findings).toMatchObject([{ check: 'over-long', line: 1 }]);
  });
});

describe('the profile', () => {
  it('counts what is there', async () => {
    const pairs: Pair[] = [
      ['The tenant shall pay the rent on the first day of each month.', 'yes'],
      ['Der Mieter zahlt die Miete am ersten Tag eines jeden Monats.', 'no'],
      ['Le locataire paie le loyer le premier jour de chaque mois 😀', 'yes'],
      ['The landlord may end the lease with a notice of three months.', 'no'],
    ];
    const { profile } = await check(pairs, { depth: 'full' }, 0.25);
    expect(profile).toMatchObject({ samples: 4, badRows: 0, references: 4, tokensCounted: 4, tokenizer: 'o200k_base' });
    expect(profile?.labels).toEqual([
      { value: 'no', count: 2 },
      { value: 'yes', count: 2 },
    ]);
    expect(profile?.languages).toEqual([
      { value: 'eng', count: 2 },
      { value: 'deu', count: 1 },
      { value: 'fra', count: 1 },
    ]);
    // The emoji is one character.
    const lengths = pairs.map(([prompt]) => Array.from(prompt).length).toSorted((a, b) => a - b);
    expect(profile?.promptCharacters).toMatchObject({ min: lengths[0], median: lengths[1], max: lengths[3] });
    expect(profile?.referenceCharacters).toMatchObject({ min: 2, median: 2, p95: 3, max: 3, mean: 2.5 });
    expect(profile?.detectable.samples).toBe(4);
  });

  it('is only there when it is asked for', async () => {
    expect((await check([['a', '1']])).profile).toBeUndefined();
  });
});
