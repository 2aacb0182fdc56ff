import path from 'node:path';
import { patternTest } from '../core/config/glob';
import { modelSpecsOf, specsToRun } from '../core/config/modelSpecs';
import { HumanError } from '../core/humanError';
import { isDemo, isRecorded } from '../core/model/endpoint';
import type { ModelRole, ModelSpec } from '../core/model/model';
import { DEFAULT_LIMITS } from '../core/run/engine';
import type { RunHeader, RunProgress, RunResponse } from '../core/run/run';
import type { SampleSelection } from '../node/datasetStore';
import { createJournal, readHeader, type JournalFile } from '../node/journalFile';
import { drivePrepared, modelsByOrigin, prepareResume, prepareRun, type PreparedRun } from '../node/preparedRun';
import { samplesOf } from '../node/runSelection';
import { usageError, type Given } from './arguments';
import { Cancelling } from './cancelling';
import type { Command } from './command';
import { openDataset, openRuns, type Dataset } from './datasets';
import { keysByOrigin } from './keys';
import { Models } from './models';
import { isFile, shownPath } from './project';
import { tellResult, type EndedRun } from './runResult';
import type { Terminal } from './terminal';

/** `tuning-fork run`: the editor's Run. */
export const runCommand: Command = {
  usage: '<dataset> [options]',
  about: `Sends the prompts of a dataset to the base and the tuned model of tuning-fork.json and
keeps the answers as a run. What earlier runs know is not asked again. Ctrl+C ends the
run in good order; --resume goes on with it. Progress goes to the standard error.
With --json prints {"run", "journal", "status", "planned", "answered", "cached",
"failed", "outcomes", "metrics", "objectives"}.`,
  options: {
    config: { value: 'FILE', help: 'A tuning-fork.json; default: the nearest one above the dataset.' },
    samples: { value: 'GLOB', help: 'Only the samples whose id matches.' },
    limit: { value: 'N', help: 'Only the first N of them.' },
    out: { value: 'FILE', help: 'The file of the run; default: with the other runs of the dataset.' },
    resume: { help: 'Go on with the newest unfinished run, or with that of --out.' },
    key: {
      value: '[MODEL=]NAME',
      help: 'The environment variable that holds the API key of base, tuned, or both. Several times.',
      multiple: true,
    },
  },
  arguments: [1, 1],
  async run(given, terminal) {
    const limit = given.number('limit', { min: 1, max: Number.MAX_SAFE_INTEGER, whole: true });
    if (given.has('resume') && (given.has('samples') || limit !== undefined)) {
      throw usageError('--resume goes on with the samples that the run has; leave out --samples and --limit.');
    }
    const cancelling = new Cancelling(() => terminal.say('Cancelling…'));
    const dataset = await openDataset({ dataset: given.words[0] ?? '', config: given.value('config') });
    try {
      const ended = await ask(given, dataset, { terminal, cancelling, limit });
      const results = await openRuns([ended.file], { dataset: dataset.file, config: given.value('config') });
      try {
        const status = await tellResult(ended, results, given.has('json'), terminal);
        return cancelling.status ?? status;
      } finally {
        results.close();
      }
    } finally {
      dataset.close();
      cancelling.dispose();
    }
  },
};

interface Asking {
  readonly terminal: Terminal;
  readonly cancelling: Cancelling;
  readonly limit: number | undefined;
}

/** Prepares the run, sends it and closes its journal. */
async function ask(given: Given, dataset: Dataset, { terminal, cancelling, limit }: Asking): Promise<EndedRun> {
  const { signal } = cancelling;
  const unfinished = given.has('resume') ? await unfinishedRun(given, dataset) : undefined;
  const specs = unfinished?.header.models ?? specsOf(dataset);
  const keys = keysByOrigin(given.all('key'), specs, process.env);
  const models = await Models.connect(dataset.project, keys);
  try {
    const announce = (sent: Readonly<Record<ModelRole, ModelSpec>>, samples: number): Promise<void> => {
      for (const sentence of sendingSentences(sent, samples, dataset, keys)) terminal.say(sentence);
      return Promise.resolve();
    };
    const prepared = unfinished
      ? await prepareResume(dataset.store, unfinished.file, { announce })
      : await prepareRun(
          dataset.store,
          { path: dataset.path, selection: await selectionOf(given, dataset, limit), models: specs, useCache: true },
          {
            announce,
            listModels: (endpoint) => models.list(endpoint),
            createJournal: (header) => newJournal(given, dataset, header),
          },
          signal,
        );
    const failures = new Map<string, number>();
    try {
      const progress = await drive(dataset, prepared, models, { terminal, signal, failures });
      return { progress, file: prepared.journal.file, failures };
    } finally {
      await prepared.journal.close();
    }
  } finally {
    await models.close();
  }
}

function drive(
  { store }: Dataset,
  prepared: PreparedRun,
  { client }: Models,
  { terminal, signal, failures }: { terminal: Terminal; signal: AbortSignal; failures: Map<string, number> },
): Promise<RunProgress> {
  return drivePrepared(store, prepared, client, {
    limits: DEFAULT_LIMITS,
    signal,
    // Answers are streamed, as in the editor: so the time to the first token is known.
    onPartial: () => undefined,
    onResponse: ({ error }: RunResponse) => {
      if (error) failures.set(error.message, (failures.get(error.message) ?? 0) + 1);
    },
    onProgress: ({ planned, answered, failed, pausedUntil }) => {
      const waits = pausedUntil === undefined ? '' : ', waiting as the endpoint asked';
      const share = planned === 0 ? 1 : (answered + failed) / planned;
      terminal.progress(share, `${answered} of ${planned} answered, ${failed} failed${waits}`);
    },
  });
}

/** The models of the configuration that can be asked. */
function specsOf({ project }: Dataset): Record<ModelRole, ModelSpec> {
  const specs = modelSpecsOf(project.config);
  if (Object.keys(specs).length === 0) {
    const sentence =
      project.configFile === undefined
        ? 'There is no tuning-fork.json at or above the dataset: write one that names the base and the tuned model.'
        : `${shownPath(project.configFile)} names no models: name the base and the tuned model.`;
    throw new HumanError('no-models', sentence);
  }
  return specsToRun(specs);
}

async function selectionOf(given: Given, { store, info }: Dataset, limit = Infinity): Promise<SampleSelection> {
  const pattern = given.value('samples');
  if (info.rows === info.badRows) throw new HumanError('nothing-selected', 'The dataset has no usable sample.');
  if (pattern === undefined && limit === Infinity) return { kind: 'all' };
  const isWanted = patternTest(pattern ?? '*');
  const ids: string[] = [];
  for await (const { id } of samplesOf(store, { kind: 'all' })) {
    if (isWanted(id)) ids.push(id);
    if (ids.length >= limit) break;
  }
  if (ids.length === 0) throw new HumanError('nothing-selected', `No sample’s id matches “${pattern ?? '*'}”.`);
  return { kind: 'ids', ids };
}

async function newJournal(given: Given, { runsFolder }: Dataset, header: RunHeader): Promise<JournalFile> {
  const out = given.value('out');
  if (out === undefined) return createJournal(runsFolder, header);
  if (await isFile(out)) {
    const sentence = `There is a file “${out}” already: choose another name, or go on with it by --resume.`;
    throw new HumanError('exists', sentence);
  }
  return createJournal(runsFolder, header, path.resolve(out));
}

async function unfinishedRun(given: Given, { store }: Dataset): Promise<{ file: string; header: RunHeader }> {
  const out = given.value('out');
  const runs = out === undefined ? await store.runs() : [];
  const newest = runs.find(
    ({ status, models }) =>
      status !== 'complete' && Object.values(models).every(({ endpoint }) => !isRecorded(endpoint)),
  );
  const file = out === undefined ? newest?.file : path.resolve(out);
  const header = file !== undefined && (await isFile(file)) ? await readHeader(file) : undefined;
  if (file === undefined || header === undefined) {
    const sentence = out === undefined ? 'The dataset has no unfinished run.' : `“${out}” is not the journal of a run.`;
    throw new HumanError('no-run', `${sentence} Leave out --resume to begin one.`);
  }
  return { file, header };
}

/** What is about to be sent where. */
function sendingSentences(
  models: Readonly<Record<ModelRole, ModelSpec>>,
  samples: number,
  { path: name }: Dataset,
  keys: ReadonlyMap<string, string>,
): string[] {
  const what = `the prompts of ${samples} sample${samples === 1 ? '' : 's'} of ${name}`;
  const named = (list: readonly string[]): string => [...new Set(list)].map((model) => `“${model}”`).join(' and ');
  const demos = Object.values(models).flatMap(({ endpoint, model }) => (isDemo(endpoint) ? [model] : []));
  return [
    ...(demos.length > 0 ? [`Sending ${what} to the demo models ${named(demos)} on this machine.`] : []),
    ...[...modelsByOrigin(models)].map(
      ([origin, list]) =>
        `Sending ${what} to ${origin}, for ${named(list)}, ${keys.has(origin) ? 'with a key' : 'without a key'}.`,
    ),
  ];
}
