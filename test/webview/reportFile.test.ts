import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe, { type AxeResults, type ElementContext } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportHtml } from '../../src/core/report/html';
import { REPORT, reportWith } from '../fixtures/report';
import { launchBrowser } from '../harness/browser.mts';

const OUT = path.resolve(import.meta.dirname, 'out');
/** As many labels as a matrix shows. */
const MANY_LABELS = (() => {
  const labels = Array.from({ length: 30 }, (_, at) => `Kind of clause ${at}`);
  const counts = labels.map((_, row) => Array.from({ length: 31 }, (_, column) => (row === column ? 12 : 1)));
  return { labels, counts: { base: counts, tuned: counts } };
})();

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await launchBrowser();
  folder = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-file-'));
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** Opens a report as a file; what the browser fetches or complains of is written down. */
async function open(html: string, options: BrowserContextOptions): Promise<{ page: Page; heard: string[] }> {
  const file = path.join(folder, 'report.html');
  await writeFile(file, html);
  const page = await (await browser.newContext(options)).newPage();
  const heard: string[] = [];
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('dialog', (dialog) => {
    heard.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(pathToFileURL(file).href);
  page.on('request', (request) => heard.push(request.url()));
  return { page, heard };
}

/** What reaches over the right edge and cannot be scrolled by itself. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((each) => !each.parentElement?.closest('.scroll') && each.getBoundingClientRect().right > innerWidth)
      .map((each) => `${each.tagName} ${each.getAttribute('class') ?? ''}`),
  );
}

describe('a report as a file', () => {
  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 400],
    ['dark', 400],
  ] as const)('reads well in %s, %i pixels wide, and needs nothing else', async (colorScheme, width) => {
    const { page, heard } = await open(reportHtml(REPORT), { colorScheme, viewport: { width, height: 900 } });
    await page.screenshot({ path: path.join(OUT, `report file ${colorScheme} ${width}.png`), fullPage: true });
    // Evaluated in a page without scripts: from outside.
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      (window as unknown as { axe: { run(context: ElementContext): Promise<AxeResults> } }).axe.run(document),
    );
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(heard).toEqual([]);
    await page.context().close();
  });

  it('fits on paper, with everything unfolded', async () => {
    // The width of A4 without its margins.
    const { page } = await open(reportHtml({ ...REPORT, confusion: MANY_LABELS }), {
      viewport: { width: 703, height: 1000 },
    });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const cutOff = (): Promise<(string | null)[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll('table')]
          .filter((table) => table.getBoundingClientRect().right > innerWidth)
          .map((table) => table.getAttribute('aria-label')),
      );
    // Folds are laid out once the browser has noticed the paper.
    await expect.poll(cutOff).toEqual([]);
    await page.screenshot({ path: path.join(OUT, 'report file print.png'), fullPage: true });
    expect(await page.getByText('on JSON fields F1 no difference is shown').isVisible()).toBe(true);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    await page.context().close();
  });

  it('shows hostile data as text', async () => {
    const text = '</style></title><script>alert(1)</script><img src="http://127.0.0.1:9/x" onerror=alert(2)>';
    const { page, heard } = await open(reportHtml(reportWith(text)), {});
    await page.getByText(text).first().waitFor();
    expect(await page.locator('body :is(script, img, style, a, button)').count()).toBe(0);
    expect(heard).toEqual([]);
    await page.context().close();
  });
});
