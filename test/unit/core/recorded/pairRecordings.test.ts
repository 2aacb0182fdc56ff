import { describe, expect, it } from 'vitest';
import type { ModelRole } from '../../../../src/core/model/model';
import { itemsToPair, type PairingSource } from '../../../../src/core/recorded/pairingItems';
import { pairRecordings, type Pairing, type PairingDataset } from '../../../../src/core/recorded/pairRecordings';
import { content, dataset, recording, sha256 } from './recordings';

function pair(sources: readonly PairingSource[], data: PairingDataset): Pairing {
  const roles = sources.map(({ role }) => role);
  return pairRecordings(itemsToPair(sources, sha256), roles, data);
}

/** Sample id → role → texts. */
function textsOf({ answers }: Pairing): Record<string, Record<ModelRole, string[]>> {
  return Object.fromEntries(
    [...answers].map(([id, byRole]) => [
      id,
      Object.fromEntries(
        [...byRole].map(([role, given]) => [
          role,
          given.map((answer) => ('error' in answer ? `error: ${answer.error}` : answer.text)),
        ]),
      ),
    ]),
  );
}

const countsOf = ({ report }: Pairing): unknown => ({
  paired: report.paired.count,
  only: Object.fromEntries(Object.entries(report.only).map(([role, { count }]) => [role, count])),
  notInDataset: report.notInDataset.count,
  ambiguous: report.ambiguous.count,
});

describe('two models of one recording', () => {
  const both = recording(
    [
      ['k1', { old: 'A', new: 'B' }, content('One?')],
      ['k2', { old: ['C', 'D'] }, content('Two?')],
      ['k3', { new: 'E' }, content('Three?')],
      ['k4', { other: 'F' }, content('Four?')],
    ],
    'promptfoo',
  );
  const sources: PairingSource[] = [
    { role: 'base', recording: both, model: 'old' },
    { role: 'tuned', recording: both, model: 'new' },
  ];

  it('are paired by the prompts, with every repeat, and what the chosen models did not answer is left alone', () => {
    const pairing = pair(
      sources,
      dataset([
        ['p1', 'One?'],
        ['p2', 'Two?'],
        ['p4', 'Four?'],
      ]),
    );
    expect(textsOf(pairing)).toEqual({ p1: { base: ['A'], tuned: ['B'] }, p2: { base: ['C', 'D'] } });
    expect(pairing.report).toEqual({
      samples: 3,
      paired: { count: 1, examples: ['p1'] },
      only: { base: { count: 1, examples: ['p2'] }, tuned: { count: 0, examples: [] } },
      notInDataset: { count: 1, examples: ['k3 (line 3)'] },
      ambiguous: { count: 0, examples: [] },
    });
  });

  it('take the roles that they are given', () => {
    const swapped = sources.map((source) => ({ ...source, role: source.role === 'base' ? 'tuned' : 'base' }));
    expect(textsOf(pair(swapped, dataset([['p1', 'One?']])))).toEqual({ p1: { base: ['B'], tuned: ['A'] } });
  });

  it('are not looked for under the names of what every object has', () => {
    const [source] = sources;
    const strange = source ? [{ ...source, model: 'constructor' }] : [];
    expect(textsOf(pair(strange, dataset([['p1', 'One?']])))).toEqual({});
  });
});

describe('two recordings', () => {
  it('are joined by their keys, in any order, and found by the samples’ own ids', () => {
    const base = recording([
      ['r-1', { m: 'A' }],
      ['r-2', { m: 'B' }],
      ['r-9', { m: 'X' }],
    ]);
    const tuned = recording([
      ['r-3', { m: 'E' }],
      ['r-1', { m: 'C' }],
    ]);
    const sources = [
      { role: 'base', recording: base, model: 'm' },
      { role: 'tuned', recording: tuned, model: 'm' },
    ];
    const data = dataset([
      ['r-1', 'One?'],
      ['r-2', 'Two?'],
      ['r-3', 'Three?'],
    ]);
    const pairing = pair(sources, data);
    expect(textsOf(pairing)).toEqual({
      'r-1': { base: ['A'], tuned: ['C'] },
      'r-2': { base: ['B'] },
      'r-3': { tuned: ['E'] },
    });
    expect(countsOf(pairing)).toEqual({ paired: 1, only: { base: 1, tuned: 1 }, notInDataset: 1, ambiguous: 0 });
  });

  it('of one format share what one of them knows of a prompt; another format’s keys are its own', () => {
    const base = recording([['a', { m: 'A' }, content('One?')]], 'lm-eval');
    const tuned = recording([['a', { m: 'B' }]], 'lm-eval');
    const stranger = recording([['a', { m: 'C' }]], 'inspect');
    const sources = [
      { role: 'base', recording: base, model: 'm' },
      { role: 'tuned', recording: tuned, model: 'm' },
      { role: 'third', recording: stranger, model: 'm' },
    ];
    const pairing = pair(sources, dataset([['p1', 'One?']]));
    expect(textsOf(pairing)).toEqual({ p1: { base: ['A'], tuned: ['B'] } });
    expect(countsOf(pairing)).toEqual({
      paired: 0,
      only: { base: 1, tuned: 1, third: 0 },
      notInDataset: 1,
      ambiguous: 0,
    });
  });

  it('belong to a sample when either file’s prompt is its prompt', () => {
    const base = recording([['a', { m: 'A' }, content('<s>One?</s>')]], 'lm-eval');
    const tuned = recording([['a', { m: 'B' }, content('One?')]], 'lm-eval');
    const sources = [
      { role: 'base', recording: base, model: 'm' },
      { role: 'tuned', recording: tuned, model: 'm' },
    ];
    expect(textsOf(pair(sources, dataset([['p1', 'One?']])))).toEqual({ p1: { base: ['A'], tuned: ['B'] } });
  });
});

describe('a key', () => {
  it('yields to the prompt where the sample of that id was asked something else', () => {
    const source = {
      role: 'base',
      model: 'm',
      recording: recording([
        ['q2', { m: 'A' }, content('One?')],
        ['q3', { m: 'B' }, content('Something with a template')],
      ]),
    };
    const data = dataset([
      ['q1', 'One?'],
      ['q2', 'Two?'],
      ['q3', 'Three?'],
    ]);
    expect(textsOf(pair([source], data))).toEqual({ q1: { base: ['A'] }, q3: { base: ['B'] } });
  });

  it('may be what the record calls its own id', () => {
    const item = ['7|5e884898|none', { m: 'A' }, content('not in the dataset', undefined, 'doc-7')] as const;
    const source = { role: 'base', model: 'm', recording: recording([item], 'lm-eval') };
    expect(textsOf(pair([source], dataset([['doc-7', 'One?']])))).toEqual({ 'doc-7': { base: ['A'] } });
  });
});

describe('equal prompts', () => {
  const twice = dataset([
    ['p1', 'Again?'],
    ['p1#2', 'Again?'],
  ]);

  it('are taken in order, and what is left over is ambiguous', () => {
    const source = {
      role: 'base',
      model: 'm',
      recording: recording([
        ['a', { m: 'A' }, content('Again?')],
        ['b', { m: 'B' }, content('Again?')],
        ['c', { m: 'C' }, content('Again?')],
      ]),
    };
    const pairing = pair([source], twice);
    expect(textsOf(pairing)).toEqual({ p1: { base: ['A'] }, 'p1#2': { base: ['B'] } });
    expect(pairing.report.ambiguous).toEqual({ count: 1, examples: ['c (line 3)'] });
  });

  it('do not tear apart what has one key', () => {
    const asked = content('Again?');
    const base = recording([
      ['a', { m: 'A' }, asked],
      ['b', { m: 'B' }, asked],
    ]);
    const tuned = recording([['b', { m: 'b' }, asked]]);
    const sources = [
      { role: 'base', recording: base, model: 'm' },
      { role: 'tuned', recording: tuned, model: 'm' },
    ];
    expect(textsOf(pair(sources, twice))).toEqual({ p1: { base: ['A'] }, 'p1#2': { base: ['B'], tuned: ['b'] } });
  });
});

describe('a recording without keys', () => {
  const data = dataset([
    ['x', 'One?', 'Yes'],
    ['y', 'Two?', 'No'],
    ['z', 'Three?'],
  ]);
  const lines = (contents: readonly (ReturnType<typeof content> | undefined)[]): PairingSource => ({
    role: 'base',
    model: 'm',
    recording: recording(
      contents.map((asked, index) => [String(index), { m: `answer ${index}` }, asked] as const),
      'predictions',
    ),
  });
  const rendered = (reference?: string): ReturnType<typeof content> => content('in a template', reference);

  it('is paired by place when there are as many items as samples', () => {
    const pairing = pair([lines([rendered(' Yes\n'), rendered(), rendered('Whatever')])], data);
    expect(textsOf(pairing)).toEqual({
      x: { base: ['answer 0'] },
      y: { base: ['answer 1'] },
      z: { base: ['answer 2'] },
    });
  });

  it.each([
    ['there are fewer items', lines([rendered('Yes'), rendered('No')])],
    ['a reference disagrees', lines([rendered('No'), rendered('No'), rendered()])],
    ['some were found by their prompts', lines([content('Two?'), rendered(), rendered()])],
  ])('is not paired by place when %s', (_what, source) => {
    const { answers, report } = pair([source], data);
    expect([...answers.keys()]).not.toContain('x');
    expect(report.notInDataset.examples).toContain('line 2');
  });

  it('keeps the places of records that cannot be used', () => {
    const source = lines([rendered('Yes'), rendered(), rendered()]);
    const items = source.recording.items.filter(({ key }) => key !== '1');
    const gap = { ...source.recording, items, unusable: [{ line: 2, reason: 'not JSON' }] };
    expect(textsOf(pair([{ ...source, recording: gap }], data))).toEqual({
      x: { base: ['answer 0'] },
      z: { base: ['answer 2'] },
    });
  });

  it('is none when the records have ids of their own', () => {
    const logs = ['One?', 'Two?'].map((prompt) => recording([['0', { m: prompt }, content(prompt, undefined, '0')]]));
    const sources = logs.map((log, index) => ({ role: index === 0 ? 'base' : 'tuned', recording: log, model: 'm' }));
    expect(textsOf(pair(sources, data))).toEqual({ x: { base: ['One?'], tuned: ['Two?'] } });
  });

  it('counts places as ids only when all of them are ids', () => {
    const numbered = dataset([
      ['1', 'One?'],
      ['0', 'Two?'],
      ['2', 'Three?'],
      ['3', 'Four?'],
    ]);
    expect(Object.keys(textsOf(pair([lines([undefined, undefined, undefined])], numbered)))).toEqual(['0', '1', '2']);
    const fromOne = dataset([
      ['1', 'One?'],
      ['2', 'Two?'],
      ['3', 'Three?'],
      ['4', 'Four?'],
    ]);
    expect(textsOf(pair([lines([undefined, undefined, undefined])], fromOne))).toEqual({});
  });

  it('is not joined with another one by place', () => {
    const base = lines([content('One?'), content('Two?')]);
    const tuned = { ...lines([content('Two?'), content('Three?')]), role: 'tuned' };
    const pairing = pair([base, tuned], data);
    expect(textsOf(pairing)).toEqual({
      x: { base: ['answer 0'] },
      y: { base: ['answer 1'], tuned: ['answer 0'] },
      z: { tuned: ['answer 1'] },
    });
  });
});
