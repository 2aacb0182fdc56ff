import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { activate, eventually, failure, item, read, run, write } from '../support';
import type { TuningForkApi } from '../../../src/api';
import type { Note } from '../../../src/core/note/note';

const NOTES = 'data/evals.notes.jsonl';
const lines = (): string[] => read(NOTES).split('\n');

describe('notes', () => {
  let api: TuningForkApi;
  let sample: string;

  before(async () => {
    api = await activate();
    const [row] = await api.readSamples('data/evals.jsonl', { offset: 0, limit: 1 });
    assert.ok(row?.kind === 'sample');
    sample = row.id;
  });

  it('are saved beside the dataset, signed and dated, one line each', async () => {
    const note = await run<Note>('tuningFork.saveNote', {
      dataset: 'data/evals.jsonl',
      note: { sample, verdict: 'tuned', categories: { base: ['tone'], tuned: [] }, note: 'Reads well.' },
    });
    assert.equal(note.reviewer, 'a reviewer');
    assert.equal(note.line, 1);
    assert.match(note.updated, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(lines().length, 2);
    assert.equal(lines()[1], '');
    assert.deepEqual(JSON.parse(lines()[0] ?? ''), note);
  });

  it('count in the Error Categories view', async () => {
    await eventually('the count', async () => (await item('categories', 'Tone')).description === 'base 1 · tuned 0');
  });

  it('take over what another window or a pull has written', async () => {
    const other = {
      sample,
      line: 1,
      reviewer: 'another reviewer',
      verdict: 'tie',
      updated: '2026-01-01T00:00:00Z',
      mood: 'kept',
    };
    write(NOTES, `${lines()[0] ?? ''}\n${JSON.stringify(other)}\n`);
    await eventually('both notes', async () => (await api.readNotes('data/evals.jsonl')).length === 2);
    await run('tuningFork.saveNote', { dataset: 'data/evals.jsonl', note: { sample, verdict: 'base' } });
    const kept = lines()
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Note & { mood?: string });
    assert.deepEqual(
      kept.map(({ reviewer, verdict }) => [reviewer, verdict]),
      [
        ['a reviewer', 'base'],
        ['another reviewer', 'tie'],
      ],
    );
    assert.equal(kept[1]?.mood, 'kept');
  });

  it('keep a line that a hand edit broke', async () => {
    write(NOTES, `${read(NOTES)}{"sample": "oops\n`);
    await run('tuningFork.saveNote', { dataset: 'data/evals.jsonl', note: { sample, verdict: 'neither' } });
    assert.ok(lines().includes('{"sample": "oops'), read(NOTES));
    assert.equal(
      (await api.readNotes('data/evals.jsonl')).find(({ reviewer }) => reviewer === 'a reviewer')?.verdict,
      'neither',
    );
  });

  it('refuse what is no note, and a sample that is not there', async () => {
    const bad = await failure(
      run('tuningFork.saveNote', { dataset: 'data/evals.jsonl', note: { sample, verdict: 'win' } }),
    );
    assert.equal(bad.code, 'bad-argument');
    await failure(run('tuningFork.saveNote', { dataset: 'data/evals.jsonl', note: { sample: 'nobody' } }));
    await failure(run('tuningFork.saveNote', { dataset: 'nowhere.jsonl', note: { sample } }));
    assert.equal(read(NOTES).includes('nobody'), false);
  });
});
