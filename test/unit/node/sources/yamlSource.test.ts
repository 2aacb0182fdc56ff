import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../../../src/core/dataset/sample';
import { DatasetFile } from '../../../../src/node/datasetFile';
import { openSource } from '../../../../src/node/datasetSource';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yaml-source-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(text: string | Uint8Array, name = 'tests.yaml'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function rowsOf(text: string | Uint8Array): Promise<Row[]> {
  const file = await DatasetFile.open(write(text));
  await file.index();
  await file.identify();
  const rows = file.readRows(0, 100);
  file.close();
  return rows;
}

const brief = (rows: readonly Row[]): unknown[] =>
  rows.map((row) =>
    row.kind === 'bad' ? [row.line, row.reason] : [row.line, row.messages[0]?.content, ...row.references],
  );

describe('a YAML file', () => {
  it('gives each test with the line on which it begins', async () => {
    const text = [
      '# Tests',
      'prompts: ["Say {{a}}"]',
      'tests:',
      '  - vars: {a: one}',
      '',
      '  # second',
      '  - description: x',
      '    vars:',
      '      a: two',
      '    assert: [{type: equals, value: 2}]',
    ];
    expect(brief(await rowsOf(text.join('\r\n')))).toEqual([
      [4, 'Say one'],
      [7, 'Say two', '2'],
    ]);
  });

  it('loses only what is not valid', async () => {
    const text = 'tests:\n- vars: {a: one}\n- vars: {a: "two\n- vars: {a: three}\n';
    const rows = await rowsOf('tests:\n- vars: {a: one}\n- vars: {a: two\n- vars: {a: three}\n');
    expect(rows[0]).toMatchObject({ kind: 'sample', line: 2 });
    expect(rows[1]).toMatchObject({ kind: 'bad', line: 3 });
    expect(rows[1]?.kind === 'bad' && rows[1].reason).toMatch(/^This is not valid YAML at line [34], column \d+: /);
    expect(brief(await rowsOf(text))[0]).toEqual([2, 'one']);
  });

  it('keeps long numbers exact, and words that only old YAML takes for true or false', async () => {
    expect(brief(await rowsOf('- {question: 90071992547409931, answer: no}\n'))).toEqual([
      [1, '90071992547409931', 'no'],
    ]);
  });

  it('refuses aliases that unfold to more than memory holds, and keeps the rest', async () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const below = level === 0 ? 'lol' : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array.from({ length: 9 }, () => below).join(', ')}]`;
    });
    const bomb = `${levels.join('\n')}\ntests:\n- vars: {a: *a29}\n- vars: {a: one}\n`;
    expect(brief(await rowsOf(bomb))).toEqual([
      [32, 'The aliases (*name) of this item unfold to more than can be read; write the values out.'],
      [33, 'one'],
    ]);
    expect(brief(await rowsOf('tests:\n- &a {vars: {x: [*a]}}\n- vars: {a: one}\n')).at(-1)).toEqual([3, 'one']);
  });

  it('marks the item that is not valid UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('- vars: {a: one}\n- vars: {a: '), Buffer.of(0xe9), Buffer.from('}\n')]);
    expect(brief(await rowsOf(bytes))).toEqual([
      [1, 'one'],
      [2, 'This item is not valid UTF-8; save the file as UTF-8.'],
    ]);
  });

  it.each([
    ['a: 1\n', 'it holds no list of tests or of other samples.'],
    ['tests: file://cases.csv\n', 'its tests stand in cases.csv; open that file.'],
    ['a: [1\nb: "\n', /it is not valid YAML at line \d, column \d+: .*\./],
    ['a: *nobody\n', /it is YAML that cannot be read; look for aliases/],
    ['['.repeat(50_000), /it is .*YAML/],
  ])('that cannot be read is refused with a sentence (%#)', async (text, why) => {
    const opening = openSource(write(text));
    await expect(opening).rejects.toMatchObject({ name: 'HumanError', code: 'not-a-dataset' });
    await expect(opening).rejects.toThrow(why);
  });

  it('of more than 20 MB is refused before it is read', async () => {
    const path = write(Buffer.alloc(20 * 1024 * 1024 + 1, '#'));
    await expect(openSource(path)).rejects.toThrow('it is YAML of more than 20 MB; export its rows as JSONL.');
  });

  it('reads no prompt file outside of its folder', async () => {
    writeFileSync(join(folder, '..', 'secret-prompt.txt'), 'secret {{a}}');
    const rows = await rowsOf('prompts: [file://../secret-prompt.txt]\ntests:\n- vars: {a: one}\n');
    rmSync(join(folder, '..', 'secret-prompt.txt'));
    expect(brief(rows)).toEqual([[3, 'one']]);
  });
});
