import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_FINDINGS, type CheckReport, type Finding } from '../../../src/core/check/check';
import type { DatasetConfig } from '../../../src/core/config/config';
import { checkDataset } from '../../../src/node/datasetCheck';
import type { CheckRequest } from '../../../src/node/datasetStore';
import { DatasetFile } from '../../../src/node/datasetFile';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dataset-check-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function check(
  name: string,
  content: string | Uint8Array,
  request: Partial<CheckRequest> = {},
  config?: DatasetConfig,
): Promise<CheckReport> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const file = await DatasetFile.open(path, config);
  try {
    await file.index();
    return await checkDataset(
      { file, path, config },
      { training: [], depth: 'problems', ...request },
      undefined,
      new AbortController().signal,
    );
  } finally {
    file.close();
  }
}

/** What a finding's range covers, cut from the file as an editor would show it. */
function marked(content: string, { range }: Finding): string {
  const lines = content.replace(/^\ufeff/, '').split('\n');
  const { startLine, startColumn, endLine, endColumn } = range;
  if (startLine === endLine) return (lines[startLine] ?? '').slice(startColumn, endColumn);
  const inner = lines.slice(startLine + 1, endLine);
  return [(lines[startLine] ?? '').slice(startColumn), ...inner, (lines[endLine] ?? '').slice(0, endColumn)].join('\n');
}

const chat = (...messages: (readonly [string, string])[]): string =>
  JSON.stringify({ messages: messages.map(([role, content]) => ({ role, content })) });

const found = (report: CheckReport): string[] => report.findings.map(({ check: id, line }) => `${line} ${id}`);

describe('checkDataset', () => {
  it('finds nothing in a good dataset', async () => {
    const report = await check(
      'good.jsonl',
      `${chat(['user', 'a'], ['assistant', '1'])}\n${chat(['user', 'b'], ['assistant', '2'])}\n`,
    );
    expect(report).toEqual({ findings: [], counts: [], unchecked: [] });
  });

  it('marks the value that a finding is about', async () => {
    const text = [
      chat(['user', 'ok'], ['assistant', 'yes']),
      chat(['user', 'ä😀'], ['bot', 'x'], ['assistant', 'y']),
      chat(['user', '  '], ['assistant', 'y']),
      chat(['user', 'p'], ['assistant', 'q'], ['user', 'r']),
    ].join('\n');
    const report = await check('marks.jsonl', `\ufeff${text}`);
    expect(report.findings.map((finding) => [finding.check, finding.line, marked(text, finding)])).toEqual([
      ['unknown-role', 2, '"bot"'],
      ['empty-content', 3, '"  "'],
      ['last-message', 4, '"user"'],
    ]);
    expect(report.findings[0]?.message).toBe(
      'Message 2 has the role “bot”; OpenAI’s chat format knows system, developer, user, assistant, tool, function.',
    );
  });

  it('says where JSON goes wrong', async () => {
    const bad = '{"messages": [{"role": "user", "content": "ä😀"} {"role": "assistant", "content": "b"}]}';
    const text = `${chat(['user', 'ok'], ['assistant', 'yes'])}\n${bad}\n`;
    const report = await check('broken.jsonl', text);
    expect(report.findings).toMatchObject([
      { check: 'unusable', severity: 'error', row: 1, line: 2, message: 'This is not valid JSON: a comma is missing.' },
    ]);
    const [finding] = report.findings;
    // The value where the comma should stand before.
    expect(finding?.range.startLine).toBe(1);
    expect(finding?.range.startColumn).toBe(bad.indexOf(' {"role": "assistant"') + 1);
  });

  it('finds places in a list over several lines, and in one on a single line', async () => {
    const rows = [
      {
        messages: [
          { role: 'user', content: '„ä“' },
          { role: 'assistant', content: 'b' },
        ],
      },
      {
        messages: [
          { role: 'assistant', content: 'c' },
          { role: 'assistant', content: 'd' },
        ],
      },
      {
        messages: [
          { role: 'user', content: 'e' },
          { role: 'assistant', content: '' },
        ],
      },
    ];
    for (const text of [JSON.stringify(rows, null, 2), JSON.stringify(rows), `\ufeff  ${JSON.stringify(rows)}`]) {
      const report = await check('list.json', text);
      expect(
        report.findings.filter((finding) => finding.check === 'empty-content').map((f) => marked(text, f)),
      ).toEqual(['""']);
      const order = report.findings.filter((finding) => finding.check === 'role-order');
      expect(order.map((finding) => [finding.row, marked(text, finding)])).toEqual([[1, '"assistant"']]);
    }
  });

  it('marks the record in a CSV file', async () => {
    const text = 'prompt,completion\n"a\nb",1\n"c\nd",\ne,2\n';
    const report = await check('table.csv', text);
    expect(report.findings.map((finding) => [finding.check, marked(text, finding)])).toEqual([
      ['missing-reference', '"c\nd",'],
    ]);
  });

  it('does not call a reference missing where no sample has one', async () => {
    expect(found(await check('prompts.jsonl', '{"prompt":"a"}\n{"prompt":"b"}\n'))).toEqual([]);
  });

  it('says of invalid UTF-8 and empty lines which row it is', async () => {
    const good = chat(['user', 'a'], ['assistant', 'b']);
    const bytes = Buffer.concat([Buffer.from(`${good}\n\n{"x": "`), Buffer.from([0xff]), Buffer.from(`"}\n${good}\n`)]);
    const report = await check('bytes.jsonl', bytes);
    expect(found(report).slice(0, 2)).toEqual(['2 unusable', '3 unusable']);
    expect(report.findings.map(({ message }) => message).slice(0, 2)).toEqual([
      'The line is empty.',
      'This row is not valid UTF-8; save the file as UTF-8.',
    ]);
  });

  it('lists no more findings than an editor can take, and some of each check', async () => {
    const empty = chat(['user', ''], ['assistant', 'b']);
    const rows = [
      ...Array.from({ length: 1500 }, () => empty),
      '{',
      chat(['user', 'a'], ['assistant', 'b'], ['user', 'c']),
    ];
    const report = await check('many.jsonl', rows.join('\n'));
    expect(report.findings).toHaveLength(MOST_FINDINGS);
    expect(report.counts.map(({ check: id, rows: count }) => [id, count])).toContainEqual(['empty-content', 1500]);
    const ids = new Set(report.findings.map(({ check: id }) => id));
    expect([ids.has('unusable'), ids.has('last-message')]).toEqual([true, true]);
    const lines = report.findings.map(({ line }) => line);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });
});
