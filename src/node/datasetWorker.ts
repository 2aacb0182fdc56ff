/** Entry of the worker that is the database of one dataset. */
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { Peer, type Served } from '../protocol/rpc';
import { portChannel } from './datasetClient';
import { DatasetDatabase } from './datasetDatabase';
import { DatasetPreview } from './datasetPreview';
import type { DatasetStore, DatasetStoreOwner } from './datasetStore';

if (parentPort === null) throw new Error('This file runs as a worker.');
const database = new DatasetDatabase(
  (info) => {
    // The owner may be gone already: then nobody waits for the snapshot.
    peer.remote.changed(info).catch(() => undefined);
  },
  path.join(__dirname, 'checkWorker.js'),
  path.join(__dirname, 'idWorker.js'),
);
const previews = new DatasetPreview();
/** What may be called from outside, and nothing else of the database. */
const served: Served<DatasetStore> = {
  open: (params) => database.open(params),
  whenReady: () => database.whenReady(),
  reload: (params) => database.reload(params),
  readRows: (params) => database.readRows(params),
  rowsOnLines: (params) => database.rowsOnLines(params),
  readSamples: (params) => database.readSamples(params),
  readSelection: (params) => database.readSelection(params),
  list: (params, context) => database.list(params, context),
  detail: (params) => database.detail(params),
  findCached: (params) => database.findCached(params),
  addResponses: (params) => database.addResponses(params),
  reloadRuns: () => database.reloadRuns(),
  runs: () => database.runs(),
  readRecording: (params, context) => database.readRecording(params, context),
  importOutputs: (params, context) => database.importOutputs(params, context),
  check: (params, context) => database.check(params, context),
  report: (params, context) => database.report(params, context),
  facets: (params, context) => database.facets(params, context),
  preview: (params) => previews.preview(params),
  slices: (params, context) => database.slices(params, context),
  setNotes: (params) => database.setNotes(params),
};
const peer = new Peer<DatasetStore, DatasetStoreOwner>(portChannel(parentPort), served, {
  timeoutMs: 10_000,
  onDefect: (error) => console.error(error),
});
