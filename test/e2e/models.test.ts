/** Which models a run asks, and what may be sent to them: setting up, keys, consent, errors, Restricted Mode, resuming. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FaultServer } from '../fixtures/faultServer';
import { launchBrowser } from '../harness/browser.mts';
import { NEWEST, PROJECT } from '../harness/install.mts';
import { VSIX } from '../harness/package.mts';
import { CALM_SETTINGS, RESTRICTED, TRUSTING } from '../harness/settings.mts';
import { VsCodeServer } from '../harness/vscode.mts';
import { Workbench } from './workbench.mts';

const PICTURES = path.join(PROJECT, 'test/e2e/out');
/** Samples of each dataset; every one goes to two models. */
const SAMPLES = 6;
const DATASET = /^eval\.jsonl/;

let root: string;
let trusting: VsCodeServer;
let browser: Browser | undefined;
let context: BrowserContext;
let workbench: Workbench;
let server: FaultServer;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-models-'));
  await mkdir(PICTURES, { recursive: true });
  server = await FaultServer.start();
  // Retries take their time; what they do is tested where nobody waits.
  const settings = { ...CALM_SETTINGS, ...TRUSTING, 'tuningFork.retries': 0 };
  trusting = await VsCodeServer.start({ version: NEWEST, vsix: [VSIX], toasts: true, settings });
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(12_000);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(`failed-${task.name.split(' ').slice(0, 4).join('-')}`);
  delete server.apiKey;
  await workbench.close();
});
afterAll(async () => {
  await browser?.close();
  await trusting.stop();
  await server.close();
  await rm(root, { recursive: true, force: true });
});

/** A folder with a dataset, a training file and what else is given. */
async function folderWith(name: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = path.join(root, name);
  await mkdir(folder);
  for (const [file, rows] of [
    ['eval.jsonl', SAMPLES],
    ['train.jsonl', 40],
  ] as const) {
    const text = await readFile(path.join(PROJECT, 'media/sample', file), 'utf8');
    await writeFile(path.join(folder, file), `${text.split('\n').slice(0, rows).join('\n')}\n`);
  }
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, file), text);
  return folder;
}

async function open(folder: string, host = trusting): Promise<void> {
  workbench = await Workbench.open(context, host.url({ folder }));
  await workbench.showViews();
}

const picture = (name: string): Promise<unknown> =>
  workbench.page.screenshot({ path: path.join(PICTURES, `${name}.png`) });

const configOf = (folder: string): Promise<string> => readFile(path.join(folder, 'tuning-fork.json'), 'utf8');

const configFor = (endpoint: string, base = 'base', tuned = 'tuned'): string =>
  JSON.stringify({ models: { base: { endpoint, model: base }, tuned: { endpoint, model: tuned } } });

/** Waits until both models are in a state that the Models view names so. */
async function bothModels(state: string): Promise<void> {
  for (const role of ['Base', 'Tuned']) {
    const model = workbench.item('Models', new RegExp(`^${role}`));
    await expect.poll(() => model.getAttribute('aria-label')).toContain(state);
  }
}

async function runDataset(): Promise<void> {
  await workbench.pressOnItem(workbench.item('Datasets', DATASET), /^Run Samples/);
}

/** Waits for a message and closes it. */
async function closeMessage(sentence: RegExp): Promise<void> {
  const message = workbench.messages.filter({ hasText: sentence });
  await message.waitFor();
  await message.hover();
  await message.getByRole('button', { name: /^Clear/ }).click();
}

/** Every file below a folder, as text. */
async function textsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((file) => readFile(path.join(file.parentPath, file.name), 'utf8')));
}

describe('setting up models', () => {
  it('offers the demo models, writes tuning-fork.json and keeps its comments', async () => {
    const folder = await folderWith('demo');
    await open(folder);
    await workbench.welcome('Models').getByRole('button', { name: 'Set Up Models' }).click();
    const where = workbench.prompt('Set Up Models: where do they run?');
    await where.getByPlaceholder('Choose where the base and the tuned model run').waitFor();
    await picture('set-up-models');
    const chooseDemo = async (): Promise<void> => {
      await workbench.choose('Set Up Models: where do they run?', /Demo models/);
      const files = workbench.prompt(/which files has the tuned model learned/);
      await files.getByRole('checkbox', { name: 'train.jsonl', checked: true }).first().waitFor();
      expect(await files.getByRole('checkbox', { name: 'eval.jsonl', checked: true }).count()).toBe(0);
      await files.getByRole('button', { name: 'OK' }).click();
      await files.waitFor({ state: 'hidden' });
    };
    await chooseDemo();
    await bothModels('reachable');
    const written = {
      models: {
        base: { endpoint: 'demo:', model: 'demo-base' },
        tuned: { endpoint: 'demo:', model: 'demo-tuned' },
      },
      demoModels: { 'demo-base': [], 'demo-tuned': ['train.jsonl'] },
    };
    expect(JSON.parse(await configOf(folder))).toEqual(written);
    await runDataset();
    await closeMessage(new RegExp(`${2 * SAMPLES} of ${2 * SAMPLES} answered`));

    const comments = ['// What we compare.', '/* the old one */', '// ours'];
    const [first, second, third] = comments;
    await writeFile(
      path.join(folder, 'tuning-fork.json'),
      `{\n  ${first}\n  "models": {\n    ${second}\n    "base": {"endpoint": "demo:", "model": "demo-base"}\n  },\n  ${third}\n  "categories": []\n}\n`,
    );
    await expect.poll(() => workbench.view('Models').getByRole('treeitem').count()).toBe(1);
    await workbench.pressInTitle('Models', 'Set Up Models');
    await chooseDemo();
    await bothModels('reachable');
    const text = await configOf(folder);
    for (const comment of comments) expect(text).toContain(comment);
    expect(text).toContain('"demo-tuned"');
  });

  it('asks for the key of another address, and before the first run whether samples may go there', async () => {
    const key = `sk-journey-${Date.now()}`;
    server.apiKey = key;
    const origin = new URL(server.url).origin;
    const folder = await folderWith('keyed');
    await open(folder);
    await workbench.welcome('Models').getByRole('button', { name: 'Set Up Models' }).click();
    await workbench.choose('Set Up Models: where do they run?', /Another address/);
    await workbench.answer('Set Up Models: address', server.url);
    await workbench.answer(`API key for ${origin}`, key);
    await workbench.choose(/^Base model/, 'base');
    await workbench.choose('How are the models asked?', /Chat messages/);
    await workbench.choose(/^Tuned model/, 'tuned');
    await bothModels('reachable');
    const config = JSON.parse(await configOf(folder)) as unknown;
    const shared = { endpoint: server.url, api: 'chat', parameters: { temperature: 0, max_tokens: 512 } };
    expect(config).toEqual({ models: { base: { ...shared, model: 'base' }, tuned: { ...shared, model: 'tuned' } } });

    await runDataset();
    for (const words of [origin, 'eval.jsonl', '“base” and “tuned”', `${SAMPLES} samples`]) {
      await workbench.dialog.getByText(words).first().waitFor();
    }
    await picture('consent');
    await workbench.dialog.getByRole('button', { name: 'Cancel' }).click();
    await workbench.inspector.getByRole('button', { name: 'Run', exact: true, disabled: false }).waitFor();
    expect(server.asked).toEqual([]);

    await runDataset();
    await workbench.dialog.getByRole('button', { name: 'Send' }).click();
    await closeMessage(/answered/);
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual(
      Array.from({ length: 2 * SAMPLES }, () => `Bearer ${key}`),
    );
    await workbench.pressInInspectorMenu('Run without cache');
    await closeMessage(/answered/);
    expect(server.asked.length).toBe(4 * SAMPLES);
    await workbench.page.reload();
    // This server keeps secrets only as long as the window is open.
    await bothModels('needs key: click to enter it');
    await workbench.clickUntil(workbench.item('Models', /^Base/), workbench.prompt(`API key for ${origin}`));
    await workbench.answer(`API key for ${origin}`, key);
    await bothModels('reachable');
    await workbench.pressOnItem(workbench.item('Datasets', DATASET), 'Open Inspector');
    await workbench.pressInInspectorMenu('Run without cache');
    await closeMessage(/answered/);
    expect(server.asked.length).toBe(6 * SAMPLES);

    const texts = [...(await textsBelow(folder)), ...(await textsBelow(path.join(trusting.dataDir, 'data')))];
    expect(texts.filter((text) => text.includes('"type":"response"')).length).toBe(3);
    expect(texts.filter((text) => text.includes(key))).toEqual([]);
  });

  it('says what to do about an endpoint where nothing listens, once', async () => {
    const gone = await FaultServer.start();
    const endpoint = gone.url;
    await gone.close();
    await open(await folderWith('gone', { 'tuning-fork.json': configFor(endpoint) }));
    await bothModels('error: click to check again');
    await picture('models-error');
    const unreachable = workbench.messages.filter({ hasText: 'Nothing answers at' });
    const mending = unreachable.getByRole('button', { name: 'Open tuning-fork.json' });
    await workbench.clickUntil(workbench.item('Models', /^Base/), mending);
    await closeMessage(/Nothing answers at/);
    await runDataset();
    await workbench.dialog.getByRole('button', { name: 'Send' }).click();
    await workbench.messages.first().waitFor();
    await picture('run-error');
    expect(await workbench.messages.count()).toBe(1);
    const message = workbench.messages.getByText(`${2 * SAMPLES} requests failed. Nothing answers at ${endpoint}`);
    expect(await message.count()).toBe(1);
    await workbench.messages.getByRole('button', { name: 'Open tuning-fork.json' }).click();
    await workbench.page.getByRole('tab', { name: /^tuning-fork\.json/ }).waitFor();
  });
});

it('resumes a run that a closed window interrupted, without asking again what was answered', async () => {
  const hangs = { breakOff: 'stall' } as const;
  server.behave('tuned', {}, {}, hangs);
  await open(await folderWith('interrupted', { 'tuning-fork.json': configFor(server.url) }));
  await bothModels('reachable');
  const before = server.asked.length;
  await runDataset();
  await workbench.dialog.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => server.asked.length - before).toBe(2 * SAMPLES);
  await workbench.inspector
    .getByText(`${SAMPLES + 2} of ${2 * SAMPLES}`)
    .first()
    .waitFor();
  await workbench.page.reload();
  server.behave('tuned', {});
  const run = workbench.item('Runs', /./);
  await expect.poll(() => run.getAttribute('aria-label')).toContain('interrupted');
  await picture('interrupted');
  await workbench.pressOnItem(run, 'Resume Run');
  await closeMessage(/answered/);
  expect(server.asked.length - before).toBe(2 * SAMPLES + SAMPLES - 2);
  await expect.poll(() => run.getAttribute('aria-label')).toContain('complete');
});

describe('Restricted Mode', () => {
  it('shows datasets, notes and the Inspector, and sends nothing', async () => {
    const before = server.received.length;
    const restricted = await VsCodeServer.start({
      version: NEWEST,
      vsix: [VSIX],
      toasts: true,
      settings: { ...CALM_SETTINGS, ...RESTRICTED },
    });
    try {
      const notes = await readFile(path.join(PROJECT, 'media/sample/eval.notes.jsonl'), 'utf8');
      const files = { 'tuning-fork.json': configFor(server.url), 'eval.notes.jsonl': notes };
      await open(await folderWith('restricted', files), restricted);
      await bothModels('not trusted');
      await workbench.expand(workbench.item('Datasets', DATASET));
      const heading = workbench.inspector.getByRole('heading', { name: 'Sample 2' });
      await workbench.clickUntil(workbench.item('Datasets', /line 2\b/), heading);
      await workbench.region('Notes').getByText('Adds “renewal”').first().waitFor();
      const blocked = workbench.region('Before you can run');
      await blocked.getByText('Nothing is sent to a model in Restricted Mode.').waitFor();
      await blocked.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
      await workbench.inspector.getByRole('button', { name: 'Run', exact: true, disabled: true }).waitFor();
      await picture('restricted');
      await runDataset();
      const refused = workbench.messages.filter({ hasText: 'Trust this workspace to send its samples to a model.' });
      await refused.getByRole('button', { name: 'Manage Trust' }).waitFor();
      expect(server.received.length).toBe(before);
    } finally {
      await restricted.stop();
    }
  });
});

it('greets an empty window, a folder without datasets, and who wants to be led', async () => {
  const empty = path.join(root, 'empty');
  await mkdir(empty);
  workbench = await Workbench.open(context, trusting.url({ folder: empty }));
  await workbench.page.getByRole('tab', { name: /^Tuning Fork/ }).click();
  await workbench.welcome('Datasets').getByRole('button', { name: 'Open tuning-fork.json' }).waitFor();
  await picture('folder-without-datasets');
  await workbench.close();
  workbench = await Workbench.open(context, trusting.url({}));
  await workbench.page.getByRole('tab', { name: /^Tuning Fork/ }).click();
  await workbench.welcome('Datasets').getByRole('button', { name: 'Open Sample Workspace' }).waitFor();
  await picture('empty-window');
  await workbench.command('Welcome: Open Walkthrough...');
  await workbench.page.getByRole('option', { name: /Compare a Tuned Model/ }).click();
  await workbench.page.getByRole('heading', { name: 'Open your evaluation data' }).waitFor();
  await picture('walkthrough');
});
