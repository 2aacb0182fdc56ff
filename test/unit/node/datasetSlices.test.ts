import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL, answer, DatasetFolder, header, NEVER } from './support/datasetFolder';

let at: DatasetFolder;
const row = (id: string, more: object = {}): object => ({ id, prompt: `Prompt ${id}`, completion: 'Yes', ...more });

beforeEach(async () => {
  at = new DatasetFolder();
  at.writeRows([
    row('a', { task: 'clause', topics: ['Rent', 'Fee'] }),
    row('b', { task: 'terms', topics: ['Fee'] }),
    'not JSON',
    row('c', { task: 'terms' }),
    row('d', { task: '' }),
    row('e', { task: 'terms' }),
  ]);
  const time = '2026-01-01T00:00:01Z';
  const right = ['a', 'b', 'c'].map((id) => answer(id, 'base', 'Yes', time));
  const tuned = [
    answer('a', 'tuned', 'Yes', time),
    answer('b', 'tuned', 'No', time),
    answer('c', 'tuned', 'Yes', time),
  ];
  await at.writeRun(header('r1', '2026-01-01T00:00:00Z'), [...right, ...tuned]);
});
afterEach(() => at.remove());

describe('slices of a dataset', () => {
  it('count samples and broken ones by value, worst first, and leave bad rows out', async () => {
    const database = await at.open();
    expect(await database.slices({ field: 'task', text: '' }, NEVER)).toEqual({
      slices: [
        { value: 'terms', samples: 3, broken: 1 },
        { value: 'clause', samples: 1, broken: 0 },
        { samples: 1, broken: 0 },
      ],
      overlap: false,
    });
  });

  it('hold a sample once for each item of a list', async () => {
    const database = await at.open();
    expect(await database.slices({ field: 'topics', text: '' }, NEVER)).toEqual({
      slices: [
        { value: 'Fee', samples: 2, broken: 1 },
        { value: 'Rent', samples: 1, broken: 0 },
        { samples: 3, broken: 0 },
      ],
      overlap: true,
    });
  });

  it('count what a search finds', async () => {
    const database = await at.open();
    expect((await database.slices({ field: 'task', text: 'outcome:not-run' }, NEVER)).slices).toEqual([
      { value: 'terms', samples: 1, broken: 0 },
      { samples: 1, broken: 0 },
    ]);
    expect((await database.slices({ field: 'task', text: 'prompt' }, NEVER)).slices).toHaveLength(3);
  });

  it('are listed alone, with the labels that were asked for', async () => {
    const database = await at.open();
    const list = async (value?: string): Promise<string[]> => {
      const slice = { field: 'task', ...(value !== undefined && { value }) };
      const { items } = await database.list({ ...ALL, slice, offset: 0, limit: 10, fields: ['topics'] }, NEVER);
      return items.map(({ id, labels }) => `${id} ${labels?.['topics']?.join('+')}`);
    };
    expect(await list('terms')).toEqual(['b Fee', 'c ', 'e ']);
    expect(await list()).toEqual(['d ']);
    expect(await list('no such value')).toEqual([]);
  });

  it('follow the file', async () => {
    const database = await at.open();
    await database.slices({ field: 'task', text: '' }, NEVER);
    at.replaceRows([row('x', { task: 'new' })]);
    await database.reload({});
    expect((await database.slices({ field: 'task', text: '' }, NEVER)).slices).toEqual([
      { value: 'new', samples: 1, broken: 0 },
    ]);
  });

  it('are 200 at most', async () => {
    at.writeRows(Array.from({ length: 200 }, (_, index) => row(`s${index}`, { task: `t${index}` })));
    const database = await at.open();
    expect((await database.slices({ field: 'task', text: '' }, NEVER)).slices).toHaveLength(200);
    at.replaceRows(Array.from({ length: 201 }, (_, index) => row(`s${index}`, { task: `t${index}` })));
    await database.reload({});
    await expect(database.slices({ field: 'task', text: '' }, NEVER)).rejects.toMatchObject({
      code: 'too-many-values',
    });
  });
});

describe('terms about outcomes', () => {
  const found = async (text: string, outcomes: readonly ('broken' | 'fixed')[] = []): Promise<string[]> => {
    const database = await at.open();
    const { items } = await database.list({ text, outcomes, sort: 'line', offset: 0, limit: 10 }, NEVER);
    return items.map(({ id }) => id);
  };

  it('find samples by what became of them, never bad rows', async () => {
    expect(await found('outcome:broken')).toEqual(['b']);
    expect(await found('outcome:not-run')).toEqual(['d', 'e']);
    expect(await found('error:no')).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await found('error:yes')).toEqual([]);
    expect(await found('outcome:both-right task:terms')).toEqual(['c']);
  });

  it('hold together with the outcomes that are chosen', async () => {
    expect(await found('outcome:broken', ['broken'])).toEqual(['b']);
    expect(await found('outcome:broken', ['fixed'])).toEqual([]);
    expect(await found('outcome:broken outcome:fixed')).toEqual([]);
  });
});
