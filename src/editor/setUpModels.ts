import * as vscode from 'vscode';
import { setConfigValue } from '../core/config/editConfig';
import { HumanError } from '../core/humanError';
import { originOf } from '../core/model/endpoint';
import { DEMO_ENDPOINT, ModelError, type OfferedModel } from '../core/model/model';
import { BUILT_IN_TEMPLATES } from '../core/model/templates';
import type { Endpoints } from './endpoints';
import type { Project } from './project';
import type { Secrets } from './secrets';

/** Usual addresses of model servers on the user's own machine. */
const LOCAL_SERVERS = [
  { name: 'Ollama', endpoint: 'http://127.0.0.1:11434/v1' },
  { name: 'LM Studio', endpoint: 'http://127.0.0.1:1234/v1' },
  { name: 'llama.cpp', endpoint: 'http://127.0.0.1:8080/v1' },
  { name: 'vLLM', endpoint: 'http://127.0.0.1:8000/v1' },
] as const;
const OPENAI = 'https://api.openai.com/v1';

interface EndpointPick extends vscode.QuickPickItem {
  readonly endpoint?: string;
  readonly other?: true;
}

/** What *Set Up Models* works with. */
export interface SetUpParts {
  readonly endpoints: Endpoints;
  readonly secrets: Secrets;
}

/**
 * Asks where the models are and which two to compare, and writes the answer to `tuning-fork.json`.
 * Resolves to false when the user backed out.
 */
export async function setUpModels(project: Project, parts: SetUpParts): Promise<boolean> {
  if (!vscode.workspace.isTrusted) {
    throw new HumanError('untrusted', 'Trust this workspace to set up models for it.');
  }
  const picked = await pickEndpoint(project, parts.endpoints);
  if (picked === undefined) return false;
  if (picked === DEMO_ENDPOINT) return setUpDemo(project);
  const models = await modelsOf(project, picked, parts);
  const base = await pickModel('Base model: what was tuned', models);
  if (base === undefined) return false;
  const api = await pickApi();
  if (api === undefined) return false;
  const tuned = await pickModel('Tuned model: what you want to assess', models);
  if (tuned === undefined) return false;
  await project.updateConfig((text) => {
    const parameters = { temperature: 0, max_tokens: 512 };
    const withBase = setConfigValue(text, ['models', 'base'], { endpoint: picked, model: base, ...api, parameters });
    return setConfigValue(withBase, ['models', 'tuned'], { endpoint: picked, model: tuned, ...api, parameters });
  });
  return true;
}

/** Shows the local servers as they answer; resolves to the chosen endpoint. */
function pickEndpoint(project: Project, endpoints: Endpoints): Promise<string | undefined> {
  const demo: EndpointPick = {
    label: '$(beaker) Demo models',
    description: 'no key, no download',
    detail: 'Two small text models inside this extension that learn from your training file.',
    endpoint: DEMO_ENDPOINT,
  };
  const openai: EndpointPick = { label: '$(cloud) OpenAI', description: OPENAI, endpoint: OPENAI };
  const other: EndpointPick = {
    label: '$(link) Another address…',
    description: 'any OpenAI-compatible server',
    other: true,
  };
  const found: EndpointPick[] = [];
  const pick = vscode.window.createQuickPick<EndpointPick>();
  const show = (): void => {
    pick.items = [demo, ...found, openai, other];
  };
  pick.title = 'Set Up Models: where do they run?';
  pick.placeholder = 'Looking for servers on this machine…';
  pick.busy = true;
  pick.ignoreFocusOut = true;
  show();
  const looking = LOCAL_SERVERS.map(async ({ name, endpoint }) => {
    const models = await endpoints.listModels(project, endpoint);
    const description = `${endpoint} · ${models.length} models`;
    found.push({ label: `$(server) ${name}`, description, endpoint });
    show();
  });
  void Promise.allSettled(looking).then(() => {
    pick.busy = false;
    pick.placeholder = 'Choose where the base and the tuned model run';
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const chosen = pick.selectedItems[0];
      pick.hide();
      resolve(chosen?.other === true ? askEndpoint() : Promise.resolve(chosen?.endpoint));
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(undefined);
    });
    pick.show();
  });
}

async function askEndpoint(): Promise<string | undefined> {
  const endpoint = await vscode.window.showInputBox({
    title: 'Set Up Models: address',
    prompt: 'Base address of an OpenAI-compatible API',
    placeHolder: 'http://127.0.0.1:8000/v1',
    ignoreFocusOut: true,
    validateInput: (text) => {
      try {
        originOf(text);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  });
  return endpoint?.trim();
}

/** The endpoint's models; asks for a key where one is needed. Empty when the endpoint lists none. */
async function modelsOf(
  project: Project,
  endpoint: string,
  { endpoints, secrets }: SetUpParts,
): Promise<OfferedModel[]> {
  const list = (): Promise<OfferedModel[]> => endpoints.listModels(project, endpoint);
  try {
    return await list();
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    if (error.code === 'not-found') return [];
    if (error.code !== 'unauthorized' && error.code !== 'forbidden') throw error;
    if (!(await secrets.promptForKey(originOf(endpoint)))) throw error;
    return list();
  }
}

async function pickModel(title: string, models: readonly OfferedModel[]): Promise<string | undefined> {
  const typed = async (): Promise<string | undefined> => {
    const name = await vscode.window.showInputBox({ title, prompt: 'Model name', ignoreFocusOut: true });
    return name?.trim() === '' ? undefined : name?.trim();
  };
  if (models.length === 0) return typed();
  const other = '$(edit) Another name…';
  const labels = [...models.map((model) => model.id), other];
  const chosen = await vscode.window.showQuickPick(labels, { title, ignoreFocusOut: true });
  return chosen === other ? typed() : chosen;
}

async function pickApi(): Promise<{ api: 'chat' | 'completions'; template?: string } | undefined> {
  const chat = { label: 'Chat messages', description: 'chat', template: undefined };
  const templates = BUILT_IN_TEMPLATES.map(({ id }) => ({
    label: `One text, made with the template ${id}`,
    description: 'completions',
    template: id,
  }));
  const chosen = await vscode.window.showQuickPick([chat, ...templates], {
    title: 'How are the models asked? Base models often have no chat template.',
    ignoreFocusOut: true,
  });
  if (chosen === undefined) return undefined;
  return chosen.template === undefined ? { api: 'chat' } : { api: 'completions', template: chosen.template };
}

/** Points base and tuned at the demo models; the tuned one learns from the files that the user chooses. */
async function setUpDemo(project: Project): Promise<boolean> {
  const files = project.datasets.map((dataset) => ({ label: dataset.path, picked: /train/i.test(dataset.path) }));
  const chosen = await vscode.window.showQuickPick(files, {
    title: 'Demo models: which files has the tuned model learned?',
    placeHolder: 'Your training files, not the evaluation set',
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (chosen === undefined) return false;
  const training = chosen.map((file) => file.label);
  await project.updateConfig((text) => {
    let edited = text;
    for (const role of ['base', 'tuned']) {
      const entry = { endpoint: DEMO_ENDPOINT, model: `demo-${role}` };
      edited = setConfigValue(edited, ['models', role], entry);
    }
    edited = setConfigValue(edited, ['demoModels', 'demo-base'], []);
    return setConfigValue(edited, ['demoModels', 'demo-tuned'], training);
  });
  return true;
}
