import axe, { type AxeResults, type ElementContext } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckHost, CheckPage } from '../../src/protocol/checkPage';
import { THEMES } from '../fixtures/themes';
import { CHECK_STATES, CheckTestHost } from './support/checkStates';
import { WebviewLab, type OpenOptions, type TestPage } from './support/testPage';

let lab: WebviewLab;
beforeAll(async () => {
  lab = await WebviewLab.start();
});
afterAll(() => lab.stop());

async function open(name: string, options?: OpenOptions): Promise<TestPage<CheckPage> & { host: CheckTestHost }> {
  const state = CHECK_STATES[name];
  if (!state) throw new Error(`There is no state ${name}.`);
  const host = new CheckTestHost(state);
  const opened = await lab.openPage<CheckHost, CheckPage>('check', host.served, options);
  await opened.page.getByRole('heading', { level: 1, name: 'Check of eval.jsonl' }).waitFor();
  return { ...opened, host };
}

describe.each(THEMES)('the check in $name', (theme) => {
  it.each(Object.keys(CHECK_STATES))('has nothing that axe objects to: %s', async (name) => {
    const { page, picture, violations, errors, close } = await open(name, { theme, height: 1000 });
    await picture(`check ${name} - ${theme.name}`);
    await page.evaluate(axe.source);
    const found = await page.evaluate(() =>
      (window as unknown as { axe: { run(context: ElementContext): Promise<AxeResults> } }).axe.run(document),
    );
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([]);
    expect(violations).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('the report', () => {
  it('says what is wrong, the gravest first, and leads to the lines', async () => {
    const { page, host, close } = await open('report');
    const rows = page.getByRole('region', { name: 'Problems' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(2);
    expect(await rows.nth(0).textContent()).toMatch(/Error\s*Unusable row\s*1 row/);
    await page.getByRole('button', { name: 'line 12' }).click();
    await page.getByRole('button', { name: 'Show them in the file' }).click();
    await page.getByRole('button', { name: 'Export Markdown' }).click();
    await page.getByRole('button', { name: 'Check Again' }).click();
    await page.getByRole('button', { name: 'Name training files in tuning-fork.json' }).click();
    await expect
      .poll(() => host.calls)
      .toEqual(['openLine 12', 'showProblems', 'exportMarkdown', 'checkAgain', 'nameTrainingFiles']);
    await close();
  });

  it('describes its pictures in words, and shows hostile labels as text', async () => {
    const { page, close } = await open('report');
    const facts = 'Prompt length: median 342, 95 % up to 816, longest 1,187 characters';
    await page.getByRole('img', { name: facts }).waitFor();
    await page.getByRole('rowheader', { name: '<b>Warranty</b>' }).waitFor();
    await page.getByText('This is not valid JSON: <img src=x>.').waitFor();
    expect(await page.locator('#page :is(script, iframe, b, img:not([role]))').count()).toBe(0);
    await page.getByRole('rowheader', { name: 'data/train.jsonl' }).waitFor();
    await page.getByRole('row', { name: '20 % of samples 11.5 points' }).waitFor();
    await close();
  });

  it('takes the report of a check that was going on', async () => {
    const { page, remote, close } = await open('checking');
    await page.getByText('Reading and comparing every sample…').waitFor();
    const done = CHECK_STATES['report'];
    if (done) await remote.showState(done);
    await page.getByText('How small a difference can it show?').waitFor();
    await close();
  });
});
