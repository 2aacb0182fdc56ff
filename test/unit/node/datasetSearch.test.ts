import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSearch } from '../../../src/core/compare/resultQuery';
import { scalarText } from '../../../src/core/dataset/fields';
import { messageText, type Row, type Sample } from '../../../src/core/dataset/sample';
import { DatasetFile } from '../../../src/node/datasetFile';
import { DatasetSearches } from '../../../src/node/datasetSearch';
import type { NoteMark } from '../../../src/node/datasetStore';
import { FIXTURES, pathOf } from '../core/dataset/fixtures';
import { NEVER } from './support/datasetFolder';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dataset-search-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function opened(path: string): Promise<DatasetFile> {
  const file = await DatasetFile.open(path);
  await file.index();
  await file.identify();
  return file;
}

async function written(name: string, content: string): Promise<DatasetFile> {
  writeFileSync(join(folder, name), content);
  return opened(join(folder, name));
}

function samplesOf(file: DatasetFile): Sample[] {
  return file.readRows(0, file.rowCount).filter((row) => row.kind === 'sample');
}

/** Rows that the filter finds when each is parsed, and those found by way of the bytes. */
async function bothWays(file: DatasetFile, text: string): Promise<{ plain: number[]; found: number[] }> {
  const search = parseSearch(text);
  const plain = samplesOf(file).filter((sample) => search?.matches(sample, undefined));
  const found: number[] = [];
  const needle = search?.needle;
  const take = (row: Row): void => {
    if (row.kind === 'sample' && search?.matches(row, undefined)) found.push(row.row);
  };
  await file.search({ from: 0, needle }, take, () => undefined, NEVER.signal);
  return { plain: plain.map(({ row }) => row), found };
}

/** Every text of a sample that a search looks into, and its metadata as terms. */
function termsOf({ id, messages, references, metadata }: Sample): string[] {
  const texts = [...messages.map(messageText), ...references, id];
  const fields = Object.entries(metadata).map(([field, value]) => `${field}:"${scalarText(value) ?? ''}"`);
  return [...texts.flatMap((text) => text.match(/[^\s":]+/g) ?? []), ...fields.filter((term) => !/[\s":]/.test(term))];
}

/** Text as JSON with some characters written as escapes. */
function escapedJson(value: unknown, isEscaped: (at: number) => boolean, upper: boolean): string {
  return JSON.stringify(value).replace(/[a-z\u0080-\uffff]/gi, (letter, at: number, all: string) => {
    const hex = letter.charCodeAt(0).toString(16).padStart(4, '0');
    return isEscaped(at) && all[at - 1] !== '\\' ? `\\u${upper ? hex.toUpperCase() : hex}` : letter;
  });
}

describe('a search by way of the bytes', () => {
  it.each(FIXTURES)('finds what reading every row finds: %s', async (name) => {
    const file = await opened(pathOf(name));
    const terms = new Set(samplesOf(file).flatMap(termsOf));
    for (const term of terms) {
      for (const text of [term, term.toLowerCase(), term.slice(1), `"${term}`]) {
        const { plain, found } = await bothWays(file, text);
        expect(found, text).toEqual(plain);
      }
    }
    file.close();
  });

  it('finds it in JSON with any escapes, and in CSV', async () => {
    const word = fc.stringMatching(/^[a-dK\u00e4\u212a合同條ж"\\/, ]{1,7}$/);
    const rows = fc.array(fc.tuple(word, word, word), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, word, fc.func(fc.boolean()), fc.boolean(), async (records, term, isEscaped, upper) => {
        const lines = records.map(([id, a, b]) =>
          escapedJson({ id, question: `${a}x${b}`, answer: b, task: a }, isEscaped, upper),
        );
        const cells = records.map((record) => record.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
        const files = [
          await written('any.jsonl', lines.join('\n')),
          await written('any.json', `[${lines.join(',\n')}]`),
          await written('any.csv', `question,answer,task\n${cells.join('\n')}\n`),
        ];
        for (const file of files) {
          for (const text of [term, `"${term}`, `task:${term}`, `${term} ${records[0]?.[1] ?? ''}`]) {
            const { plain, found } = await bothWays(file, text);
            expect(found, text).toEqual(plain);
          }
          file.close();
        }
      }),
      { numRuns: 50 },
    );
  });

  it('finds rows that reach over several blocks, and what stands on their borders', async () => {
    const filler = (length: number): string => 'x '.repeat(length / 2);
    // Blocks are 1 MiB: the word moves over the border of the first, byte by byte.
    const prompts = Array.from({ length: 24 }, (_, at) => [
      `${filler(1_048_540 + 2 * at)}needle`,
      filler(2_200_000),
    ]).flat();
    for (const [at, prompt] of prompts.entries()) {
      const rest = at % 2 === 0 ? [prompt, prompts[1] ?? ''] : [prompt];
      const file = await written(
        'borders.jsonl',
        rest.map((text) => JSON.stringify({ prompt: text, completion: 'y' })).join('\n'),
      );
      const { found } = await bothWays(file, 'needle');
      expect(found).toEqual(at % 2 === 0 ? [0] : []);
      file.close();
    }
  });
});

describe('a search of a file that has few escapes or none', () => {
  const line = (prompt: string): string => `{"prompt":"${prompt}","completion":"y"}\n`;

  it('finds the word by its only escape, wherever that stands', async () => {
    // Blocks are 1 MiB: the escape moves over the border of the first, byte by byte.
    for (let at = 0; at < 10; at++) {
      const file = await written('escape.jsonl', line('x') + line(`${'x'.repeat(1_048_529 + at)} \\u006eeedle`));
      expect((await bothWays(file, 'needle')).found).toEqual([1]);
      file.close();
    }
  });

  it.each([
    ['as a whole', '', line('\\u006eeedle')],
    ['to its end', '{"prompt":"\\u00', '6eeedle","completion":"y"}'],
  ])('finds the word by an escape that was added %s', async (_, begun, added) => {
    const before = await written('grown.jsonl', line('needle') + begun);
    appendFileSync(join(folder, 'grown.jsonl'), added);
    const grown = await DatasetFile.openGrown(before);
    await grown?.index();
    await grown?.identify();
    expect(grown && (await bothWays(grown, 'needle')).found).toEqual([0, 1]);
    grown?.close();
    before.close();
  });

  it('finds the word by an escape in a file that was changed', async () => {
    const path = join(folder, 'changed.jsonl');
    const before = await written('changed.jsonl', line('needle'));
    writeFileSync(path, line('x') + line('\\u006eeedle'));
    const changed = await DatasetFile.open(path);
    changed.knowRowsOf(before);
    await changed.index();
    await changed.identify();
    expect((await bothWays(changed, 'needle')).found).toEqual([1]);
    changed.close();
    before.close();
  });
});

describe('a search that takes a while', () => {
  const ROWS = 80_000;
  const line = (row: number): string =>
    JSON.stringify({ prompt: `${row % 1000 === 0 ? 'Rare' : 'Usual'} 77 ${'x'.repeat(300)}`, completion: `${row}` });
  const marks = new Map<string, NoteMark>();

  beforeAll(() => {
    writeFileSync(join(folder, 'big.jsonl'), Array.from({ length: ROWS }, (_, row) => line(row)).join('\n'));
  });

  async function big(): Promise<DatasetFile> {
    const file = await DatasetFile.open(join(folder, 'big.jsonl'));
    await file.index();
    return file;
  }

  it('answers with what was found so far, tells of more, and ends with everything', async () => {
    const file = await big();
    let told = 0;
    const { promise: through, resolve } = Promise.withResolvers<undefined>();
    const searches = new DatasetSearches(() => {
      told++;
      void searches.find('77', { file, marks }, NEVER.signal).then((found) => {
        if (found?.searched === undefined) resolve(undefined);
      });
    });
    const first = await searches.find('77', { file, marks }, NEVER.signal);
    expect(first?.searched).toBeGreaterThan(0);
    expect(first?.searched).toBeLessThan(ROWS);
    expect(first?.count).toBe(first?.searched);
    await through;
    expect(told).toBeGreaterThan(1);
    expect((await searches.find('77', { file, marks }, NEVER.signal))?.count).toBe(ROWS);
    file.close();
  });

  it('is through at once where few rows hold the word', async () => {
    const file = await big();
    const found = await new DatasetSearches(() => undefined).find('Rare', { file, marks }, NEVER.signal);
    expect(found).toMatchObject({ count: ROWS / 1000 });
    expect(found?.rows[1000]).toBe(1);
    file.close();
  });

  it('ends when two newer ones were started, and begins anew when it is asked for again', async () => {
    const file = await big();
    const searches = new DatasetSearches(() => undefined);
    const find = (text: string) => searches.find(text, { file, marks }, NEVER.signal);
    const oldest = find('77');
    const [, , ended] = await Promise.all([find('Rare 7'), find('Rare 77'), oldest]);
    const searched = ended?.searched ?? NaN;
    expect(searched).toBeLessThan(ROWS);
    expect((await find('77'))?.searched ?? NaN).toBeLessThan(ROWS);
    file.close();
  });

  it('takes in rows that are found in the file later', async () => {
    const file = await DatasetFile.open(join(folder, 'big.jsonl'));
    const searches = new DatasetSearches(() => undefined);
    const counts: number[] = [];
    let asked = Promise.resolve();
    await file.index(() => {
      asked = asked.then(async () => {
        counts.push((await searches.find('Rare', { file, marks }, NEVER.signal))?.count ?? NaN);
      });
    });
    await asked;
    expect(counts.at(-1)).toBe(ROWS / 1000);
    file.close();
  });

  it('can be cancelled by who waits for it', async () => {
    const file = await big();
    const waiting = new AbortController();
    const finding = new DatasetSearches(() => undefined).find('77', { file, marks }, waiting.signal);
    waiting.abort();
    await expect(finding).rejects.toThrow('Cancelled.');
    file.close();
  });
});
