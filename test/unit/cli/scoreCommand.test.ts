import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CommandLine, SMALL } from './support/commandLine';

interface Scores {
  readonly scores: Readonly<Record<string, { corpus: number | null; samples: (number | null)[]; signature?: string }>>;
}

let line: CommandLine;

beforeAll(async () => {
  line = await CommandLine.build(SMALL);
});

beforeEach(() => line.clear());

afterAll(() => line.remove());

/** Scores pairs given on the standard input. */
async function scoresOf(metrics: readonly string[], pairs: readonly object[]): Promise<Scores['scores']> {
  const args = ['score', ...metrics.flatMap((metric) => ['--metric', metric]), '--pairs', '-'];
  const { status, out, err } = await line.call(args, { stdin: pairs.map((pair) => JSON.stringify(pair)).join('\n') });
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return (JSON.parse(out) as Scores).scores;
}

describe('tuning-fork score', () => {
  it('prints one object with corpus and sample scores by the names that were given', async () => {
    // Two of three words agree on either side: precision, recall and F1 are 2/3.
    const pairs = [
      { prediction: 'red green blue', references: ['red green grey', 'nothing'] },
      { prediction: 'grey', references: ['grey'] },
    ];
    const scores = await scoresOf(['token-f1', 'equals'], pairs);
    expect(scores).toEqual({
      'token-f1': { corpus: expect.closeTo((2 / 3 + 1) / 2, 12) as number, samples: [expect.closeTo(2 / 3, 12), 1] },
      equals: { corpus: 0.5, samples: [0, 1] },
    });
  });

  it('takes a single reference, and any JSON as a prediction', async () => {
    const pairs = [
      { prediction: { a: [1, null] }, reference: { a: [1, null] } },
      { prediction: 12, reference: '12' },
      { prediction: true, reference: false },
      { prediction: 'no reference' },
    ];
    const { 'exact-match': exact } = await scoresOf(['exact-match'], pairs);
    expect(exact).toEqual({ corpus: expect.closeTo(2 / 3, 12) as number, samples: [1, 1, 0, null] });
  });

  it('has null where nothing can be said', async () => {
    expect(await scoresOf(['tokens'], [{ prediction: 'x', references: [] }])).toEqual({
      tokens: { corpus: null, samples: [null] },
    });
    expect(await scoresOf(['exact-match'], [])).toEqual({ 'exact-match': { corpus: null, samples: [] } });
  });

  it('reads lines as other programs write them', async () => {
    const lines = [
      '\uFEFF{"prediction": "a", "reference": "a"}\r',
      '',
      '  ',
      '{"prediction": "line\u2028separator", "reference": "line\u2028separator"}\r',
      '{"prediction": "", "references": [""]}',
    ];
    await line.write('pairs.jsonl', lines.join('\n'));
    const { out } = await line.call(['score', '--metric', 'exact-match', '--pairs', 'pairs.jsonl', '--json']);
    expect((JSON.parse(out) as Scores).scores['exact-match']?.samples).toEqual([1, 1, 1]);
  });

  it.each([
    ['{"prediction": "a", "reference": "a"}\n\n{"prediction"', 'pairs.jsonl, line 3: This is not valid JSON.\n'],
    ['["a", "b"]', 'pairs.jsonl, line 1: A JSON object is needed: {…}.\n'],
    ['{"reference": "a"}', 'pairs.jsonl, line 1: “prediction” is missing.\n'],
    [
      '{"prediction": "a", "references": "a"}',
      'pairs.jsonl, line 1: “references” must be a list; a single one is called “reference”.\n',
    ],
    [`{"prediction": ${'['.repeat(300)}${']'.repeat(300)}}`, 'pairs.jsonl, line 1: This is nested too deeply.\n'],
  ])('says what is wrong, and on which line: %s', async (content, sentence) => {
    await line.write('pairs.jsonl', content);
    const ended = await line.call(['score', '--metric', 'exact-match', '--pairs', 'pairs.jsonl']);
    expect(ended).toEqual({ status: 2, out: '', err: sentence });
  });

  it('refuses what is not UTF-8', async () => {
    const stdin = Buffer.from('{"prediction": "\xE4", "reference": "a"}', 'latin1');
    const ended = await line.call(['score', '--metric', 'exact-match', '--pairs', '-'], { stdin });
    expect(ended).toEqual({ status: 2, out: '', err: 'Standard input, line 1: This is not UTF-8.\n' });
  });

  it.each([
    [['--pairs', 'x'], /^Say which metric/],
    [['--metric', 'exact-match'], /^Say which file/],
    [['--metric', 'exactness', '--pairs', 'x'], /^There is no metric “exactness”\./],
    [['--metric', 'exact-match:loose', '--pairs', 'x'], /^The metric exact-match has no option “loose”/],
    [['--metric', 'exact-match', '--pairs', 'missing.jsonl'], /^The file “missing\.jsonl” cannot be read\./],
    [['--metric', 'exact-match', '--pairs', '.'], /^The file “\.” cannot be read\./],
  ])('refuses %j', async (args, sentence) => {
    const { status, out, err } = await line.call(['score', ...args]);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(sentence);
  });
});
