import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HumanError } from '../../../../src/core/humanError';
import type { Recording } from '../../../../src/core/recorded/recorded';
import { requestKey } from '../../../../src/core/run/requestKey';
import type { JournalRecord, RunResponse } from '../../../../src/core/run/run';
import { DatasetFile } from '../../../../src/node/datasetFile';
import { readJournal } from '../../../../src/node/journalFile';
import {
  importOutputs,
  summaryOf,
  type ImportedOutputs,
  type OutputsSource,
} from '../../../../src/node/recorded/importOutputs';
import { RunLibrary } from '../../../../src/node/runLibrary';
import { content, recording, sha256 } from '../../core/recorded/recordings';

const NEVER = new AbortController().signal;

let folder: string;
let runsFolder: string;
let file: DatasetFile;

const inFolder = (name: string): string => path.join(folder, name);
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Recordings by file name; the files themselves hold their names. */
let recordings: Record<string, Recording>;

function keep(name: string, recorded: Recording): void {
  writeFileSync(inFolder(name), name);
  recordings[name] = recorded;
}

async function runs(): Promise<RunLibrary> {
  const library = new RunLibrary(runsFolder, 'eval.jsonl');
  await library.survey();
  await library.read(({ error }) => (error ? 'failed' : 'unjudged'));
  return library;
}

async function imported(sources: readonly OutputsSource[], signal = NEVER): Promise<ImportedOutputs> {
  const target = { file, path: 'eval.jsonl', runsFolder, runs: (await runs()).infos() };
  const read = (name: string): Promise<Recording> => {
    const found = recordings[path.basename(name)];
    return found ? Promise.resolve(found) : Promise.reject(new HumanError('no-file', 'There is no such file.'));
  };
  return importOutputs(sources, target, read, signal);
}

async function recordsOf(run: string): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const { record } of readJournal(path.join(runsFolder, `${run}.run.jsonl`))) records.push(record);
  return records;
}

const base = (model?: string): OutputsSource => ({
  role: 'base',
  file: inFolder('old.jsonl'),
  ...(model && { model }),
});
const tuned = (): OutputsSource => ({ role: 'tuned', file: inFolder('new.jsonl') });

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'import-outputs-'));
  runsFolder = inFolder('.tuning-fork/runs/eval');
  const rows = ['One?', 'Two?', 'Three?'].map((prompt, index) => ({ id: `q${index + 1}`, prompt, completion: 'Yes' }));
  writeFileSync(inFolder('eval.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  file = await DatasetFile.open(inFolder('eval.jsonl'));
  await file.index();
  await file.identify();
  recordings = {};
  keep(
    'old.jsonl',
    recording([
      ['q1', { old: 'No' }],
      ['q2', { old: ['Yes', 'Perhaps'] }],
      ['q7', { old: 'Lost' }],
    ]),
  );
  keep(
    'new.jsonl',
    recording([
      ['q2', { new: 'Yes' }],
      ['q1', { new: 'Yes' }],
    ]),
  );
});

afterEach(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

describe('importOutputs', () => {
  it('writes an ordinary journal: header, responses in the order of the dataset, footer', async () => {
    const outputs = await imported([base(), tuned()]);
    expect(outputs).toMatchObject({
      already: false,
      models: { base: 'old', tuned: 'new' },
      report: { samples: 3, paired: { count: 2 }, notInDataset: { count: 1, examples: ['q7 (line 3)'] } },
    });
    const [header, ...rest] = await recordsOf(outputs.run);
    const footer = rest.pop();
    const recorded = { endpoint: 'recorded:', api: 'chat', parameters: {} };
    expect(header).toEqual({
      type: 'run',
      version: 1,
      id: outputs.run,
      dataset: { path: 'eval.jsonl', sha256: file.sha256, samples: 3 },
      models: {
        base: { ...recorded, model: 'old', revision: hashOf('old.jsonl') },
        tuned: { ...recorded, model: 'new', revision: hashOf('new.jsonl') },
      },
      samples: ['q1', 'q2'],
      useCache: false,
      started: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
    const started = header?.type === 'run' ? header.started : '';
    expect(footer).toEqual({ type: 'end', status: 'complete', finished: started });
    const responses = rest.filter((record): record is RunResponse => record.type === 'response');
    expect(responses.map(({ sample, line, model, repeat, text }) => [sample, line, model, repeat, text])).toEqual([
      ['q1', 1, 'base', 0, 'No'],
      ['q1', 1, 'tuned', 0, 'Yes'],
      ['q2', 2, 'base', 1, 'Perhaps'],
      ['q2', 2, 'base', 0, 'Yes'],
      ['q2', 2, 'tuned', 0, 'Yes'],
    ]);
    const spec = {
      endpoint: 'recorded:',
      model: 'old',
      api: 'chat',
      parameters: {},
      revision: hashOf('old.jsonl'),
    } as const;
    const messages = content('Two?').messages;
    expect(responses[2]?.key).toBe(requestKey({ spec, messages }, 1, sha256));
    expect(readdirSync(runsFolder)).toEqual([`${outputs.run}.run.jsonl`]);
  });

  it('is read back as a complete run, the first repeat shown', async () => {
    const { run } = await imported([base(), tuned()]);
    const library = new RunLibrary(runsFolder, 'eval.jsonl');
    await library.survey();
    const shown: Record<string, string | undefined> = {};
    await library.read((response) => {
      shown[`${response.sample} ${response.model}`] = response.text;
      return 'unjudged';
    });
    expect(shown['q2 base']).toBe('Yes');
    expect(library.infos()).toEqual([
      expect.objectContaining({ id: run, status: 'complete', planned: 4, answered: 4, failed: 0 }),
    ]);
  });

  it('keeps what a model answered alone, and errors as errors', async () => {
    const failed = recording([['q3', { old: 'x' }]]);
    const [item] = failed.items;
    keep('old.jsonl', { ...failed, items: item ? [{ ...item, answers: { old: [{ error: 'content filter' }] } }] : [] });
    const { run, report } = await imported([base(), tuned()]);
    expect(report).toMatchObject({ paired: { count: 0 }, only: { base: { count: 1 }, tuned: { count: 2 } } });
    expect((await recordsOf(run))[3]).toMatchObject({
      sample: 'q3',
      model: 'base',
      error: { code: 'server-error', message: 'content filter' },
    });
    expect((await runs()).infos()[0]).toMatchObject({ planned: 6, answered: 2, failed: 1 });
  });

  it('pairs by prompt what has other keys', async () => {
    keep('old.jsonl', recording([['a', { old: 'No' }, content('Three?')]]));
    const { run } = await imported([base()]);
    expect((await recordsOf(run))[1]).toMatchObject({ sample: 'q3', line: 3, text: 'No' });
  });

  it('writes the same answers once, and again when other ones are shown', async () => {
    const first = await imported([base(), tuned()]);
    expect(await imported([base(), tuned()])).toEqual({ ...first, already: true });
    const other = await imported([base()]);
    expect(other.already).toBe(false);
    const again = await imported([base(), tuned()]);
    expect(again.already).toBe(false);
    expect((await runs()).infos()).toHaveLength(3);
  });

  it.each<[string, string, () => OutputsSource[]]>([
    ['no-recorded-model', 'old.jsonl holds the answers of “old”; not of “gone”.', () => [base('gone')]],
    ['bad-argument', 'Name one file of recorded answers for each model.', () => []],
    ['bad-argument', 'Name one file of recorded answers for each model.', () => [base(), base()]],
    ['no-file', 'There is no such file.', () => [base(), { role: 'tuned', file: inFolder('gone.jsonl') }]],
  ])('says %s and leaves nothing behind', async (code, message, sources) => {
    await expect(imported(sources())).rejects.toMatchObject({ code, message });
    expect(existsSync(runsFolder)).toBe(false);
  });

  it('asks which model, where the file does not leave one choice', async () => {
    keep('old.jsonl', recording([['q1', { a: 'A', b: 'B' }]]));
    await expect(imported([base()])).rejects.toThrow('old.jsonl holds the answers of “a”, “b”; say which model.');
    keep('old.jsonl', recording([]));
    await expect(imported([base()])).rejects.toThrow('old.jsonl holds no answers; say which model.');
  });

  it('writes nothing when nothing fits', async () => {
    keep(
      'old.jsonl',
      recording([
        ['x', { old: 'A' }],
        ['y', { old: 'B' }],
      ]),
    );
    await expect(imported([base()])).rejects.toMatchObject({ code: 'nothing-paired' });
    expect(existsSync(runsFolder)).toBe(false);
  });

  it('leaves no half journal when it is cancelled or the disk refuses', async () => {
    const cancelled = new AbortController();
    cancelled.abort();
    await expect(imported([base(), tuned()], cancelled.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(runsFolder)).toEqual([]);
    rmSync(inFolder('.tuning-fork'), { recursive: true });
    writeFileSync(inFolder('.tuning-fork'), 'a file where the folder should be');
    await expect(imported([base(), tuned()])).rejects.toThrow();
  });
});

describe('summaryOf', () => {
  it('counts what each model answered, and the prompts', () => {
    const recorded = recording([
      ['a', { old: 'A', new: ['B', 'C'] }, content('One?')],
      ['b', { new: 'D' }],
    ]);
    expect(summaryOf({ ...recorded, unusable: [{ line: 3, reason: 'not JSON' }] }, 'x.jsonl')).toEqual({
      format: { id: 'openai-batch', title: 'openai-batch' },
      models: [
        { name: 'old', items: 1 },
        { name: 'new', items: 2 },
      ],
      prompts: 1,
      unusable: 1,
    });
  });
});
