import { Worker } from 'node:worker_threads';

/** What the worker is started with. */
export interface DemoWorkerData {
  /** Model name → absolute training files. */
  readonly models: Readonly<Record<string, readonly string[]>>;
  readonly answerMs: number;
}

/** What the worker tells. */
export type DemoWorkerMessage =
  | { readonly kind: 'listening'; readonly port: number }
  /** A training file was saved and at least one model has learned something else from it. */
  | { readonly kind: 'relearned' };

export interface DemoModelsOptions extends Partial<DemoWorkerData> {
  /** Path of the built `demoWorker.js`. */
  readonly workerFile: string;
  readonly models: DemoWorkerData['models'];
  /** Called when a model has learned again because a file was saved. */
  readonly onRelearned?: () => void;
}

/** Demo models that are running. */
export interface DemoModels {
  /** Address of their OpenAI-compatible API, on this machine. */
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts the demo models: text models that learn from files, behind OpenAI's HTTP API on a free port of the loopback
 * interface, in a worker thread. Resolves when they answer.
 */
export async function startDemoModels(options: DemoModelsOptions): Promise<DemoModels> {
  const { workerFile, models, answerMs = 300, onRelearned } = options;
  const worker = new Worker(workerFile, { workerData: { models, answerMs } satisfies DemoWorkerData });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: DemoWorkerMessage) => {
      if (message.kind === 'listening') resolve(message.port);
      else onRelearned?.();
    });
  });
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    stop: async () => {
      await worker.terminate();
    },
  };
}
