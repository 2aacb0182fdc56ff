import type { Page } from 'playwright-core';
import type { SampleListItem } from '../../../src/core/compare/results';
import { answered, inspectorState, KEY_TERMS, sample, SAMPLES } from './testData';
import { REVIEWER, TestHost } from './testHost';
import type { TestPage } from './testPage';

/** A row that cannot be used. */
const BAD_ROW: SampleListItem = {
  id: '',
  row: 50,
  line: 51,
  title: '',
  tags: [],
  outcome: 'not-run',
  notes: 0,
  bad: 'The line is not JSON: it ends in the middle of a text.',
};

/** A host with the usual samples, and notes on the first one. */
export function usualHost(): TestHost {
  const host = new TestHost(inspectorState(), SAMPLES, [BAD_ROW]);
  const { id, line } = KEY_TERMS;
  host.notes.set(id, [
    {
      sample: id,
      line,
      reviewer: REVIEWER,
      verdict: 'base',
      categories: { base: [], tuned: ['wrong-number', 'invented-term'] },
      ratings: { tuned: { accuracy: 2 } },
      note: 'Reads “thirty-six (36)” as 3; adds a renewal that the clause does not have.',
      updated: '2026-11-23T10:20:00Z',
    },
    {
      sample: id,
      line,
      reviewer: 'another reviewer',
      verdict: 'tie',
      note: 'The renewal is in the schedule.',
      updated: '2026-11-22T09:00:00Z',
    },
  ]);
  return host;
}

/** A state of the page worth looking at: how it comes about. */
export interface PageState {
  readonly name: string;
  readonly host: () => TestHost;
  /** Brings the opened page into the state and waits until it shows. */
  readonly reach: (opened: TestPage, host: TestHost) => Promise<void>;
}

const RUNNING = { id: 'run', planned: 18, answered: 7, failed: 1, cached: 2, state: 'running' } as const;

export const PAGE_STATES: readonly PageState[] = [
  { name: 'results', host: usualHost, reach: ({ page }) => tuned(page).getByText('"renewal"').first().waitFor() },
  {
    name: 'prose',
    host: usualHost,
    reach: async ({ page }) => {
      await page.getByRole('option', { name: /Put this clause/ }).click();
      await tuned(page).locator('ins').first().waitFor();
    },
  },
  {
    name: 'running',
    host: usualHost,
    reach: async ({ page, remote }, host) => {
      await tuned(page).getByText('"renewal"').first().waitFor();
      await remote.showState({ ...host.state, run: RUNNING });
      const responses = {
        base: { state: 'streaming', text: '{"start":"2024-03-01","term_' },
        tuned: { state: 'waiting' },
      } as const;
      await remote.showSample({ detail: { ...KEY_TERMS, responses, scores: [] }, notes: [] });
      await page.getByText('Answering…').waitFor();
    },
  },
  {
    name: 'not run yet',
    host: () => {
      const fresh = SAMPLES.map((each) => ({ ...each, outcome: 'not-run' as const, responses: {}, scores: [] }));
      const state = inspectorState();
      const outcomes = { ...state.summary.outcomes, broken: 0, fixed: 0, 'both-right': 0, 'both-wrong': 0, error: 0 };
      const summary = { outcomes: { ...outcomes, 'not-run': fresh.length }, metrics: [], guessed: true };
      const { dataset, models, categories, reviewer, notesFile, revision } = state;
      return new TestHost({ dataset, models, categories, reviewer, notesFile, revision, summary }, fresh);
    },
    reach: ({ page }) => tuned(page).getByText('Not run yet.').waitFor(),
  },
  {
    name: 'no models',
    host: () => {
      const blocked = { reason: 'No models are set up yet.', action: 'set-up-models' } as const;
      return new TestHost(inspectorState({ models: [], blocked }), SAMPLES);
    },
    reach: ({ page }) => page.getByRole('button', { name: 'Set Up Models' }).waitFor(),
  },
  {
    name: 'restricted',
    host: () => {
      const reason = 'This folder is not trusted: samples and notes can be read, nothing is sent.';
      return new TestHost(inspectorState({ blocked: { reason, action: 'trust-workspace' } }), SAMPLES);
    },
    reach: ({ page }) => page.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor(),
  },
  {
    name: 'failed response',
    host: usualHost,
    reach: async ({ page }) => {
      await page.getByRole('option', { name: /line 40/ }).click();
      await tuned(page).getByText('has no model named').waitFor();
    },
  },
  {
    name: 'no reference',
    host: usualHost,
    reach: async ({ page }) => {
      await page.getByRole('option', { name: /line 41/ }).click();
      await page.getByText('This sample has no reference').waitFor();
    },
  },
  {
    name: 'bad row',
    host: usualHost,
    reach: async ({ page }) => {
      await page.getByRole('option', { name: /line 51/ }).click();
      await page.getByText('Line 51 cannot be used.').waitFor();
    },
  },
  {
    name: 'nothing matches',
    host: usualHost,
    reach: async ({ page }) => {
      await page.getByRole('textbox', { name: 'Search' }).fill('zebra');
      await page.getByText('No sample matches.').waitFor();
    },
  },
  {
    name: 'empty dataset',
    host: () => {
      const state = inspectorState();
      const dataset = { ...state.dataset, samples: 0, badRows: 0 };
      return new TestHost({ ...state, dataset, summary: { ...state.summary, metrics: [] } }, []);
    },
    reach: ({ page }) => page.getByText('The dataset has no samples yet.').waitFor(),
  },
  {
    name: 'reading',
    host: () => {
      const state = inspectorState();
      const dataset = { ...state.dataset, samples: 12_000, indexing: true };
      return new TestHost({ ...state, dataset, summary: { ...state.summary, metrics: [] } }, SAMPLES);
    },
    reach: ({ page }) => page.getByText('12,000 samples so far').waitFor(),
  },
  {
    name: 'dataset gone',
    host: () => {
      const state = inspectorState();
      const error = 'data/eval.jsonl was deleted. Its notes and runs are still there; put the file back to go on.';
      return new TestHost({ ...state, dataset: { ...state.dataset, error } }, []);
    },
    reach: ({ page }) => page.getByText('was deleted').waitFor(),
  },
  {
    name: 'conversation with tools and reasoning',
    host: () => {
      const call = { name: 'find_clause', arguments: '{"topic":"notice","max":3}' };
      const talk = sample({
        id: 'talk',
        row: 0,
        messages: [
          { role: 'system', content: 'You answer from the contract.\nQuote the clause.' },
          { role: 'user', content: 'How long is the notice?' },
          { role: 'assistant', content: '', toolCalls: [call] },
          { role: 'tool', content: 'Clause 12: ninety (90) days.', toolCallId: 'call_1' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'And who may give it? The page is below.' },
              { type: 'image_url', image_url: { url: 'scans/page-12.png' } },
            ],
          },
        ],
        tools: [
          {
            type: 'function',
            function: {
              name: 'find_clause',
              description: 'Finds clauses by topic.',
              parameters: { type: 'object', properties: { topic: { type: 'string' }, max: { type: 'integer' } } },
            },
          },
        ],
        references: ['Either party (clause 12).', 'Either party.'],
        rejected: ['Only the customer.'],
        responses: {
          base: answered('Either party (clause 12).', { reasoning: 'Clause 12 says either party may end it.' }),
          tuned: answered('', { toolCalls: [call], finishReason: 'length', cached: true }),
        },
      });
      return new TestHost(inspectorState(), [talk]);
    },
    reach: async ({ page }) => {
      await page
        .getByRole('button', { name: /calls find_clause/ })
        .first()
        .click();
      await page.getByRole('button', { name: /Reasoning/ }).click();
      await page.getByRole('button', { name: '1 function offered' }).click();
      await page.getByRole('button', { name: 'find_clause · Finds clauses by topic.' }).click();
      await page.getByText('Clause 12 says').waitFor();
    },
  },
  {
    name: 'help',
    host: usualHost,
    reach: async ({ page }) => {
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    },
  },
  {
    name: 'run menu',
    host: usualHost,
    reach: async ({ page }) => {
      await page.getByRole('button', { name: 'More options' }).click();
      await page.getByRole('menuitem', { name: 'Run without cache' }).waitFor();
    },
  },
  {
    name: 'note not saved',
    host: usualHost,
    reach: async ({ page }, host) => {
      host.saveFailure = 'eval.notes.jsonl cannot be written: the disk is full. Free some space and save again.';
      await page.getByRole('textbox', { name: 'Note' }).fill('Check again.');
      await page.getByRole('button', { name: 'Save note' }).click();
      await page.getByText('the disk is full').waitFor();
    },
  },
];

function tuned(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('region', { name: 'Tuned response' });
}
