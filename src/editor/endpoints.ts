import * as vscode from 'vscode';
import { HumanError } from '../core/humanError';
import { isDemo, isLoopback, isRecorded, originOf } from '../core/model/endpoint';
import { ModelError, type ModelClient, type ModelSpec, type OfferedModel } from '../core/model/model';
import { demoFilesOf } from '../node/demo/demoFiles';
import type { DemoModels } from '../node/demo/demoModels';
import type { Consent } from './consent';
import type { Project } from './project';
import type { Secrets } from './secrets';
import { settings } from './settings';

/** Name of the bundled training file from which a demo model learns when it is given no other. */
const GENERAL_FILE = 'media/sample/general.jsonl';
const PROBE_TIMEOUT_MS = 3000;

/** What is known of a model's endpoint, with the one thing to do next. */
export type EndpointState =
  | { readonly kind: 'reachable'; readonly models: readonly OfferedModel[] }
  | { readonly kind: 'needs-key'; readonly message: string }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'unchecked' }
  /** Its answers were recorded elsewhere: there is nobody to ask. */
  | { readonly kind: 'recorded' };

/**
 * The way from an endpoint in `tuning-fork.json` to a client that reaches it: starts the demo models where they are
 * meant, finds the key of the origin, and loads the API client only when something is sent.
 */
export class Endpoints implements vscode.Disposable {
  private readonly clients = new Map<Project, Promise<ModelClient>>();
  private readonly demos = new Map<Project, { readonly files: string; readonly started: Promise<DemoModels> }>();
  private readonly relearned = new vscode.EventEmitter<Project>();
  /** Fires when a demo model has learned again. */
  readonly onDidRelearn = this.relearned.event;

  constructor(
    private readonly secrets: Secrets,
    private readonly consent: Consent,
    private readonly extensionUri: vscode.Uri,
  ) {}

  dispose(): void {
    this.relearned.dispose();
    for (const { started } of this.demos.values()) void started.then((demo) => demo.stop());
  }

  /** A client for the endpoints of a project. */
  client(project: Project): Promise<ModelClient> {
    let client = this.clients.get(project);
    if (client === undefined) {
      client = import('../node/openaiClient').then(
        ({ OpenAiClient }) =>
          new OpenAiClient({
            connect: (endpoint) => this.connect(project, endpoint),
            timeoutMs: settings.requestTimeoutMs,
            stallMs: settings.requestTimeoutMs,
          }),
      );
      this.clients.set(project, client);
    }
    return client;
  }

  /**
   * Asks the endpoint of a model what it offers. Endpoints on other machines are asked only after the user has agreed
   * to send samples there, or when `force` says that the user asked for the check.
   */
  async probe(project: Project, spec: ModelSpec, force = false): Promise<EndpointState> {
    if (isRecorded(spec.endpoint)) return { kind: 'recorded' };
    if (!vscode.workspace.isTrusted) return { kind: 'unchecked' };
    try {
      const origin = isDemo(spec.endpoint) ? undefined : originOf(spec.endpoint);
      if (!force && origin !== undefined && !isLoopback(spec.endpoint) && !this.consent.isGiven(origin)) {
        return { kind: 'unchecked' };
      }
      const models = await this.listModels(project, spec.endpoint);
      if (!models.some((model) => model.id === spec.model)) {
        const offered = models.map((model) => model.id).join(', ') || 'nothing';
        return {
          kind: 'error',
          message: `The endpoint does not offer “${spec.model}”. It offers: ${offered}.`,
        };
      }
      return { kind: 'reachable', models };
    } catch (error) {
      if (error instanceof ModelError && (error.code === 'unauthorized' || error.code === 'forbidden')) {
        return { kind: 'needs-key', message: error.message };
      }
      return { kind: 'error', message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** What an endpoint offers. @throws {ModelError | HumanError} */
  async listModels(project: Project, endpoint: string): Promise<OfferedModel[]> {
    const client = await this.client(project);
    return client.listModels(endpoint, AbortSignal.timeout(PROBE_TIMEOUT_MS));
  }

  private async connect(project: Project, endpoint: string): Promise<{ baseUrl: string; apiKey?: string }> {
    if (!vscode.workspace.isTrusted) {
      throw new HumanError('untrusted', 'Trust this workspace to send anything to a model.');
    }
    if (isDemo(endpoint)) return { baseUrl: (await this.demo(project)).baseUrl };
    const apiKey = await this.secrets.keyFor(originOf(endpoint));
    return apiKey === undefined ? { baseUrl: endpoint } : { baseUrl: endpoint, apiKey };
  }

  /** The project's demo models, started when first needed and again when their files change in the configuration. */
  private async demo(project: Project): Promise<DemoModels> {
    const general = vscode.Uri.joinPath(this.extensionUri, GENERAL_FILE).fsPath;
    const models = demoFilesOf(project.config, project.folder.uri.fsPath, general);
    const files = JSON.stringify(models);
    let demo = this.demos.get(project);
    if (demo?.files !== files) {
      void demo?.started.then((old) => old.stop());
      const started = import('../node/demo/demoModels').then(({ startDemoModels }) =>
        startDemoModels({
          workerFile: vscode.Uri.joinPath(this.extensionUri, 'dist/demoWorker.js').fsPath,
          models,
          onRelearned: () => this.relearned.fire(project),
        }),
      );
      demo = { files, started };
      this.demos.set(project, demo);
      // A start that failed is tried again the next time.
      started.catch(() => this.demos.delete(project));
    }
    return demo.started;
  }
}
