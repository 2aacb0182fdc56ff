import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalRecord, RunFooter, RunHeader, RunResponse } from '../../../src/core/run/run';
import { createJournal, listJournals, newRunId, readJournal, reopenJournal } from '../../../src/node/journalFile';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'journal-'));
});

afterEach(() => rm(folder, { recursive: true }));

function headerOf(id = '2026-11-23T10-15-00Z-7f3a'): RunHeader {
  return {
    type: 'run',
    version: 1,
    id,
    dataset: { path: 'data/eval.jsonl', sha256: 'ab', samples: 3 },
    models: { base: { endpoint: 'demo:', model: 'm', api: 'chat', parameters: { stop: ['\n'], seed: null } } },
    samples: 'all',
    useCache: true,
    started: '2026-11-23T10:15:00.000Z',
  };
}

function responseOf(sample: string, text = 'yes'): RunResponse {
  return {
    type: 'response',
    sample,
    line: 1,
    model: 'base',
    repeat: 0,
    key: 'k',
    finished: '2026-11-23T10:15:01.000Z',
    text,
    finishReason: null,
    totalMs: 1.5,
  };
}

const footer: RunFooter = { type: 'end', status: 'complete', finished: '2026-11-23T10:16:00.000Z' };

async function recordsOf(file: string, from?: number): Promise<{ records: JournalRecord[]; broken: number }> {
  const reading = readJournal(file, from);
  const records: JournalRecord[] = [];
  for await (const { record } of reading) records.push(record);
  return { records, broken: reading.broken };
}

describe('a journal', () => {
  it('holds a header, responses and a footer, one JSON object a line, in the order given', async () => {
    const journal = await createJournal(path.join(folder, 'new', 'eval'), headerOf());
    const responses = Array.from({ length: 500 }, (_, index) => responseOf(`s${index}`, `line\nend ${index} 𝄞`));
    await Promise.all(responses.map((response) => journal.append(response)));
    await journal.append(footer);
    await journal.close();
    const lines = (await readFile(journal.file, 'utf8')).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([headerOf(), ...responses, footer]);
    expect((await recordsOf(journal.file)).records).toEqual([headerOf(), ...responses, footer]);
  });

  it('holds responses that nobody timed', async () => {
    const journal = await createJournal(folder, headerOf());
    const { totalMs, ...untimed } = { totalMs: undefined, ...responseOf('a') } as RunResponse & { text: string };
    expect(totalMs).toBe(1.5);
    await journal.append(untimed);
    await journal.close();
    expect((await recordsOf(journal.file)).records).toEqual([headerOf(), untimed]);
  });

  it('has on disk what it has acknowledged', async () => {
    const journal = await createJournal(folder, headerOf());
    await journal.append(responseOf('a'));
    expect((await recordsOf(journal.file)).records).toHaveLength(2);
    await journal.close();
  });

  it('is never begun over an old one', async () => {
    await (await createJournal(folder, headerOf())).close();
    await expect(createJournal(folder, headerOf())).rejects.toThrow('EEXIST');
  });

  it('rejects what it cannot write, and everything after it', async () => {
    const journal = await createJournal(folder, headerOf());
    await journal.close();
    await expect(journal.append(responseOf('a'))).rejects.toThrow();
    await expect(journal.append(responseOf('b'))).rejects.toThrow();
  });

  it('keeps a torn last line out of the way when it is reopened', async () => {
    const file = path.join(folder, 'torn.run.jsonl');
    await writeFile(file, `${JSON.stringify(headerOf())}\n${JSON.stringify(responseOf('a')).slice(0, 40)}`);
    const journal = await reopenJournal(file);
    await journal.append(responseOf('b'));
    await journal.close();
    expect(await recordsOf(file)).toEqual({ records: [headerOf(), responseOf('b')], broken: 1 });
  });

  it('keeps a whole last line that only lacks its line end, and adds none that is not needed', async () => {
    const file = path.join(folder, 'whole.run.jsonl');
    await writeFile(file, `${JSON.stringify(headerOf())}\n${JSON.stringify(responseOf('a'))}`);
    await (await reopenJournal(file)).close();
    await (await reopenJournal(file)).close();
    expect(await readFile(file, 'utf8')).toBe(`${JSON.stringify(headerOf())}\n${JSON.stringify(responseOf('a'))}\n`);
  });
});

describe('readJournal', () => {
  it('leaves out and counts what is no record', async () => {
    const file = path.join(folder, 'x.run.jsonl');
    const incomplete = { ...responseOf('a'), finishReason: undefined };
    const lines = [
      headerOf(),
      { ...headerOf(), version: 2 },
      { ...responseOf('a'), error: { code: 'no-such-code', message: '' }, text: undefined },
      incomplete,
      { ...responseOf('a'), text: 7 },
      null,
      responseOf('a'),
    ].map((value) => JSON.stringify(value));
    await writeFile(file, [...lines.slice(0, -1), '{"type":', '\u0000', '', lines.at(-1)].join('\n'));
    await appendFile(file, Buffer.from([0x0a, 0xff, 0xfe, 0x0a]));
    expect(await recordsOf(file)).toEqual({ records: [headerOf(), responseOf('a')], broken: 8 });
  });

  it('gives the bytes at which each record stands, across chunks', async () => {
    const journal = await createJournal(folder, headerOf());
    const long = '𝄞é'.repeat(70_000);
    for (const sample of ['a', 'b', 'c']) await journal.append(responseOf(sample, long));
    await journal.close();
    const bytes = await readFile(journal.file);
    let seen = 0;
    for await (const { record, offset, length } of readJournal(journal.file)) {
      expect(JSON.parse(bytes.subarray(offset, offset + length).toString('utf8'))).toEqual(record);
      seen++;
    }
    expect(seen).toBe(4);
  });

  it('goes on from where it ended before', async () => {
    const journal = await createJournal(folder, headerOf());
    let end = 0;
    for await (const { offset, length } of readJournal(journal.file)) end = offset + length;
    await journal.append(responseOf('a'));
    await journal.close();
    expect(await recordsOf(journal.file, end)).toEqual({ records: [responseOf('a')], broken: 0 });
  });

  it('passes over a line that is too long to be held', async () => {
    const file = path.join(folder, 'long.run.jsonl');
    const header = `${JSON.stringify(headerOf())}\n`;
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    await writeFile(file, header + 'x'.repeat(megabyte.length - header.length));
    for (let i = 0; i < 66; i++) await appendFile(file, megabyte);
    // The end of the long line, read by itself, would pass for a record.
    await appendFile(file, `${JSON.stringify(responseOf('no'))}\n${JSON.stringify(responseOf('a'))}\n`);
    expect(await recordsOf(file)).toEqual({ records: [headerOf(), responseOf('a')], broken: 1 });
  });

  it('reads an empty file', async () => {
    const file = path.join(folder, 'empty.run.jsonl');
    await writeFile(file, '');
    expect(await recordsOf(file)).toEqual({ records: [], broken: 0 });
  });
});

describe('listJournals', () => {
  it('gives the journals of a folder, newest first, and nothing else', async () => {
    await createJournal(folder, headerOf('2026-11-23T10-15-00Z-7f3a')).then((journal) => journal.close());
    await createJournal(folder, headerOf('2026-11-24T10-15-00Z-0001')).then((journal) => journal.close());
    await writeFile(path.join(folder, 'notes.txt'), '');
    await mkdir(path.join(folder, 'sub'));
    expect((await listJournals(folder)).map((file) => path.basename(file))).toEqual([
      '2026-11-24T10-15-00Z-0001.run.jsonl',
      '2026-11-23T10-15-00Z-7f3a.run.jsonl',
    ]);
  });

  it('tells datasets of one stem apart by the header', async () => {
    const other = {
      ...headerOf('2026-11-24T10-15-00Z-0001'),
      dataset: { path: 'eval.jsonl', sha256: 'ab', samples: 3 },
    };
    for (const header of [headerOf(), other]) await (await createJournal(folder, header)).close();
    await writeFile(path.join(folder, 'broken.run.jsonl'), '{');
    const files = await listJournals(folder, 'eval.jsonl');
    expect(files.map((file) => path.basename(file))).toEqual(['2026-11-24T10-15-00Z-0001.run.jsonl']);
  });

  it('gives none where there is no folder', async () => {
    expect(await listJournals(path.join(folder, 'none'))).toEqual([]);
  });
});

describe('newRunId', () => {
  it('sorts by time and tells runs of one second apart', () => {
    const date = new Date('2026-11-23T10:15:00.789Z');
    expect(newRunId(date, () => 0x7f3a / 0x10000)).toBe('2026-11-23T10-15-00Z-7f3a');
    expect(newRunId(date, () => 0)).toBe('2026-11-23T10-15-00Z-0000');
    expect(newRunId(date, () => 0.9999999)).toBe('2026-11-23T10-15-00Z-ffff');
    expect(newRunId()).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[0-9a-f]{4}$/);
  });
});
