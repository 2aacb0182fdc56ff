/** Datasets as a person meets them: problems and their fixes, the check, filters, other formats, answers recorded elsewhere. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../harness/browser.mts';
import { NEWEST, PROJECT } from '../harness/install.mts';
import { VSIX } from '../harness/package.mts';
import { CALM_SETTINGS, TRUSTING } from '../harness/settings.mts';
import { VsCodeServer } from '../harness/vscode.mts';
import { Workbench } from './workbench.mts';

const OUT = path.join(PROJECT, 'test/e2e/out');
/** Pictures of the README, when they are asked for. */
const SHOWN = process.env['UPDATE_SCREENSHOTS'] ? path.join(PROJECT, 'media/screenshots') : OUT;
/** How VS Code is told of a theme: as by the system. */
const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  contrast: { colorScheme: 'dark', forcedColors: 'active' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
} as const;
const KINDS = { light: 'vs', contrast: 'hc-black', dark: 'vs-dark' };
const SETTINGS = {
  ...CALM_SETTINGS,
  ...TRUSTING,
  'window.autoDetectColorScheme': true,
  'workbench.preferredDarkColorTheme': 'Dark Modern',
  'workbench.preferredLightColorTheme': 'Light Modern',
};

let root: string;
let workspace: string;
let server: VsCodeServer;
let browser: Browser | undefined;
let workbench: Workbench;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-datasets-'));
  workspace = path.join(root, 'legal');
  await mkdir(workspace);
  await mkdir(OUT, { recursive: true });
  await writeWorkspace();
  server = await VsCodeServer.start({ version: NEWEST, vsix: [VSIX], toasts: true, settings: SETTINGS });
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, colorScheme: 'dark' });
  context.setDefaultTimeout(12_000);
  workbench = await Workbench.open(context, server.url({ folder: workspace }));
  await workbench.showViews();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(`failed-${task.name.split(' ').slice(0, 4).join('-')}`);
});
afterAll(async () => {
  await browser?.close();
  await server.stop();
  await rm(root, { recursive: true, force: true });
});

const fileIn = (name: string): string => path.join(workspace, name);
const linesOf = async (file: string): Promise<string[]> => (await readFile(file, 'utf8')).trimEnd().split('\n');

/** A dataset with four bad rows among good ones, training data, a table, and answers that promptfoo recorded. */
async function writeWorkspace(): Promise<void> {
  const sample = path.join(PROJECT, 'media/sample');
  const training = (await linesOf(path.join(sample, 'train.jsonl'))).slice(0, 60);
  const [first, second, third, fourth, ...others] = (await linesOf(path.join(sample, 'eval.jsonl'))).slice(0, 40);
  const unordered = fourth?.replace('"role":"user"', '"role":"assistant"');
  const rows = [first, second, third?.slice(0, 120), unordered, first, training[0], ...others];
  await writeFile(fileIn('eval.jsonl'), `${rows.join('\n')}\n`);
  await writeFile(fileIn('train.jsonl'), `${training.join('\n')}\n`);
  await writeFile(fileIn('clauses.csv'), 'nr,question,answer,frage\n1,What is rent?,A payment,Was ist Miete?\n');
  await writeFile(fileIn('results.json'), JSON.stringify(recorded()));
}

/** Results of promptfoo: three questions to two providers, one of which the new one gets wrong and one right. */
function recorded(): unknown {
  const answers = [
    ['Is rent a payment?', 'Yes', 'No'],
    ['Is a lease a contract?', 'No', 'Yes'],
    ['Is a loan repaid?', 'Yes', 'Yes'],
  ];
  const results = answers.flatMap(([raw, ...outputs], testIdx) =>
    outputs.map((output, promptIdx) => ({
      promptIdx,
      testIdx,
      promptId: 'p',
      prompt: { raw, label: '{{q}}' },
      provider: { id: ['legal-base', 'legal-tuned'][promptIdx] },
      vars: { q: raw },
      testCase: { assert: [{ type: 'equals', value: 'Yes' }] },
      response: { output },
      success: output === 'Yes',
      failureReason: output === 'Yes' ? 0 : 1,
    })),
  );
  return { evalId: 'e', results: { version: 3, timestamp: '2026-11-23', prompts: [], results } };
}

const picture = (name: string, folder = OUT): Promise<unknown> =>
  workbench.page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });

/** Takes a picture in each theme; those that are shown go where the README has them. */
async function pictures(name: string, isShown = false): Promise<void> {
  for (const theme of ['light', 'contrast', 'dark'] as const) {
    await workbench.page.emulateMedia(LOOKS[theme]);
    await workbench.page.locator(`.monaco-workbench.${KINDS[theme]}`).waitFor();
    await picture(`${name}-${theme}`, isShown && theme !== 'contrast' ? SHOWN : OUT);
  }
}

const dataset = (name: string): Locator => workbench.item('Datasets', new RegExp(`^${name.replace('.', '\\.')}`));
const labelOf = async (name: string): Promise<string> => (await dataset(name).getAttribute('aria-label')) ?? '';
/** The items of VS Code's list of problems: the file, what is wrong, and what else it is about. */
const problems = (): Locator => workbench.page.locator('.markers-panel').getByRole('treeitem');

/** A lens above a line of the editor in sight. */
const lens = (line: number, title: string): Locator =>
  workbench.page
    .locator('.codelens-decoration')
    .nth(line - 1)
    .getByRole('button', { name: title });

describe('a dataset in the editor', () => {
  it('has its problems on their lines, and lenses above them', async () => {
    await expect.poll(() => labelOf('eval.jsonl')).toMatch(/OpenAI chat.*41 samples.*1 bad/);
    await workbench.pressOnItem(dataset('eval.jsonl'), 'Show in Dataset File');
    await workbench.page.getByRole('tab', { name: /^eval\.jsonl/ }).waitFor();
    // VS Code asks for no lenses while the focus is elsewhere.
    await lens(2, 'Open in Inspector').waitFor();
    await workbench.command('View: Toggle Problems');
    for (const text of [
      /This is not valid JSON.*\[Ln 3, Col \d+\]/,
      /The conversation begins with an assistant message.*\[Ln 4, /,
      /This sample stands already on line 1.*\[Ln 5, /,
      /train\.jsonl, line 1\b.*\[Ln 6, /,
    ]) {
      await problems().filter({ hasText: text }).waitFor();
    }
    await pictures('editor', true);
  });

  it('removes a duplicate row by its quick fix', async () => {
    const before = await linesOf(fileIn('eval.jsonl'));
    await problems().filter({ hasText: 'stands already on line 1' }).dblclick();
    const fix = workbench.page.locator('.action-widget').getByText('Remove this row');
    await workbench.page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await workbench.pressUntil('Control+.', fix);
    await picture('quick-fix');
    await fix.click();
    await expect.poll(() => problems().filter({ hasText: 'stands already on line 1' }).count()).toBe(0);
    await workbench.page.keyboard.press('Control+S');
    await expect.poll(() => linesOf(fileIn('eval.jsonl'))).toEqual(before.toSpliced(4, 1));
    await problems()
      .filter({ hasText: /train\.jsonl, line 1\b.*\[Ln 5, / })
      .waitFor();
  });

  it('shows the conversation of a row under the pointer', async () => {
    await workbench.page
      .locator('.view-line', { hasText: 'Up to' })
      .first()
      .hover({ position: { x: 400, y: 8 } });
    await workbench.page.locator('.monaco-hover').getByText('Up to ten of the Licensee’s devices').first().waitFor();
    await pictures('hover');
  });

  it('opens a sample in the Inspector by its lens', async () => {
    await workbench.clickUntil(
      lens(2, 'Open in Inspector'),
      workbench.inspector.getByRole('heading', { name: 'Sample 2' }),
    );
  });
});

describe('the check of a dataset', () => {
  it('shows counts, charts and leaks', async () => {
    await workbench.command('View: Hide Panel');
    await workbench.chooseFromMenu(dataset('eval.jsonl'), 'Check Dataset', workbench.region('Problems'));
    await workbench.page.mouse.move(800, 990);
    await pictures('check', true);
    const problemRows = workbench.region('Problems').getByRole('row');
    await expect.poll(() => problemRows.allInnerTexts()).toHaveLength(3);
    for (const text of [/Unusable row.*1 row/s, /Role order.*1 row/s, /Leak from training data.*1 row/s]) {
      expect(await problemRows.filter({ hasText: text }).count()).toBe(1);
    }
    const charts = workbench.region('Lengths and mix').getByRole('img');
    await expect.poll(() => charts.count()).toBe(3);
    expect(await charts.first().getAttribute('aria-label')).toMatch(/^Prompt length: median \d+/);
    const leaks = workbench.region('Leaks').getByRole('row', { name: /^train\.jsonl/ });
    expect(await leaks.getByRole('cell').allInnerTexts()).toEqual(['1', '1', '0', '0', '0']);
  });

  it('is exported as Markdown', async () => {
    await workbench.inspector.getByRole('button', { name: 'Export Markdown' }).click();
    await workbench.page.getByRole('tab', { name: /Untitled-1/ }).waitFor();
    await picture('check-markdown');
  });
});

describe('the Datasets view', () => {
  it('shows the samples that match a filter', async () => {
    const box = workbench.prompt('Filter eval.jsonl');
    await workbench.chooseFromMenu(dataset('eval.jsonl'), 'Filter Samples…', box);
    await workbench.choose('Filter eval.jsonl', /^task:summary/);
    await picture('filter');
    await box.getByRole('option', { name: /Show samples that match/ }).click();
    await expect.poll(() => labelOf('eval.jsonl')).toContain('filter: task:summary');
    await workbench.expand(dataset('eval.jsonl'));
    await workbench.item('Datasets', /Up to ten/).waitFor();
    await picture('filtered');
    await workbench.pressOnItem(dataset('eval.jsonl'), 'Clear Filter');
    await expect.poll(() => labelOf('eval.jsonl')).not.toContain('filter:');
  });

  it('groups samples by a field', async () => {
    const box = workbench.prompt('Group eval.jsonl By');
    await workbench.chooseFromMenu(dataset('eval.jsonl'), 'Group Samples By…', box);
    await box.getByRole('option', { name: /^task/ }).waitFor();
    await picture('group-by');
    await box.getByRole('option', { name: /^task/ }).click();
    await workbench.expand(workbench.item('Datasets', /^summary, \d+ samples/));
    await workbench.item('Datasets', /^clause-type, \d+ samples/).waitFor();
    await pictures('slices');
  });

  it('goes to a sample by its words', async () => {
    const box = workbench.prompt('Go to Sample in eval.jsonl');
    await workbench.chooseFromMenu(dataset('eval.jsonl'), 'Go to Sample…', box);
    await box.getByRole('textbox').fill('licensee devices');
    await expect.poll(() => box.getByRole('option').count()).toBe(1);
    await picture('go-to-sample');
    await box.getByRole('option', { name: /Up to ten/ }).click();
    await workbench.inspector.getByRole('heading', { name: 'Sample 6' }).waitFor();
  });

  it('reads a table by the columns that are chosen', async () => {
    await workbench.expand(dataset('clauses.csv'));
    const overview = workbench.prompt('Read As: clauses.csv');
    await workbench.clickUntil(workbench.item('Datasets', /^Columns guessed/), overview);
    await overview.getByRole('option', { name: /What is rent/ }).waitFor();
    await pictures('read-as');
    await workbench.choose('Read As: clauses.csv', /Prompt field: question/);
    const fields = workbench.prompt('Read As: prompt field of clauses.csv');
    await fields.getByRole('option', { name: /^question/ }).waitFor();
    await picture('read-as-field');
    await fields.getByRole('option', { name: /^frage/ }).click();
    await overview.getByRole('option', { name: /Was ist Miete/ }).waitFor();
    await workbench.choose('Read As: clauses.csv', /Read the file like this/);
    await workbench.item('Datasets', /^Was ist Miete/).waitFor();
    expect(JSON.parse(await readFile(fileIn('tuning-fork.json'), 'utf8'))).toEqual({
      datasets: [{ files: 'clauses.csv', format: 'columns', prompt: 'frage', reference: 'answer' }],
      findDatasets: true,
    });
  });
});

describe('answers recorded elsewhere', () => {
  it('are imported through questions, and compared', async () => {
    await workbench.pressInTitle('Datasets', /^Collapse All/);
    await workbench.expand(dataset('results.json'));
    const title = 'Import Outputs: answers of the base model';
    await workbench.clickUntil(workbench.item('Datasets', /^Answers of 2 models/), workbench.prompt(title));
    await pictures('import');
    await workbench.choose(title, /^legal-base/);
    await workbench.choose('Import Outputs: answers of the tuned model', /^legal-tuned/);
    await workbench
      .prompt('Import Outputs: which samples were answered?')
      .getByRole('option', { name: /^results\.json/ })
      .waitFor();
    await picture('import-samples');
    await workbench.choose('Import Outputs: which samples were answered?', /^results\.json/);
    const message = workbench.messages.filter({ hasText: '3 of 3 samples paired.' });
    await message.waitFor();
    await picture('imported');
    await message.getByRole('button', { name: 'Open Inspector' }).click();
    for (const outcome of ['Broken', 'Fixed', 'Both right']) {
      await workbench.item('Datasets', new RegExp(`^${outcome}, 1 sample`)).waitFor();
      await expect.poll(() => workbench.outcomeCount(outcome)).toBe(1);
    }
    await workbench.clickUntil(
      workbench.item('Datasets', /^Is rent a payment/),
      workbench.inspector.getByRole('heading', { name: 'Sample 1' }),
    );
    await expect.poll(() => workbench.region('Tuned response').textContent()).toContain('No');
    await picture('imported-inspector');
  });

  it('are summed up in a report, whose figures lead to their samples', async () => {
    const opener = workbench.region('Which samples changed?').getByRole('button', { name: '1 broken' });
    await workbench.inspector.getByRole('button', { name: 'Open Report' }).click();
    await opener.waitFor();
    await pictures('report');
    await opener.click();
    const broken = workbench.inspector.getByRole('checkbox', { name: /^Broken/ });
    await expect.poll(() => broken.getAttribute('aria-checked')).toBe('true');
    await expect.poll(() => workbench.inspector.getByRole('option').count()).toBe(1);
    await workbench.inspector.getByRole('heading', { name: 'Sample 1' }).waitFor();
    await picture('report-broken');
  });
});
