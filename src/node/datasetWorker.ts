/** Entry of the worker that is the database of one dataset. */
import { parentPort } from 'node:worker_threads';
import { Peer } from '../protocol/rpc';
import { portChannel } from './datasetClient';
import { DatasetDatabase } from './datasetDatabase';
import type { DatasetStore, DatasetStoreOwner } from './datasetStore';

if (parentPort === null) throw new Error('This file runs as a worker.');
const database = new DatasetDatabase((info) => {
  // The owner may be gone already: then nobody waits for the snapshot.
  peer.remote.changed(info).catch(() => undefined);
});
const peer = new Peer<DatasetStore, DatasetStoreOwner>(portChannel(parentPort), database, {
  timeoutMs: 10_000,
  onDefect: (error) => console.error(error),
});
