import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { usualHost } from './support/states';
import { WebviewLab } from './support/testPage';

let lab: WebviewLab;
beforeAll(async () => {
  lab = await WebviewLab.start();
});
afterAll(() => lab.stop());

async function top(page: Page, region: string): Promise<number> {
  return (await page.getByRole('region', { name: region }).boundingBox())?.y ?? NaN;
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

describe('the layout', () => {
  it.each([
    ['narrow', 800, 720, 1],
    ['at 200 %', 640, 360, 2],
    ['as a column', 420, 900, 1],
  ])('is one column without sideways scrolling: %s', async (name, width, height, scale) => {
    const opened = await lab.open(usualHost().served, { width, height, scale });
    const { page } = opened;
    await page.getByRole('heading', { name: 'Sample 17', exact: true }).waitFor();
    const fold = page.getByRole('button', { name: /^List/ });
    expect(await fold.getAttribute('aria-expanded')).toBe('false');
    expect(await page.getByRole('listbox', { name: 'Samples' }).isVisible()).toBe(false);
    expect(await top(page, 'Notes')).toBeGreaterThan(await top(page, 'Tuned response'));
    expect(await overflow(page)).toBe(0);
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Sample 31', exact: true }).waitFor();
    await opened.picture(`layout ${name}`);
    await fold.click();
    await page.getByRole('option', { name: /line 9$/ }).click();
    await page.getByRole('heading', { name: 'Sample 9', exact: true }).waitFor();
    await opened.picture(`layout ${name}, list unfolded`);
    await opened.close();
  });

  it('stands side by side from 900 px on, each part scrolling by itself', async () => {
    const { page, close } = await lab.open(usualHost().served, { width: 900 });
    await page.getByRole('heading', { name: 'Sample 17', exact: true }).waitFor();
    expect(await page.getByRole('listbox', { name: 'Samples' }).isVisible()).toBe(true);
    expect(await top(page, 'Notes')).toBeLessThan(await top(page, 'Tuned response'));
    expect(await overflow(page)).toBe(0);
    await close();
  });

  it('stands still for people who asked for less motion', async () => {
    const host = usualHost();
    const { page, remote, close } = await lab.open(host.served, { reducedMotion: true });
    await page.getByRole('heading', { name: 'Sample 17', exact: true }).waitFor();
    const run = { id: 'r', planned: 4, answered: 1, failed: 0, cached: 0, state: 'running' } as const;
    await remote.showState({ ...host.state, run });
    await page.getByRole('banner').getByText('Running: 1 of 4 answers').waitFor();
    const moving = await page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    );
    expect(moving).toBe(0);
    await close();
  });
});
