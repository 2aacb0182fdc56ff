import { createHash } from 'node:crypto';
import { specsToRun } from '../core/config/modelSpecs';
import { HumanError } from '../core/humanError';
import { isDemo, originOf } from '../core/model/endpoint';
import type { ModelClient, ModelRole, ModelSpec, OfferedModel } from '../core/model/model';
import { runSamples, type RunOptions } from '../core/run/engine';
import type { RunHeader, RunProgress } from '../core/run/run';
import type { Remote } from '../protocol/rpc';
import type { DatasetStore, SampleSelection } from './datasetStore';
import { newRunId, readJournal, reopenJournal, type JournalFile } from './journalFile';
import { idsOf, samplesOf, selectionIn } from './runSelection';

/** A run whose journal is open. */
export interface PreparedRun {
  readonly header: RunHeader;
  readonly journal: JournalFile;
  readonly selection: SampleSelection;
  readonly total: number;
  /** True for what an interrupted run has answered. */
  readonly isDone?: (sample: string, role: ModelRole) => boolean;
}

/** What a new run takes. */
export interface RunOrder {
  /** Path of the dataset below the project's folder. */
  readonly path: string;
  readonly selection: SampleSelection;
  readonly models: Readonly<Record<ModelRole, ModelSpec>>;
  readonly useCache: boolean;
}

/** What preparing asks of who runs. */
export interface RunOwner {
  /** Says or asks what is about to be sent; whoever does not want it throws. */
  announce(models: Readonly<Record<ModelRole, ModelSpec>>, samples: number): Promise<void>;
  /** What an endpoint offers. */
  listModels(endpoint: string): Promise<readonly OfferedModel[]>;
  /** Starts the journal. */
  createJournal(header: RunHeader): Promise<JournalFile>;
}

/**
 * Prepares a new run of an open dataset.
 * @throws {HumanError} `no-dataset`, `nothing-selected`, `cancelled`, and what the owner throws
 */
export async function prepareRun(
  store: Remote<DatasetStore>,
  { path, selection, models, useCache }: RunOrder,
  owner: RunOwner,
  signal: AbortSignal,
): Promise<PreparedRun> {
  const info = await store.whenReady();
  if (info.sha256 === undefined) throw new HumanError('no-dataset', info.error ?? 'The dataset cannot be read.');
  const { total } = await store.readSelection({ selection, offset: 0, limit: 0 });
  if (total === 0)
    throw new HumanError('nothing-selected', 'No usable sample is selected. Tick samples and run again.');
  await owner.announce(models, total);
  const header: RunHeader = {
    type: 'run',
    version: 1,
    id: newRunId(),
    dataset: { path, sha256: info.sha256, samples: info.rows - info.badRows },
    models: await withRevisions(models, owner, signal),
    samples: await idsOf(store, selection),
    useCache,
    started: new Date().toISOString(),
  };
  return { header, journal: await owner.createJournal(header), selection: selectionIn(header), total };
}

/**
 * Prepares to go on with an interrupted run: what was answered is not asked again.
 * @param file the run's journal
 * @throws {HumanError} `no-journal`, `recorded-model`, and what the owner throws
 */
export async function prepareResume(
  store: Remote<DatasetStore>,
  file: string,
  owner: Pick<RunOwner, 'announce'>,
): Promise<PreparedRun> {
  let header: RunHeader | undefined;
  const done = new Set<string>();
  for await (const { record } of readJournal(file)) {
    if (record.type === 'run') header = record;
    else if (record.type === 'response' && record.error === undefined) done.add(`${record.model} ${record.sample}`);
  }
  if (header === undefined)
    throw new HumanError('no-journal', 'The run’s journal has no header and cannot be resumed.');
  // Resuming asks every model of the run.
  specsToRun(header.models, Object.keys(header.models));
  const selection = selectionIn(header);
  const { total } = await store.readSelection({ selection, offset: 0, limit: 0 });
  await owner.announce(header.models, total);
  const journal = await reopenJournal(file);
  return { header, journal, selection, total, isDone: (sample, role) => done.has(`${role} ${sample}`) };
}

/** Sends what was prepared; the journal stays open. */
export function drivePrepared(
  store: Remote<DatasetStore>,
  { header, journal, selection, total, isDone }: PreparedRun,
  client: ModelClient,
  options: Pick<RunOptions, 'limits' | 'signal' | 'onPartial' | 'onResponse' | 'onProgress'>,
): Promise<RunProgress> {
  return runSamples({
    ...options,
    header,
    journal,
    client,
    samples: samplesOf(store, selection),
    sampleCount: total,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    findCached: (keys) => store.findCached({ keys }),
    ...(isDone === undefined ? {} : { isDone }),
  });
}

/** Names of the models by the origin that their requests go to, the demo models left out. @throws {HumanError} `bad-endpoint` */
export function modelsByOrigin(models: Readonly<Record<ModelRole, ModelSpec>>): Map<string, string[]> {
  const byOrigin = new Map<string, string[]>();
  for (const { endpoint, model } of Object.values(models)) {
    if (isDemo(endpoint)) continue;
    const origin = originOf(endpoint);
    byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), model]);
  }
  return byOrigin;
}

/** Adds what the endpoints say they serve just now. An endpoint that lists nothing is no obstacle to a run. */
async function withRevisions(
  specs: Readonly<Record<ModelRole, ModelSpec>>,
  owner: RunOwner,
  signal: AbortSignal,
): Promise<Record<ModelRole, ModelSpec>> {
  const endpoints = [...new Set(Object.values(specs).map((spec) => spec.endpoint))];
  const offered = new Map(
    await Promise.all(
      endpoints.map(async (endpoint) => {
        const models = await owner.listModels(endpoint).catch(() => []);
        return [endpoint, models] as const;
      }),
    ),
  );
  if (signal.aborted) throw new HumanError('cancelled', 'Nothing was sent.');
  return Object.fromEntries(
    Object.entries(specs).map(([role, spec]) => {
      const revision = offered.get(spec.endpoint)?.find((model) => model.id === spec.model)?.revision;
      return [role, revision === undefined ? spec : { ...spec, revision }];
    }),
  );
}
