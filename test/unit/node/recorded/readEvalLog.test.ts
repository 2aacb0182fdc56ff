import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { crc32, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HumanError } from '../../../../src/core/humanError';
import type { Recording } from '../../../../src/core/recorded/recorded';
import { readRecording } from '../../../../src/node/recorded/readRecording';
import { expectedRecording, inspectDocument } from './recordedFixtures';
import { zipOf, type ZipEntry } from './zipWriter';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-eval-'));
});

afterAll(() => rm(folder, { recursive: true }));

const { samples, ...header } = inspectDocument();
const SAMPLE_NAMES = samples.map(({ id, epoch }) => `samples/${String(id)}_epoch_${String(epoch)}.json`);

/** The log's entries as the tool writes them: samples first, in the order in which they were finished. */
function entriesOf(pack: (name: string, data: Buffer) => ZipEntry): ZipEntry[] {
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  return [
    pack('_journal/start.json', json({ version: 2, eval: header })),
    ...samples.map((sample, index) => pack(SAMPLE_NAMES[index] ?? '', json(sample))),
    pack('summaries.json', json([])),
    pack('header.json', json(header)),
  ];
}

const deflated = (name: string, data: Buffer): ZipEntry => ({ name, data });

async function logOf(name: string, entries: readonly ZipEntry[]): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, zipOf(entries));
  return file;
}

/** Order in the ZIP: by name, numbers by value, so the sample “2” comes before “c1”. */
function expectedLog(): Recording {
  const { models, items, unusable } = expectedRecording('inspect-json');
  const [first, second] = items;
  if (!first || !second) throw new Error('The fixture has two items.');
  return {
    format: { id: 'inspect-eval', title: 'Inspect log' },
    models,
    items: [
      { ...second, line: 1 },
      { ...first, line: 3 },
    ],
    unusable,
  };
}

/**
 * The entries of a sample in parts, written by hand from inspect_ai’s `chunked/format.py`: ranges of messages, of which
 * some stand in other events only, and texts that are attachments.
 */
function partsOf(sample: Readonly<Record<string, unknown>>): ZipEntry[] {
  const { metadata, ...shell } = sample;
  const list = sample['messages'] as readonly Record<string, unknown>[];
  const [asked, ...rest] = list;
  const folder = `samples/${String(shell['id'])}_epoch_${String(shell['epoch'])}`;
  const files: Readonly<Record<string, unknown>> = {
    'sample.json': {
      ...shell,
      messages: undefined,
      attachments: undefined,
      message_refs: [
        [1, 2],
        [3, 3 + rest.length],
      ],
    },
    'metadata.json': metadata ?? {},
    'skeleton.json': {},
    'messages/0.json': [
      { role: 'user', content: 'of an event' },
      { ...asked, content: 'attachment://1' },
    ],
    'messages/2.json': [{ role: 'user', content: 'attachment://7' }, ...rest],
    'events/0.json': [],
    'attachments/0.json': ['not this one', asked?.['content']],
  };
  return Object.entries(files).map(([name, value]) =>
    deflated(`${folder}/${name}`, Buffer.from(JSON.stringify(value))),
  );
}

const sorted = ({ items, ...rest }: Recording): unknown => ({
  ...rest,
  items: items.map((item) => ({ ...item, line: 0 })).sort((a, b) => (a.key < b.key ? -1 : 1)),
});

describe('an Inspect log in a ZIP', () => {
  it.each<[string, (name: string, data: Buffer) => ZipEntry]>([
    ['stored', (name, data) => ({ name, data, method: 0 })],
    ['deflated', deflated],
    [
      'packed with Zstandard in several frames',
      (name, data) => {
        const half = Math.floor(data.length / 2);
        const frames = [zstdCompressSync(data.subarray(0, half)), zstdCompressSync(data.subarray(half))];
        return { name, data: Buffer.concat(frames), method: 93, size: data.length, crc: crc32(data) };
      },
    ],
  ])('is read when %s', async (_, pack) => {
    expect(await readRecording(await logOf('log.eval', entriesOf(pack)))).toEqual(expectedLog());
  });

  it('is read before it is finished, with the header of its start', async () => {
    const entries = entriesOf(deflated).filter(({ name }) => name !== 'header.json');
    const start = { name: '_journal/start.json', data: Buffer.from(JSON.stringify(header)) };
    expect(await readRecording(await logOf('running.eval', [start, ...entries.slice(1)]))).toEqual(expectedLog());
  });

  it('tells which samples are damaged and keeps the others', async () => {
    const entries = entriesOf(deflated).map((entry) => (entry.name === SAMPLE_NAMES[0] ? { ...entry, crc: 1 } : entry));
    const { items, unusable } = await readRecording(await logOf('damaged.eval', entries));
    expect(items).toHaveLength(2);
    expect(unusable).toEqual([
      { line: 3, reason: 'The entry samples/c1_epoch_1.json is damaged, or packed in a way that is not known.' },
    ]);
  });

  it('is read with samples stored in parts, as version 3 has them', async () => {
    const [first, ...others] = samples;
    if (!first) throw new Error('The fixture has samples.');
    const parts = partsOf(first);
    const log = (entries: readonly ZipEntry[]): Promise<string> =>
      logOf('parts.eval', [...entriesOf(deflated).filter(({ name }) => name !== SAMPLE_NAMES[0]), ...entries]);
    expect(others.length).toBeGreaterThan(0);
    // In the ZIP’s order a folder stands before a file whose name goes on.
    expect(sorted(await readRecording(await log(parts)))).toEqual(sorted(expectedLog()));
    for (const name of ['sample.json', 'messages/2.json', 'attachments/0.json', 'metadata.json']) {
      const damaged = parts.map((entry) => (entry.name.endsWith(`/${name}`) ? { ...entry, crc: 1 } : entry));
      const { unusable } = await readRecording(await log(damaged));
      expect(unusable.map(({ reason }) => reason)).toEqual([
        `The part samples/c1_epoch_1/${name} of this sample is missing, damaged or too long.`,
      ]);
    }
  });

  it('does not repeat messages without end', async () => {
    const shell = { id: 'x', epoch: 1, message_refs: Array.from({ length: 100_000 }, () => [0, 1000]) };
    const entries = [
      ['sample.json', shell],
      ['messages/0.json', Array.from({ length: 1000 }, () => ({ role: 'user', content: 'again' }))],
    ].map(([name, value]) => deflated(`samples/x_epoch_1/${name as string}`, Buffer.from(JSON.stringify(value))));
    const { unusable } = await readRecording(await logOf('again.eval', [...entriesOf(deflated), ...entries]));
    expect(unusable.map(({ reason }) => reason)).toEqual([
      'The part samples/x_epoch_1/messages of this sample is missing, damaged or too long.',
    ]);
  });

  it.each<[string, () => readonly ZipEntry[], RegExp]>([
    ['without a header', () => entriesOf(deflated).slice(1, -1), /is no log of Inspect/],
    ['of another kind', () => [{ name: 'header.json', data: Buffer.from('{"version":2}') }], /is no log of Inspect/],
    [
      'with an entry that unpacks to a thousand times its size',
      () => [...entriesOf(deflated), { name: 'samples/bomb_epoch_1.json', data: Buffer.alloc(64 * 1024 * 1024, ' ') }],
      /refused\.eval has an entry that unpacks to 64 MB/,
    ],
    [
      'with an entry that says it unpacks to a gigabyte',
      () => [...entriesOf(deflated), { name: 'samples/z_epoch_1.json', data: Buffer.from('{}'), size: 2 ** 30 }],
      /has an entry that unpacks to 1024 MB/,
    ],
  ])('is refused %s', async (_, entries, sentence) => {
    const error: unknown = await readRecording(await logOf('refused.eval', entries())).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(HumanError);
    expect((error as HumanError).message).toMatch(sentence);
  });

  it('is refused with too many entries, before they are read', async () => {
    const file = path.join(folder, 'many.eval');
    await writeFile(file, zipOf(entriesOf(deflated), 300_000));
    await expect(readRecording(file)).rejects.toMatchObject({ code: 'zip-too-large' });
  });

  it('never unpacks more than an entry says', async () => {
    const data = zstdCompressSync(Buffer.alloc(8 * 1024 * 1024, ' '));
    const liar = { name: 'samples/a_epoch_1.json', data, method: 93, size: 1000 };
    const inflated = { name: 'samples/b_epoch_1.json', data: Buffer.alloc(8 * 1024 * 1024, ' '), size: 1000, crc: 1 };
    const { items, unusable } = await readRecording(await logOf('liar.eval', [...entriesOf(deflated), liar, inflated]));
    expect(items).toHaveLength(2);
    expect(unusable.map(({ line }) => line)).toEqual([3, 4]);
  });

  it('never fails but with a sentence, whatever happened to the file', async () => {
    const whole = zipOf(
      entriesOf((name, data) => ({
        name,
        data: zstdCompressSync(data),
        method: 93,
        size: data.length,
        crc: crc32(data),
      })),
    );
    const file = path.join(folder, 'mutated.eval');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(64),
        async (bytes, cut) => {
          const broken = Buffer.from(whole);
          for (const [at, byte] of bytes) broken[at] = byte;
          await writeFile(file, broken.subarray(0, cut < 8 ? Math.floor((whole.length * cut) / 8) : whole.length));
          const result: unknown = await readRecording(file).catch((reason: unknown) => reason);
          if (!(result instanceof HumanError)) expect(result).toMatchObject({ format: { id: 'inspect-eval' } });
        },
      ),
      { numRuns: 300 },
    );
  });
});
