import axe, { type AxeResults, type ElementContext } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportHost, ReportPage } from '../../src/protocol/reportPage';
import { THEMES } from '../fixtures/themes';
import { REPORT_STATES, ReportTestHost } from './support/reportStates';
import { WebviewLab, type OpenOptions, type TestPage } from './support/testPage';

let lab: WebviewLab;
beforeAll(async () => {
  lab = await WebviewLab.start();
});
afterAll(() => lab.stop());

async function open(name: string, options?: OpenOptions): Promise<TestPage<ReportPage> & { host: ReportTestHost }> {
  const state = REPORT_STATES[name];
  if (!state) throw new Error(`There is no state ${name}.`);
  const host = new ReportTestHost(state);
  const opened = await lab.openPage<ReportHost, ReportPage>('report', host.served, options);
  await opened.page.getByRole('heading', { level: 1, name: 'Report of eval.jsonl' }).waitFor();
  return { ...opened, host };
}

/** First cells of a table, in order. */
function firstColumn(page: Page, name: string): Promise<string[]> {
  return page.getByRole('table', { name }).locator('tbody th').allTextContents();
}

async function axeFindings(page: Page): Promise<unknown[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(context: ElementContext): Promise<AxeResults> } }).axe.run(document),
  );
  return violations.map(({ id, nodes }) => [id, nodes.map(({ target, any }) => [target.join(' '), any[0]?.message])]);
}

describe.each(THEMES)('the report in $name', (theme) => {
  it.each(Object.keys(REPORT_STATES))('has nothing that axe objects to: %s', async (name) => {
    const { page, picture, violations, errors, close } = await open(name, { theme, height: 2600 });
    for (const summary of await page.locator('summary').all()) await summary.click();
    await picture(`report ${name} - ${theme.name}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(violations).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('the report', () => {
  it('fits a narrow window: nothing but tables scrolls sideways', async () => {
    const { page, picture, close } = await open('report', { width: 400, height: 3600 });
    await picture('report narrow');
    expect(await axeFindings(page)).toEqual([]);
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('.report-body *')]
        .filter((each) => !each.closest('.scroll') && each.getBoundingClientRect().right > innerWidth)
        .map((each) => each.className),
    );
    expect(wide).toEqual([]);
    await close();
  });

  it('opens the samples behind its figures', async () => {
    const { page, host, close } = await open('report');
    const outcomes = page.getByRole('table', { name: 'Outcomes' });
    await outcomes.getByRole('button', { name: '6 broken' }).click();
    await page.getByRole('button', { name: '5 not run' }).press('Enter');
    const terms = page.getByRole('row', { name: /^key-terms/ });
    await terms.getByRole('button', { name: '9', exact: true }).click();
    await terms.getByRole('button', { name: '40' }).click();
    await page.getByRole('button', { name: 'Wrong clause' }).click();
    const slice = { field: 'task', value: 'key-terms' };
    await expect
      .poll(() => host.calls)
      .toEqual(
        [
          { outcome: 'broken' },
          { outcome: 'not-run' },
          { outcome: 'broken', slice },
          { slice },
          { category: 'wrong-clause' },
        ].map((params) => `openSamples ${JSON.stringify(params)}`),
      );
    // Samples without a value cannot be named in a search.
    expect(
      await page
        .getByRole('row', { name: /^no value/ })
        .getByRole('button')
        .count(),
    ).toBe(0);
    await close();
  });

  it('sorts by a column, by its numbers, and stays sorted after a reload', async () => {
    const { page, remote, close } = await open('report');
    const names = [
      'Right answers',
      'Exact match · labels',
      'JSON fields F1 · key terms',
      'TER · prose lower is better',
    ];
    expect(await firstColumn(page, 'Metrics')).toEqual(names);
    const head = page.getByRole('columnheader', { name: 'Change' }).first();
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(await firstColumn(page, 'Metrics')).toEqual([names[0], names[1], names[2], names[3]].sort(byChange));
    await head.getByRole('button').press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect((await firstColumn(page, 'Metrics'))[0]).toBe(names[3]);
    await page.getByText('In words').click();
    // The page is told of it a moment after it is seen.
    await page.waitForFunction(() => sessionStorage.getItem('state')?.includes('readings'));
    await page.reload();
    await expect.poll(() => firstColumn(page, 'Metrics').then(([first]) => first)).toBe(names[3]);
    expect(await page.locator('details').first().getAttribute('open')).not.toBeNull();
    // Right answers are not adjusted: what has no figure stands last either way.
    for (const order of ['descending', 'ascending']) {
      const adjusted = page.getByRole('table', { name: 'Metrics' }).getByRole('columnheader', { name: 'p (Holm)' });
      await adjusted.getByRole('button').click();
      expect(await adjusted.getAttribute('aria-sort')).toBe(order);
      expect((await firstColumn(page, 'Metrics')).at(-1)).toBe(names[0]);
    }
    const report = REPORT_STATES['outdated'];
    if (report) await remote.showState(report);
    await page.getByText('have changed since this report was made').waitFor();
    expect((await firstColumn(page, 'Metrics')).at(-1)).toBe(names[0]);
    await close();
  });

  it('exports, refreshes and leads to the configuration, by keyboard too', async () => {
    const { page, host, close } = await open('outdated');
    await page.getByRole('button', { name: 'Export' }).focus();
    await page.keyboard.press('Enter');
    for (const key of ['ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('button', { name: 'Compute it anew' }).click();
    await page.getByRole('button', { name: 'Metrics and Objectives' }).click();
    await expect.poll(() => host.calls).toEqual(['exportAs {"format":"html"}', 'refresh', 'refresh', 'openConfig']);
    await close();
  });

  it('says what to do first when nothing has been run, and takes the report when it comes', async () => {
    const { page, host, remote, close } = await open('nothing run');
    await page.getByRole('button', { name: 'Run Samples' }).click();
    await expect.poll(() => host.calls).toEqual(['takeStep {"step":"run"}']);
    const computing = REPORT_STATES['computing'];
    if (computing) await remote.showState(computing);
    await page.getByText('Computing the report…').waitFor();
    const done = REPORT_STATES['report'];
    if (done) await remote.showState(done);
    await page.getByText('Tuned is better: 21 fixed against 6 broken').waitFor();
    await page
      .getByRole('img', { name: 'Broken 6, Fixed 21, Both wrong 22, Both right 64, Error 2, Not run 5' })
      .waitFor();
    await close();
  });

  it('shows hostile data as text', async () => {
    const { page, violations, errors, close } = await open('hostile');
    await page.getByText('<b>Bold</b>').first().waitFor();
    expect(await page.locator('.report-body :is(script, iframe, img, b, a, style, link)').count()).toBe(0);
    await page.getByTitle('Hidden character U+202E').first().waitFor();
    expect([violations, errors]).toEqual([[], []]);
    await close();
  });
});

/** By the changes of the fixture: +0.133, +0.13, −0.03, −7.3. */
function byChange(a: string | undefined, b: string | undefined): number {
  const order = ['Right answers', 'Exact match', 'JSON fields F1', 'TER'];
  const place = (name = ''): number => order.findIndex((each) => name.startsWith(each));
  return place(a) - place(b);
}
