import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatasetFile } from '../../../src/node/datasetFile';
import { otherRows } from '../../../src/node/rowChunks';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'row-chunks-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const line = (prompt: string, id?: string): string => JSON.stringify({ id, prompt, completion: 'x' });

/** Rows with repeats, own ids, bad rows and empty ones. */
const ROWS = Array.from({ length: 2000 }, (_, row) => {
  if (row % 300 === 7) return '{"prompt": broken';
  if (row % 300 === 8) return '';
  return line(`question ${row % 900}`, row % 3 === 0 ? `own ${row % 1200}` : undefined);
});

async function read(path: string, before?: DatasetFile): Promise<DatasetFile> {
  const file = await DatasetFile.open(path);
  await file.index();
  if (before) file.knowRowsOf(before);
  await file.identify();
  return file;
}

const seen = (file: DatasetFile): unknown => ({
  rows: file.readRows(0, file.rowCount),
  ids: Array.from({ length: file.rowCount }, (_, row) => file.idOfRow(row)),
  bad: file.badRows,
  sha256: file.sha256,
});

/** What a file of these rows is called, and its text. */
const CONTAINERS: readonly (readonly [name: string, text: (rows: readonly string[]) => string])[] = [
  ['a.jsonl', (rows) => rows.join('\n')],
  ['a.json', (rows) => `[\n${rows.filter((row) => row.startsWith('{"') && !row.endsWith('n')).join(',\n')}\n]`],
  ['a.csv', (rows) => ['prompt,completion', ...rows.map((row) => `"${row.replaceAll('"', '""')}",x`)].join('\n')],
];

/** An edit: rows taken out somewhere, and others put in there. */
const edits = fc.array(
  fc.record({
    at: fc.nat(ROWS.length),
    out: fc.nat(40),
    put: fc.array(fc.constantFrom('', '{"prompt": br', line('new'), line('question 5'), line('b', 'own 3')), {
      maxLength: 5,
    }),
  }),
  { minLength: 1, maxLength: 4 },
);

describe('a file that was changed', () => {
  it.each(CONTAINERS)('is as if it were read anew: %s', async (name, text) => {
    const path = join(folder, name);
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        writeFileSync(path, text(ROWS));
        const before = await read(path);
        before.close();
        const rows = [...ROWS];
        for (const { at, out, put } of changes) rows.splice(at, out, ...put);
        writeFileSync(path, text(rows));
        const [after, fresh] = [await read(path, before), await read(path)];
        expect(seen(after)).toEqual(seen(fresh));
        after.close();
        fresh.close();
      }),
      { numRuns: 15 },
    );
  });

  it.each(CONTAINERS)('has its other rows in common with what it was: %s', async (name, text) => {
    writeFileSync(join(folder, `before-${name}`), text(ROWS));
    const before = await read(join(folder, `before-${name}`));
    const rows = ROWS.toSpliced(1500, 1, line('put in'), line('put in, too')).toSpliced(400, 1);
    writeFileSync(join(folder, name), text(rows));
    const after = await read(join(folder, name));
    const same = after.chunks?.sameAs(before.chunks ?? expect.fail()) ?? [];
    for (const { from, to, before: at } of same) {
      expect(texts(after, from, to)).toEqual(texts(before, at, at + to - from));
    }
    const others = otherRows(same, after.rowCount).reduce((sum, { from, to }) => sum + to - from, 0);
    expect(others).toBeGreaterThan(0);
    expect(others).toBeLessThan(after.rowCount / 3);
    before.close();
    after.close();
  });

  it('has nothing in common with other rows of the same bytes', async () => {
    writeFileSync(join(folder, 'one.csv'), `prompt,completion\n${'a,1\nb,2\n'.repeat(50)}`);
    writeFileSync(join(folder, 'other.csv'), `prompt,completion\n"\n${'a,1\nb,2\n'.repeat(50)}",3\n`);
    const [one, other] = [await read(join(folder, 'one.csv')), await read(join(folder, 'other.csv'))];
    expect(other.chunks?.sameAs(one.chunks ?? expect.fail())).toEqual([]);
    one.close();
    other.close();
  });
});

function texts(file: DatasetFile, from: number, to: number): string[] {
  return Array.from(file.rowsBytes(from, to), ({ bytes }) => Buffer.from(bytes).toString());
}
