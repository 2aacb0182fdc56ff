import path from 'node:path';
import { isDemo, originOf } from '../core/model/endpoint';
import type { ModelClient, OfferedModel } from '../core/model/model';
import { DEFAULT_LIMITS } from '../core/run/engine';
import { demoFilesOf } from '../node/demo/demoFiles';
import type { DemoModels } from '../node/demo/demoModels';
import type { Project } from './project';

/** Milliseconds for the question what an endpoint offers. */
const LIST_TIMEOUT_MS = 3000;

/** The way to the models of a project; the demo models are started when they are first asked. */
export class Models {
  private demo: Promise<DemoModels> | undefined;

  private constructor(
    readonly client: ModelClient,
    private readonly start: () => Promise<DemoModels>,
  ) {}

  /** @param keys the key for each origin that gets one */
  static async connect(project: Project, keys: ReadonlyMap<string, string>): Promise<Models> {
    const { OpenAiClient } = await import('../node/openaiClient');
    const connect = async (endpoint: string): Promise<{ baseUrl: string; apiKey?: string }> => {
      if (isDemo(endpoint)) return { baseUrl: (await models.demos()).baseUrl };
      const apiKey = keys.get(originOf(endpoint));
      return apiKey === undefined ? { baseUrl: endpoint } : { baseUrl: endpoint, apiKey };
    };
    const { timeoutMs } = DEFAULT_LIMITS;
    const client = new OpenAiClient({ connect, timeoutMs, stallMs: timeoutMs });
    const models = new Models(client, async () => {
      const { startDemoModels } = await import('../node/demo/demoModels');
      const general = path.join(__dirname, '../media/sample/general.jsonl');
      return startDemoModels({
        workerFile: path.join(__dirname, 'demoWorker.js'),
        models: demoFilesOf(project.config, project.folder, general),
      });
    });
    return models;
  }

  /** What an endpoint offers. @throws {ModelError} */
  list(endpoint: string): Promise<OfferedModel[]> {
    return this.client.listModels(endpoint, AbortSignal.timeout(LIST_TIMEOUT_MS));
  }

  async close(): Promise<void> {
    await (await this.demo)?.stop();
  }

  private demos(): Promise<DemoModels> {
    this.demo ??= this.start();
    return this.demo;
  }
}
