import type { Bin, CheckReport, DatasetProfile, Distribution } from '../../../src/core/check/check';
import type { CheckHost, CheckState } from '../../../src/protocol/checkPage';
import type { Served } from '../../../src/protocol/rpc';

const PATH = '/legal/data/train.jsonl';

function distribution(counts: readonly number[], width: number, more: Omit<Distribution, 'bins'>): Distribution {
  const bins = counts.map((count, at): Bin => ({ from: at * width, to: (at + 1) * width, count }));
  return { ...more, bins };
}

const PROFILE: DatasetProfile = {
  samples: 120,
  badRows: 1,
  references: 119,
  promptCharacters: distribution([4, 18, 37, 28, 16, 9, 5, 2, 0, 1], 120, {
    min: 64,
    median: 342,
    p95: 816,
    max: 1187,
    mean: 377,
  }),
  referenceCharacters: distribution([61, 22, 14, 9, 7, 3, 2, 1], 40, {
    min: 8,
    median: 24,
    p95: 208,
    max: 311,
    mean: 61,
  }),
  tokens: distribution([9, 41, 39, 20, 8, 3], 60, { min: 21, median: 118, p95: 260, max: 338, mean: 129 }),
  tokenizer: 'o200k_base',
  tokensCounted: 120,
  labels: [
    { value: 'Limitation of liability', count: 22 },
    { value: 'Indemnification', count: 17 },
    { value: '<b>Warranty</b>', count: 13 },
  ],
  languages: [
    { value: 'eng', count: 117 },
    { value: 'und', count: 3 },
  ],
  languagesCounted: 120,
  exactDuplicates: 2,
  nearDuplicates: 5,
  nearMethod: 'Nearly equal: Jaccard similarity of 5-word shingles of at least 0.8, by MinHash.',
  conflicts: 1,
  leaks: [{ file: PATH, rows: 6, exact: 3, normalized: 1, ngram: 1, near: 1 }],
  detectable: {
    samples: 119,
    alpha: 0.05,
    power: 0.8,
    cases: [
      { discordant: 0.1, difference: 0.081 },
      { discordant: 0.2, difference: 0.115 },
      { discordant: 0.3, difference: 0.14 },
    ],
  },
};

const range = { startLine: 11, startColumn: 0, endLine: 12, endColumn: 0 };

export const REPORT: CheckReport = {
  findings: [
    {
      check: 'label-conflict',
      severity: 'warning',
      row: 11,
      line: 12,
      range,
      message: 'The same prompt stands on line 7 with another reference.',
    },
    { check: 'unusable', severity: 'error', row: 50, line: 51, range, message: 'This is not valid JSON: <img src=x>.' },
  ],
  counts: [
    { check: 'label-conflict', title: 'Label conflict', severity: 'warning', rows: 1 },
    { check: 'unusable', title: 'Unusable row', severity: 'error', rows: 1 },
  ],
  profile: PROFILE,
  unchecked: ['data/old-train.jsonl cannot be read, so leaks from it were not looked for.'],
};

/** A host that answers with one state and writes down what the page calls. */
export class CheckTestHost {
  readonly calls: string[] = [];

  constructor(readonly state: CheckState) {}

  get served(): Served<CheckHost> {
    const note = (call: string) => (): Promise<void> => {
      this.calls.push(call);
      return Promise.resolve();
    };
    return {
      ready: () => Promise.resolve(this.state),
      checkAgain: note('checkAgain'),
      openLine: ({ line }) => note(`openLine ${line}`)(),
      showProblems: note('showProblems'),
      exportMarkdown: note('exportMarkdown'),
      nameTrainingFiles: note('nameTrainingFiles'),
    };
  }
}

const dataset = {
  uri: 'file:///legal/data/eval.jsonl',
  name: 'eval.jsonl',
  path: 'data/eval.jsonl',
  format: 'OpenAI chat',
};

/** The states of the page worth looking at. */
export const CHECK_STATES: Readonly<Record<string, CheckState>> = {
  report: {
    dataset,
    training: ['data/train.jsonl'],
    state: 'done',
    report: REPORT,
    checkedAt: '2026-11-23T10:15:00Z',
  },
  'nothing wrong': {
    dataset,
    training: [],
    state: 'done',
    report: {
      findings: [],
      counts: [],
      profile: { ...PROFILE, leaks: [], exactDuplicates: 0, nearDuplicates: 0, conflicts: 0 },
      unchecked: [],
    },
    checkedAt: '2026-11-23T10:15:00Z',
  },
  checking: { dataset, training: [], state: 'checking' },
  failed: {
    dataset,
    training: [],
    state: 'failed',
    error: 'eval.jsonl is not there any more; restore it or close the dataset.',
  },
};
