import { Worker, type MessagePort } from 'node:worker_threads';
import { HumanError } from '../core/humanError';
import { Peer, type Channel, type Remote, type Served } from '../protocol/rpc';
import type { DatasetStore, DatasetStoreOwner } from './datasetStore';

/** Calls to the worker wait for whole passes over a file: a gigabyte takes seconds, on a slow disk minutes. */
const TIMEOUT_MS = 10 * 60_000;

/** A running worker of one dataset. */
export interface DatasetClient {
  readonly store: Remote<DatasetStore>;
  dispose(): void;
}

/** A worker's message port, or the worker itself, as a channel. */
export function portChannel(
  port: Pick<MessagePort, 'postMessage'> & { on(event: 'message', listener: (message: unknown) => void): unknown },
): Channel {
  return {
    post: (message) => port.postMessage(message),
    listen: (listener) => {
      port.on('message', listener);
    },
  };
}

/**
 * Starts the worker that is the database of one dataset.
 * @param workerFile the bundled `datasetWorker.js`
 * @param onDefect told of errors that are defects, and of a worker that died
 */
export function startDatasetStore(
  workerFile: string,
  owner: Served<DatasetStoreOwner>,
  onDefect: (error: unknown) => void,
): DatasetClient {
  const worker = new Worker(workerFile);
  const peer = new Peer<DatasetStoreOwner, DatasetStore>(portChannel(worker), owner, {
    timeoutMs: TIMEOUT_MS,
    onDefect,
  });
  const stop = (): void => {
    peer.dispose();
    void worker.terminate();
  };
  worker.on('error', (error) => {
    onDefect(
      new HumanError(
        'worker-died',
        'The dataset’s worker stopped. Reload the window to start it again.',
        String(error),
      ),
    );
    stop();
  });
  return { store: peer.remote, dispose: stop };
}
