import type { ResponseView, SampleDetail, SampleScore } from '../../../src/core/compare/results';
import { OUTCOMES, type Outcome } from '../../../src/core/compare/outcome';
import type { InspectorState } from '../../../src/protocol/inspector';
import { REVIEWER } from './testHost';

const CLAUSE =
  'Extract the key terms of this clause: “This Agreement begins on 1 March 2024 and continues for thirty-six (36) months. Either party may end it on ninety (90) days’ written notice. It is governed by the laws of the State of Delaware.”';
const TERMS = { start: '2024-03-01', term_months: 36, notice_days: 90, governing_law: 'Delaware' };

/** A finished answer. */
export function answered(text: string, more: Partial<Extract<ResponseView, { state: 'done' }>> = {}): ResponseView {
  return {
    state: 'done',
    text,
    cached: false,
    run: '2026-11-23T10-15-00Z-7f3a',
    finished: '2026-11-23T10:15:00Z',
    finishReason: 'stop',
    usage: { promptTokens: 88, completionTokens: 41 },
    totalMs: 431,
    ...more,
  };
}

/** A score of a metric that decides between right and wrong at 1. */
function deciding(metric: string, title: string, base: number, tuned: number, digits = 2): SampleScore {
  return {
    metric,
    title,
    better: 'higher',
    digits,
    scores: { base, tuned },
    right: { base: base >= 1, tuned: tuned >= 1 },
  };
}

/** A sample with sensible contents for whatever is not given. */
export function sample(change: Partial<SampleDetail> & { readonly id: string; readonly row: number }): SampleDetail {
  return {
    line: change.row + 1,
    messages: [{ role: 'user', content: 'Which clause type is this? “Neither party is liable for indirect loss.”' }],
    references: ['Limitation of liability'],
    metadata: { task: 'clause-type' },
    outcome: 'both-right',
    responses: {
      base: answered('Limitation of liability'),
      tuned: answered('Limitation of liability', { totalMs: 402, cached: true }),
    },
    scores: [deciding('exact-match', 'Exact match', 1, 1, 0)],
    ...change,
  };
}

/** Key terms as JSON: the tuned model misreads a number and invents a term. */
export const KEY_TERMS = sample({
  id: '3f9a1c0b7d2e',
  row: 16,
  messages: [
    { role: 'system', content: 'You extract contract terms as JSON.' },
    { role: 'user', content: CLAUSE },
  ],
  references: [JSON.stringify(TERMS)],
  metadata: { task: 'key-terms' },
  outcome: 'broken',
  responses: {
    base: answered(JSON.stringify(TERMS)),
    tuned: answered(JSON.stringify({ ...TERMS, term_months: 3, renewal: 'automatic' }), {
      totalMs: 402,
      usage: { promptTokens: 88, completionTokens: 46 },
    }),
  },
  scores: [
    deciding('json-fields', 'JSON fields F1', 1, 0.6),
    { metric: 'json-valid', title: 'Valid JSON', better: 'higher', digits: 0, scores: { base: 1, tuned: 1 } },
    { metric: 'latency', title: 'Latency', better: 'lower', digits: 0, unit: 'ms', scores: { base: 431, tuned: 402 } },
  ],
});

/** A summary: prose against prose. */
export const SUMMARY = sample({
  id: 'b81c77e0a4d9',
  row: 8,
  messages: [
    {
      role: 'user',
      content:
        'Put this clause in plain words: “The Supplier shall indemnify and hold harmless the Customer against all losses arising from any breach of Clause 9.”',
    },
  ],
  references: ['If the supplier breaks clause 9, it must pay the customer for every loss that follows.'],
  metadata: { task: 'summary', difficulty: 2 },
  outcome: 'fixed',
  responses: {
    base: answered('The supplier warrants that clause 9 is true and the customer is not harmed.'),
    tuned: answered('If the supplier breaks clause 9, it must cover every loss the customer has because of it.'),
  },
  scores: [deciding('rouge-l', 'ROUGE-L', 0.34, 1)],
});

/** A small dataset with every outcome. */
export const SAMPLES: readonly SampleDetail[] = [
  KEY_TERMS,
  SUMMARY,
  sample({
    id: 'label-31',
    row: 30,
    outcome: 'broken',
    references: ['Indemnification'],
    responses: { base: answered('Indemnification'), tuned: answered('Limitation of liability') },
    scores: [deciding('exact-match', 'Exact match', 1, 0, 0)],
  }),
  sample({
    id: 'label-2',
    row: 1,
    outcome: 'fixed',
    responses: { base: answered('Warranty'), tuned: answered('Limitation of liability') },
    scores: [deciding('exact-match', 'Exact match', 0, 1, 0)],
  }),
  sample({
    id: 'label-5',
    row: 4,
    outcome: 'both-wrong',
    responses: { base: answered('Warranty'), tuned: answered('Assignment') },
    scores: [deciding('exact-match', 'Exact match', 0, 0, 0)],
  }),
  sample({ id: 'label-6', row: 5 }),
  sample({ id: 'label-7', row: 6 }),
  sample({
    id: 'failed-40',
    row: 39,
    outcome: 'error',
    responses: {
      base: answered('Confidentiality'),
      tuned: {
        state: 'error',
        error: {
          code: 'not-found',
          message: 'The endpoint has no model named legal-lora. Choose one under Models → Set Up Models.',
        },
        run: '2026-11-23T10-15-00Z-7f3a',
        finished: '2026-11-23T10:15:00Z',
      },
    },
    scores: [],
  }),
  sample({ id: 'new-41', row: 40, outcome: 'not-run', references: [], responses: {}, scores: [] }),
];

/** The page's state for a dataset like {@link SAMPLES}. */
export function inspectorState(change: Partial<InspectorState> = {}): InspectorState {
  const outcomes = Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, SAMPLES.filter((each) => each.outcome === outcome).length]),
  ) as Record<Outcome, number>;
  return {
    dataset: {
      uri: 'file:///legal/data/eval.jsonl',
      name: 'eval.jsonl',
      path: 'data/eval.jsonl',
      format: 'OpenAI chat',
      samples: SAMPLES.length,
      badRows: 1,
      indexing: false,
    },
    models: [
      { role: 'base', model: 'Llama-3.1-8B', endpoint: 'http://127.0.0.1:8000/v1' },
      { role: 'tuned', model: 'legal-lora', endpoint: 'http://127.0.0.1:8000/v1' },
    ],
    summary: {
      outcomes,
      guessed: true,
      metrics: [
        metric('exact-match', 'Exact match', 'labels', 0.712, 0.841, 3, 52),
        metric('json-fields', 'JSON fields F1', 'JSON', 0.81, 0.78, 2, 34),
        metric('rouge-l', 'ROUGE-L', 'prose', 0.34, 0.47, 2, 34),
        { ...metric('latency', 'Latency', undefined, 412, 398, 0, 120), better: 'lower', unit: 'ms' },
      ],
    },
    lastRun: '2026-11-23T10:15:00Z',
    categories: ['Wrong number', 'Invented term', 'Missed term', 'Wrong clause', 'Not JSON'].map((title) => ({
      id: title.toLowerCase().replace(' ', '-'),
      title,
      definition: `The answer has this: ${title.toLowerCase()}.`,
    })),
    reviewer: REVIEWER,
    notesFile: 'eval.notes.jsonl',
    revision: 1,
    ...change,
  };
}

function metric(
  id: string,
  title: string,
  scope: string | undefined,
  base: number,
  tuned: number,
  digits: number,
  samples: number,
): InspectorState['summary']['metrics'][number] {
  return { metric: id, title, ...(scope && { scope }), better: 'higher', digits, values: { base, tuned }, samples };
}
