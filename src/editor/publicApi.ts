import type * as vscode from 'vscode';
import * as v from 'valibot';
import type { DatasetDescription, TuningForkApi } from '../api';
import type { SampleDetail } from '../core/compare/results';
import { HumanError } from '../core/humanError';
import { noteDraftSchema } from '../protocol/inspectorChecks';
import type { OpenDataset } from './openDataset';
import type { Projects } from './projects';
import type { RunController } from './runController';
import { selectionOf } from '../node/runSelection';

const PAGE = 200;
const MOST_ROWS = 10_000;

/** What `activate` returns: the documented functions of `src/api.d.ts`, and nothing else of the extension. */
export function createApi(projects: Projects, runs: RunController): TuningForkApi {
  const open = (dataset: vscode.Uri | string): Promise<OpenDataset> => projects.openByName(dataset);
  return Object.freeze<TuningForkApi>({
    version: 1,
    listDatasets: async () => {
      await projects.ready;
      const entries = projects.all.flatMap((project) => project.datasets);
      const opened = await Promise.all(entries.map((entry) => projects.open(entry).catch(() => undefined)));
      return Promise.all(opened.filter((dataset) => dataset !== undefined).map(describe));
    },
    readSamples: async (dataset, { offset, limit }) =>
      (await open(dataset)).store.readRows({ offset: count(offset), limit: Math.min(MOST_ROWS, count(limit)) }),
    run: async ({ dataset, samples, models, useCache = true }) =>
      runs.run({
        dataset: await open(dataset),
        selection: selectionOf(samples),
        ...(models && { roles: models }),
        useCache,
      }),
    readResults: async (name) => {
      const dataset = await open(name);
      const { summary } = await dataset.store.whenReady();
      return { summary, samples: await detailsOf(dataset) };
    },
    readNotes: async (dataset) => [...(await open(dataset)).notes],
    saveNote: async (dataset, note) => {
      const checked = v.safeParse(noteDraftSchema, note);
      if (!checked.success) throw new HumanError('bad-argument', `saveNote: ${checked.issues[0].message}.`);
      return (await open(dataset)).saveNote(checked.output);
    },
  });
}

async function describe(dataset: OpenDataset): Promise<DatasetDescription> {
  const info = await dataset.store.whenReady();
  return {
    uri: dataset.uri.toString(),
    path: dataset.path,
    format: info.format.id,
    samples: info.rows - info.badRows,
    badRows: info.badRows,
  };
}

/** Details of the samples that at least one model has answered. */
async function detailsOf(dataset: OpenDataset): Promise<SampleDetail[]> {
  const details: SampleDetail[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await dataset.store.list({ text: '', outcomes: [], sort: 'line', offset, limit: PAGE });
    const ids = page.items.flatMap(({ id, bad }) => (bad === undefined ? [id] : []));
    const found = await Promise.all(ids.map((id) => dataset.store.detail({ id })));
    details.push(...found.filter(({ responses }) => Object.values(responses).some(({ state }) => state !== 'waiting')));
    if (offset + PAGE >= page.total) return details;
  }
}

function count(value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new HumanError('bad-argument', 'Offsets and limits are whole numbers from 0 on.');
}
