import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatasetFile } from '../../../src/node/datasetFile';
import { answer, DatasetFolder, header } from './support/datasetFolder';

let at: DatasetFolder;

beforeEach(() => {
  at = new DatasetFolder();
});
afterEach(() => at.remove());

/** Lines on which the rows start that stand on these lines of a file. */
async function linesOf(name: string, text: string, from: number, to: number): Promise<number[]> {
  const file = path.join(path.dirname(at.file), name);
  writeFileSync(file, text);
  const dataset = await DatasetFile.open(file);
  await dataset.index();
  const { first, behind } = dataset.rowsOnLines(from, to);
  const lines = dataset.readRows(first, behind - first).map(({ line }) => line);
  dataset.close();
  return lines;
}

describe('the rows on lines', () => {
  const row = (prompt: string): string => JSON.stringify({ prompt, completion: 'x' });

  it('are the lines themselves in JSON Lines', async () => {
    const text = `${row('a')}\n${row('b')}\n${row('c')}\n`;
    expect(await linesOf('a.jsonl', text, 2, 3)).toEqual([2, 3]);
    expect(await linesOf('a.jsonl', text, 1, 1)).toEqual([1]);
    expect(await linesOf('a.jsonl', text, 3, 900)).toEqual([3]);
  });

  it('hold the element of a list that goes on there', async () => {
    const text = JSON.stringify(JSON.parse(`[${row('a')},${row('b')},${row('c')}]`), null, 2);
    // Elements start on lines 2, 6 and 10.
    expect(await linesOf('a.json', text, 2, 2)).toEqual([2]);
    expect(await linesOf('a.json', text, 4, 4)).toEqual([2]);
    expect(await linesOf('a.json', text, 8, 10)).toEqual([6, 10]);
    expect(await linesOf('a.json', text, 12, 12)).toEqual([10]);
  });

  it('begin below the header of a table, and hold a record with line ends in it', async () => {
    const text = 'prompt,completion\n"a\nb\nc",x\nd,y\n';
    expect(await linesOf('a.csv', text, 1, 1)).toEqual([]);
    expect(await linesOf('a.csv', text, 3, 5)).toEqual([2, 5]);
  });

  it('come as list items with what is known of them', async () => {
    at.writeRows([
      { id: 'a', prompt: 'Which clause?', completion: 'Payment' },
      'not JSON',
      { id: 'b', prompt: 'And this?', completion: 'Notice' },
    ]);
    await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), [
      answer('a', 'base', 'Payment', '2026-01-01T00:00:01Z'),
      answer('a', 'tuned', 'Notice', '2026-01-01T00:00:02Z'),
    ]);
    const database = await at.open();
    await database.setNotes({ marks: [{ sample: 'a', count: 2, categories: [] }] });
    const items = await database.rowsOnLines({ from: 1, to: 2 });
    expect(items).toMatchObject([
      { id: 'a', line: 1, title: 'Which clause?', outcome: 'broken', change: -1, notes: 2 },
      { id: '', line: 2, outcome: 'not-run' },
    ]);
  });
});
