import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { DemoWorkerData, DemoWorkerMessage } from './demoModels';
import { startDemoServer } from './demoServer';
import { LearningModel, watchFiles } from './trainingFiles';

async function main(): Promise<void> {
  const { models, answerMs } = workerData as DemoWorkerData;
  const tell = (message: DemoWorkerMessage): void => parentPort?.postMessage(message);
  const learners = Object.entries(models).map(([id, files]) => new LearningModel(id, files));
  const revisions = async (): Promise<string> =>
    (await Promise.all(learners.map((learner) => learner.current()))).map(({ revision }) => revision).join(' ');

  let known = await revisions();
  watchFiles(Object.values(models).flat(), () => {
    void revisions().then((now) => {
      if (now !== known) tell({ kind: 'relearned' });
      known = now;
    });
  });
  const server = await startDemoServer(learners, answerMs);
  tell({ kind: 'listening', port: (server.address() as AddressInfo).port });
}

void main();
