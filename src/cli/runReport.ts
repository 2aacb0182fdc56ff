import { appendFile } from 'node:fs/promises';
import { HumanError } from '../core/humanError';
import type { ModelRole } from '../core/model/model';
import { notesFileOf } from '../core/note/notesFileOf';
import { reportMarkdown } from '../core/report/markdown';
import { notedCategories } from '../core/report/notedCategories';
import type { Report } from '../core/report/report';
import type { RunHeader } from '../core/run/run';
import type { ReportRequest } from '../node/datasetStore';
import type { RunChoice } from '../node/runLibrary';
import { readNotes } from '../node/notesFile';
import { usageError, type Given, type OptionRule } from './arguments';
import { EXIT } from './command';
import { openRuns, type Dataset } from './datasets';

/** Options of the commands that compare the answers of runs. */
export const REPORT_OPTIONS: Readonly<Record<string, OptionRule>> = {
  dataset: { value: 'FILE', help: 'The dataset, where it is not found above the run or here.' },
  config: { value: 'FILE', help: 'A tuning-fork.json; default: the nearest one above the dataset.' },
  base: {
    value: 'ROLE',
    help: 'With two runs: the model of the first that is compared; default: tuned, or the only one.',
  },
  tuned: { value: 'ROLE', help: 'With two runs: the model of the second; default: tuned, or the only one.' },
  seed: { value: 'N', help: 'Seed of the random numbers; default: 1.' },
  resamples: { value: 'N', help: 'Resamples of intervals and tests; default: 10000.' },
  confidence: { value: 'SHARE', help: 'Confidence of the intervals; default: 0.95.' },
};

/**
 * The report of one run, or of a model of one run against a model of another, with the notes beside the dataset and the
 * objectives of its configuration. Where GitHub Actions asks for a summary of the step, it is written there too.
 * @throws {HumanError} as `openRuns`, and `nothing-to-report`
 */
export async function reportOfRuns(given: Given): Promise<Report> {
  const dataset = await openRuns(given.words, { dataset: given.value('dataset'), config: given.value('config') });
  try {
    const runs = choiceOf(dataset.headers, given);
    const seed = given.number('seed', { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true });
    const resamples = given.number('resamples', { min: 100, max: 1_000_000, whole: true });
    const confidence = given.number('confidence', { min: 0.5, max: 0.999, whole: false });
    const report = await reportOf(dataset, {
      ...(runs && { runs }),
      ...(seed !== undefined && { seed }),
      ...(resamples !== undefined && { resamples }),
      ...(confidence !== undefined && { confidence }),
    });
    const summary = process.env['GITHUB_STEP_SUMMARY'];
    if (summary !== undefined && summary !== '') await appendFile(summary, `${reportMarkdown(report)}\n`);
    return report;
  } finally {
    dataset.close();
  }
}

/**
 * The report of the answers that count, with the notes beside the dataset and the objectives of its configuration.
 * @throws {HumanError} `nothing-to-report`
 */
export async function reportOf(
  { store, file, project }: Dataset,
  settings: Omit<ReportRequest, 'notes' | 'categories' | 'objectives'> = {},
): Promise<Report> {
  const { categories, objectives } = project.config;
  const { notes } = await readNotes(notesFileOf(file));
  const request = { ...settings, notes: notedCategories(notes), categories, objectives };
  return store.report(request, { timeoutMs: Infinity });
}

/** The exit status that a report stands for. What is not settled is not met. */
export function statusOf({ objectives, models }: Report): number {
  if (objectives.some(({ state }) => state !== 'met')) return EXIT.missed;
  return Object.values(models).some(({ failed }) => failed > 0) ? EXIT.failed : EXIT.met;
}

function choiceOf(headers: readonly RunHeader[], given: Given): RunChoice | undefined {
  const [first, second] = headers;
  if (!first || !second) {
    if (given.has('base') || given.has('tuned')) throw usageError('--base and --tuned choose among two runs.');
    return undefined;
  }
  return {
    base: { run: first.id, role: roleIn(first, given.value('base')) },
    tuned: { run: second.id, role: roleIn(second, given.value('tuned')) },
  };
}

function roleIn({ id, models }: RunHeader, wanted: string | undefined): ModelRole {
  const roles = Object.keys(models);
  const role = wanted ?? (roles.includes('tuned') ? 'tuned' : roles[0]);
  if (role !== undefined && roles.includes(role)) return role;
  throw new HumanError('no-role', `The run ${id} has no model “${role ?? ''}”: it has ${roles.join(' and ')}.`);
}
