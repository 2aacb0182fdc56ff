import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunResponse } from '../../../src/core/run/run';
import type { DatasetInfo } from '../../../src/node/datasetStore';
import { ALL, answer, base, DatasetFolder, header, NEVER, tuned } from './support/datasetFolder';

let at: DatasetFolder;

beforeEach(() => {
  at = new DatasetFolder();
  at.writeRows([
    { id: 'a', prompt: 'Which clause? Rent is due monthly.', completion: 'Payment', task: 'clause' },
    { id: 'b', prompt: 'Which clause? Each party keeps secrets.', completion: 'Confidentiality', task: 'clause' },
    'not JSON',
    { id: 'c', prompt: 'Extract. Notice of 30 days.', completion: '{"notice_days":30}', task: 'terms' },
    { id: 'd', prompt: 'Which clause? Storms excuse delay.', completion: 'Force Majeure', task: 'clause' },
  ]);
});
afterEach(() => at.remove());

describe('a dataset’s database', () => {
  it('shows rows, the bad one in its place, and counts them', async () => {
    const database = await at.open();
    const rows = await database.readRows({ offset: 0, limit: 10 });
    expect(rows.map((row) => (row.kind === 'sample' ? row.id : `bad ${row.line}`))).toEqual([
      'a',
      'b',
      'bad 3',
      'c',
      'd',
    ]);
    const info = await database.whenReady();
    expect(info).toMatchObject({ state: 'ready', rows: 5, badRows: 1, format: { id: 'prompt-completion' } });
    expect(info.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(info.summary.outcomes).toMatchObject({ 'not-run': 4, broken: 0 });
  });

  it('computes outcomes from the journals and lists what broke first', async () => {
    await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), [
      answer('a', 'base', 'Payment', '2026-01-01T00:00:01Z'),
      answer('a', 'tuned', 'Warranty', '2026-01-01T00:00:01Z'),
      answer('b', 'base', 'Payment', '2026-01-01T00:00:01Z'),
      answer('b', 'tuned', 'Confidentiality', '2026-01-01T00:00:01Z'),
      answer('c', 'base', '{"notice_days":30}', '2026-01-01T00:00:01Z'),
      answer('c', 'tuned', '{ "notice_days": 30 }', '2026-01-01T00:00:01Z'),
    ]);
    const database = await at.open();
    const page = await database.list({ ...ALL, offset: 0, limit: 10 }, NEVER);
    expect(page.items.map(({ id, outcome, bad }) => (bad === undefined ? `${id} ${outcome}` : 'bad'))).toEqual([
      'a broken',
      'b fixed',
      'c both-right',
      'bad',
      'd not-run',
    ]);
    expect(page.groups).toEqual([
      { outcome: 'broken', start: 0, count: 1 },
      { outcome: 'fixed', start: 1, count: 1 },
      { outcome: 'both-right', start: 2, count: 1 },
      { outcome: 'not-run', start: 3, count: 2 },
    ]);
    const detail = await database.detail({ id: 'a' });
    expect(detail.responses['tuned']).toMatchObject({ state: 'done', text: 'Warranty', run: 'r1', cached: false });
    expect(detail.scores[0]).toMatchObject({ metric: 'exact-match', scores: { base: 1, tuned: 0 } });
  });

  it('keeps the answers of older runs of the same models, and the newest of each sample', async () => {
    await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), [
      answer('a', 'base', 'Payment', '2026-01-01T00:00:01Z'),
      answer('a', 'tuned', 'Warranty', '2026-01-01T00:00:01Z'),
      answer('b', 'base', 'Payment', '2026-01-01T00:00:01Z'),
      answer('b', 'tuned', 'Payment', '2026-01-01T00:00:01Z'),
    ]);
    const relearned = { base, tuned: { ...tuned, revision: '2' } };
    await at.writeRun(header('r2', '2026-01-02T00:00:00Z', relearned), [
      answer('a', 'base', 'Payment', '2026-01-02T00:00:01Z'),
      answer('a', 'tuned', 'Payment', '2026-01-02T00:00:01Z'),
    ]);
    const database = await at.open();
    expect((await database.whenReady()).summary.outcomes).toMatchObject({
      'both-right': 1,
      'both-wrong': 1,
      'not-run': 2,
    });
    expect((await database.detail({ id: 'a' })).responses['tuned']).toMatchObject({ text: 'Payment', run: 'r2' });
  });

  it('leaves out the answers of other models than the newest run’s', async () => {
    await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), [
      answer('a', 'base', 'Payment', '2026-01-01T00:00:01Z'),
      answer('a', 'tuned', 'Payment', '2026-01-01T00:00:01Z'),
    ]);
    const database = await at.open();
    expect((await database.whenReady()).summary.outcomes['both-right']).toBe(1);
    const other = { base, tuned: { ...tuned, model: 'tuned-model-2' } };
    await at.writeRun(header('r2', '2026-01-02T00:00:00Z', other), [
      answer('b', 'tuned', 'Confidentiality', '2026-01-02T00:00:01Z'),
    ]);
    const info = await database.reloadRuns();
    expect(info.summary.outcomes).toMatchObject({ 'both-right': 0, 'not-run': 4 });
    const detail = await database.detail({ id: 'a' });
    expect(Object.keys(detail.responses)).toEqual(['base']);
  });

  it('takes responses of a run that goes on, and reads its journal once it is written', async () => {
    const pushed: DatasetInfo[] = [];
    const database = await at.open(undefined, (info) => pushed.push(info));
    const responses = [
      answer('a', 'base', 'Payment', '2026-01-01T00:00:01Z'),
      answer('a', 'tuned', 'Warranty', '2026-01-01T00:00:01Z'),
    ];
    await database.addResponses({ run: 'r1', responses });
    expect((await database.whenReady()).summary.outcomes.broken).toBe(1);
    expect((await database.detail({ id: 'a' })).responses['tuned']).toMatchObject({ text: 'Warranty', run: 'r1' });
    const journal = await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), responses, false);
    expect(await database.runs()).toEqual([
      expect.objectContaining({ id: 'r1', file: journal, status: 'interrupted', planned: 8, answered: 2, failed: 0 }),
    ]);
    expect((await database.runs())[0]?.right).toEqual({ base: 1, tuned: 0 });
  });

  it('answers known requests from the journals, errors left out', async () => {
    const failed: RunResponse = {
      ...{ type: 'response', sample: 'b', line: 2, model: 'base', repeat: 0, key: 'base b' },
      finished: '2026-01-01T00:00:01Z',
      error: { code: 'timeout', message: 'No answer in time.' },
    };
    await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), [
      answer('a', 'base', 'Payment', '2026-01-01T00:00:01Z'),
      failed,
    ]);
    const database = await at.open();
    const found = await database.findCached({ keys: ['base a', 'base b', 'base c'] });
    expect(Object.keys(found)).toEqual(['base a']);
    expect(found['base a']).toMatchObject({ text: 'Payment' });
  });

  it('scores again without reading the file when other metrics are chosen', async () => {
    await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), [
      answer('b', 'base', 'confidentiality', '2026-01-01T00:00:01Z'),
      answer('b', 'tuned', 'Confidentiality', '2026-01-01T00:00:01Z'),
    ]);
    const database = await at.open();
    expect((await database.whenReady()).summary.outcomes.fixed).toBe(1);
    const info = await database.reload({ config: { files: '*.jsonl', metrics: ['normalized-exact-match'] } });
    expect(info.summary.guessed).toBe(false);
    expect(info.summary.outcomes).toMatchObject({ fixed: 0, 'both-right': 1 });
  });

  it('opens what is listed before every row has been read', async () => {
    const many = Array.from({ length: 60_000 }, (_, n) => ({ prompt: `Question ${n}?`, completion: `Answer ${n}` }));
    at.writeRows(many);
    const { database, info } = await at.begin();
    expect(info.state).not.toBe('ready');
    let isReady = false;
    const ready = database.whenReady().then((last) => {
      isReady = true;
      return last;
    });
    const [, second] = (await database.list({ ...ALL, offset: 0, limit: 2 }, NEVER)).items;
    const detail = await database.detail({ id: second?.id ?? '' });
    expect(detail).toMatchObject({ line: 2, references: ['Answer 1'] });
    expect(isReady).toBe(false);
    expect(await ready).toMatchObject({ state: 'ready', rows: 60_000 });
  });

  it('searches prompts and metadata, pages, and finds the page around a sample', async () => {
    const database = await at.open();
    const found = async (text: string): Promise<string[]> =>
      (await database.list({ ...ALL, text, offset: 0, limit: 10 }, NEVER)).items.map(({ id }) => id);
    expect(await found('storms')).toEqual(['d']);
    expect(await found('task:clause')).toEqual(['a', 'b', 'd']);
    await database.setNotes({ marks: [{ sample: 'b', count: 2, categories: ['wrong-clause'] }] });
    expect(await found('note:yes')).toEqual(['b']);
    expect(await found('category:wrong-clause')).toEqual(['b']);
    const around = await database.list({ ...ALL, offset: 0, limit: 2, around: 'd' }, NEVER);
    expect(around).toMatchObject({ total: 5, offset: 4 });
    expect(around.items.map(({ id }) => id)).toEqual(['d']);
  });

  it('gives runs their samples in file order without the bad rows', async () => {
    const database = await at.open();
    const all = await database.readSelection({ selection: { kind: 'all' }, offset: 1, limit: 2 });
    expect(all.total).toBe(4);
    expect(all.samples.map(({ id }) => id)).toEqual(['b', 'c']);
    const some = await database.readSelection({
      selection: { kind: 'ids', ids: ['d', 'a', 'gone'] },
      offset: 0,
      limit: 9,
    });
    expect(some.samples.map(({ id }) => id)).toEqual(['a', 'd']);
    const outcome = await database.readSelection({
      selection: { kind: 'outcome', outcome: 'not-run' },
      offset: 0,
      limit: 0,
    });
    expect(outcome).toEqual({ total: 4, samples: [] });
  });

  it('follows a changed file, keeps results with their samples, and says when the file is gone', async () => {
    await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), [
      answer('d', 'base', 'Force Majeure', '2026-01-01T00:00:01Z'),
      answer('d', 'tuned', 'Force Majeure', '2026-01-01T00:00:01Z'),
    ]);
    const database = await at.open();
    at.writeRows([
      { id: 'new', prompt: 'Which clause? A new one.', completion: 'Audit Rights' },
      { id: 'd', prompt: 'Which clause? Storms excuse delay.', completion: 'Force Majeure', task: 'clause' },
    ]);
    const info = await database.reload({});
    expect(info).toMatchObject({ state: 'ready', rows: 2, badRows: 0 });
    expect(info.summary.outcomes['both-right']).toBe(1);
    expect((await database.detail({ id: 'd' })).line).toBe(2);
    await expect(database.detail({ id: 'a' })).rejects.toThrow('no longer in the dataset');
    rmSync(at.file);
    const gone = await database.reload({});
    expect(gone.state).toBe('failed');
    expect(gone.error).toMatch(/\.$/);
    await expect(database.readRows({ offset: 0, limit: 1 })).rejects.toThrow(gone.error);
    at.writeRows([{ id: 'back', prompt: 'Which clause? Again.', completion: 'Payment' }]);
    expect(await database.reload({})).toMatchObject({ state: 'ready', rows: 1 });
  });

  it('ignores journals of another dataset in the same folder and lines that are torn', async () => {
    const other = header('r0', '2026-01-03T00:00:00Z');
    await at.writeRun({ ...other, dataset: { ...other.dataset, path: 'old/eval.jsonl' } }, [
      answer('a', 'base', 'Payment', '2026-01-03T00:00:01Z'),
    ]);
    const journal = await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), [
      answer('a', 'base', 'Payment', '2026-01-01T00:00:01Z'),
      answer('a', 'tuned', 'Payment', '2026-01-01T00:00:01Z'),
    ]);
    writeFileSync(journal, '{"type":"response","sample":"b","li', { flag: 'a' });
    const database = await at.open();
    expect((await database.runs()).map(({ id }) => id)).toEqual(['r1']);
    expect((await database.whenReady()).summary.outcomes['both-right']).toBe(1);
  });
});
