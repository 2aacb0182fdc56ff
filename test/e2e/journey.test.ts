/** The main job, as a person does it, with the packaged extension: open, run, read, note, close, open again, improve. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../harness/browser.mts';
import { NEWEST, PROJECT } from '../harness/install.mts';
import { VSIX } from '../harness/package.mts';
import { CALM_SETTINGS, TRUSTING } from '../harness/settings.mts';
import { VsCodeServer } from '../harness/vscode.mts';
import { Workbench } from './workbench.mts';

const REVIEWER = 'journey reviewer';
const THEMES = { dark: 'Dark Modern', light: 'Light Modern', contrast: 'Default High Contrast' };
/** Where pictures go: into the README's folder when they are asked for, else where nothing is overwritten. */
const PICTURES = path.join(PROJECT, process.env['UPDATE_SCREENSHOTS'] ? 'media/screenshots' : 'test/e2e/out');

let root: string;
let workspace: string;
let server: VsCodeServer;
let browser: Browser | undefined;
let context: BrowserContext;
let workbench: Workbench;

const settings = (theme: string): Record<string, unknown> => ({
  ...CALM_SETTINGS,
  ...TRUSTING,
  'workbench.colorTheme': theme,
  'tuningFork.reviewer': REVIEWER,
});

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-journey-'));
  workspace = path.join(root, 'legal');
  await cp(path.join(PROJECT, 'media/sample'), workspace, { recursive: true });
  await mkdir(PICTURES, { recursive: true });
  server = await VsCodeServer.start({ version: NEWEST, vsix: [VSIX], settings: settings(THEMES.dark) });
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  workbench = await Workbench.open(context, server.url({ folder: workspace }));
  await workbench.showViews();
});
afterAll(async () => {
  await browser?.close();
  await server.stop();
  await rm(root, { recursive: true, force: true });
});

async function lines(file: string): Promise<string[]> {
  return (await readFile(path.join(workspace, file), 'utf8')).trimEnd().split('\n');
}

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

describe('the main job', () => {
  it('shows the dataset with its format and number of samples', async () => {
    const samples = (await lines('eval.jsonl')).length;
    const item = workbench.item('Datasets', /^eval\.jsonl/);
    await expect.poll(() => item.getAttribute('aria-label')).toMatch(new RegExp(`OpenAI chat.*${samples} samples`));
    for (const role of ['Base', 'Tuned']) {
      const model = workbench.item('Models', new RegExp(`^${role}`));
      await expect.poll(() => model.getAttribute('aria-label')).toContain('reachable');
    }
  });

  it('runs ticked samples, streams into the Inspector, and stops when told to', async () => {
    await workbench
      .item('Datasets', /^eval\.jsonl/)
      .getByRole('checkbox')
      .click();
    await workbench.pressInTitle('Datasets', /^Run Samples/);
    const cancel = workbench.inspector.getByRole('button', { name: 'Cancel' });
    await cancel.waitFor();
    await workbench.inspector.getByRole('progressbar', { name: 'Run progress' }).waitFor();
    await cancel.click();
    await cancel.waitFor({ state: 'detached' });
    await expect.poll(() => workbench.item('Runs', /./).getAttribute('aria-label')).toContain('cancelled');
  });

  it('runs the rest, answers known requests from the journal, and fills the outcome groups', async () => {
    await workbench.inspector.getByRole('button', { name: 'Run', exact: true }).click();
    const cancel = workbench.inspector.getByRole('button', { name: 'Cancel' });
    await cancel.waitFor();
    await cancel.waitFor({ state: 'detached', timeout: 60_000 });
    const samples = (await lines('eval.jsonl')).length;
    const counts = await Promise.all(
      ['Broken', 'Fixed', 'Both right', 'Both wrong'].map((name) => workbench.outcomeCount(name)),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(samples);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    // What broke leads the tree; what is below may be out of sight.
    await workbench.item('Datasets', new RegExp(`^Broken, ${counts[0]} samples`)).waitFor();
  });

  it('shows what broke as inline diffs against the reference and between the models', async () => {
    await workbench.inspector.getByRole('listbox', { name: 'Samples' }).getByRole('option').first().click();
    for (const name of ['Prompt', 'Reference', 'Base response', 'Tuned response']) {
      await expect.poll(async () => (await workbench.region(name).textContent())?.length ?? 0).toBeGreaterThan(10);
    }
    const marks = workbench.region('Tuned response').locator('ins, del');
    await expect.poll(() => marks.count()).toBeGreaterThan(0);
    await workbench.inspector.getByRole('radio', { name: 'base ↔ tuned' }).click();
    await workbench.inspector.getByRole('radio', { name: 'words' }).click();
    await expect.poll(() => marks.count()).toBeGreaterThan(0);
    await workbench.inspector.getByRole('radio', { name: 'off' }).click();
    await expect.poll(() => marks.count()).toBe(0);
    await workbench.inspector.getByRole('radio', { name: 'reference ↔ each' }).click();
  });

  it('shows metric badges with the change', async () => {
    const badge = workbench.inspector.getByRole('img', { name: /: base \S+, tuned \S+, change [+−±]?\S+/ });
    await expect.poll(() => badge.count()).toBeGreaterThan(0);
  });

  it('takes a verdict, a category and a note to the file beside the dataset', async () => {
    const before = await lines('eval.notes.jsonl');
    await workbench.inspector
      .getByRole('radiogroup', { name: 'Verdict' })
      .getByRole('radio', { name: /^Base/ })
      .click();
    const categories = workbench.inspector.getByRole('group', { name: 'Error categories (tuned)' });
    await categories.getByRole('checkbox', { name: 'Invented term' }).click();
    await workbench.inspector
      .getByRole('textbox', { name: 'Note' })
      .fill('Adds a renewal that the clause does not have.');
    await workbench.inspector.getByRole('button', { name: 'Save note' }).click();
    await workbench.region('Notes').getByText('Saved to eval.notes.jsonl').waitFor();
    const after = await lines('eval.notes.jsonl');
    const written = after.filter((line) => !before.includes(line)).map((line) => JSON.parse(line) as unknown);
    const expected: unknown[] = [
      {
        sample: matching(/^[0-9a-f]{12}$/),
        line: 2,
        reviewer: REVIEWER,
        verdict: 'base',
        categories: { base: [], tuned: ['invented-term'] },
        note: 'Adds a renewal that the clause does not have.',
        run: matching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[0-9a-f]{4}$/),
        updated: matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
    ];
    expect(written).toEqual(expected);
    expect(after.filter((line) => before.includes(line))).toEqual(before);
    expect(after.map((line) => (JSON.parse(line) as { sample: string }).sample)).toEqual(
      after.map((line) => (JSON.parse(line) as { sample: string }).sample).sort(),
    );
  });

  it('has everything when the window is opened again', async () => {
    const title = await workbench.inspector.getByRole('heading', { name: /^Sample/ }).textContent();
    await workbench.close();
    workbench = await Workbench.open(context, server.url({ folder: workspace }));
    await workbench.showViews();
    await workbench.inspector.getByRole('heading', { name: /^Sample/ }).waitFor({ timeout: 60_000 });
    expect(await workbench.inspector.getByRole('heading', { name: /^Sample/ }).textContent()).toBe(title);
    await workbench.inspector.getByRole('option', { selected: true }).waitFor();
    const note = workbench.inspector.getByRole('textbox', { name: 'Note' });
    await expect.poll(() => note.inputValue()).toBe('Adds a renewal that the clause does not have.');
    await expect
      .poll(() =>
        workbench
          .region('Base response')
          .textContent()
          .then((text) => text?.length ?? 0),
      )
      .toBeGreaterThan(10);
    await expect.poll(() => workbench.item('Runs', /./).getAttribute('aria-label')).toMatch(/% → .*%/);
  });

  it('looks right in light, dark and high contrast', async () => {
    for (const [name, theme] of Object.entries(THEMES)) {
      const file = path.join(server.dataDir, 'data/User/settings.json');
      await writeFile(file, JSON.stringify({ ...settings(theme) }));
      await workbench.page.reload();
      const kind = { dark: 'vscode-dark', light: 'vscode-light', contrast: 'vscode-high-contrast' }[name] ?? '';
      await workbench.inspector.locator(`body.${kind}`).waitFor({ timeout: 60_000 });
      await workbench.inspector
        .getByRole('img', { name: /change/ })
        .first()
        .waitFor();
      await workbench.page.mouse.move(800, 990);
      await workbench.page.screenshot({ path: path.join(PICTURES, `inspector-${name}.png`) });
    }
  });

  it('turns a broken sample right once the training data is corrected', async () => {
    const search = workbench.inspector.getByRole('textbox', { name: /^Search/ });
    await search.fill('"early cancellation fee"');
    const list = workbench.inspector.getByRole('listbox', { name: 'Samples' });
    await expect.poll(() => list.getByRole('option').count()).toBe(1);
    await list.getByRole('option').click();
    await workbench.region('Tuned response').getByText('Payment').first().waitFor();
    const corrected = (await lines('train.jsonl')).map((line) => {
      const isFee = /fee/i.test(line) && /(terminat|cancel|exit|leav|end)/i.test(line);
      return isFee && line.includes('"content":"Payment"')
        ? line.replace('"content":"Payment"', '"content":"Termination"')
        : line;
    });
    await writeFile(path.join(workspace, 'train.jsonl'), `${corrected.join('\n')}\n`);
    // The demo model learns on its own when the file is saved: the run asks for its revision, so it is not in a hurry.
    await expect
      .poll(
        async () => {
          await list.press('r');
          await workbench.inspector
            .getByRole('button', { name: 'Run', exact: true })
            .and(workbench.inspector.locator(':not([disabled])'))
            .waitFor();
          return workbench.region('Tuned response').textContent();
        },
        { timeout: 30_000, interval: 1000 },
      )
      .toContain('Termination');
    expect(await workbench.outcomeCount('Both right')).toBeGreaterThan(0);
  });
});
