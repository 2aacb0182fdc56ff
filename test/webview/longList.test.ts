import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SampleListItem } from '../../src/core/compare/results';
import type { InspectorHost } from '../../src/protocol/inspector';
import type { Served } from '../../src/protocol/rpc';
import { inspectorState, sample } from './support/testData';
import { TestHost } from './support/testHost';
import { WebviewLab } from './support/testPage';

const TOTAL = 1_000_000;
const BROKEN = 400_000;

let lab: WebviewLab;
beforeAll(async () => {
  lab = await WebviewLab.start();
});
afterAll(() => lab.stop());

/** A million samples in two groups; no list of them exists anywhere. */
function millionHost(): { served: Served<InspectorHost>; asked: number[] } {
  const host = new TestHost(inspectorState(), []);
  const asked: number[] = [];
  const item = (index: number): SampleListItem => ({
    id: `sample-${index}`,
    row: index,
    line: index + 1,
    title: `Question ${index}`,
    tags: [],
    outcome: index < BROKEN ? 'broken' : 'fixed',
    notes: 0,
  });
  const served: Served<InspectorHost> = {
    ...host.served,
    listSamples: ({ offset, limit, around }) => {
      const start = around ? Math.floor(Number(around.slice('sample-'.length)) / limit) * limit : offset;
      asked.push(start);
      const length = Math.max(0, Math.min(limit, TOTAL - start));
      return Promise.resolve({
        total: TOTAL,
        groups: [
          { outcome: 'broken', start: 0, count: BROKEN },
          { outcome: 'fixed', start: BROKEN, count: TOTAL - BROKEN },
        ],
        offset: start,
        items: Array.from({ length }, (_, at) => item(start + at)),
      });
    },
    openSample: ({ id }) => {
      const row = Number(id.slice('sample-'.length));
      return Promise.resolve({ detail: sample({ id, row }), notes: [] });
    },
  };
  return { served, asked };
}

describe('a million samples', () => {
  it('scroll to the end, select there, and never fill the page or the channel', async () => {
    const { served, asked } = millionHost();
    const { page, close } = await lab.open(served);
    await page.getByRole('heading', { name: 'Sample 1', exact: true }).waitFor();
    await page.getByRole('option', { selected: true }).focus();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: 'Sample 1,000,000', exact: true }).waitFor();
    const last = page.getByRole('option', { selected: true });
    await expect.poll(() => last.getAttribute('aria-posinset')).toBe('1000000');
    expect(await last.getAttribute('aria-setsize')).toBe('1000000');
    await expect.poll(async () => (await last.boundingBox())?.y).toBeLessThan(720);
    await page.getByText('600,000 of 600,000 fixed').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.getByRole('heading', { name: 'Sample 999,999', exact: true }).waitFor();
    await page.keyboard.press('Home');
    await page.getByRole('heading', { name: 'Sample 1', exact: true }).waitFor();

    const box = page.getByRole('listbox', { name: 'Samples' });
    // The scroll bar: to the very end, then somewhere in the middle.
    await box.evaluate((element) => (element.scrollTop = element.scrollHeight));
    await page.getByText('Question 999999').waitFor();
    expect(await box.evaluate((element) => element.scrollHeight)).toBeLessThan(33_554_428);
    await box.evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
    await page
      .getByText(/Question (49|50)\d{4}$/)
      .first()
      .waitFor();
    const position = async (): Promise<number> =>
      Number(await page.getByRole('option').nth(4).getAttribute('aria-posinset'));
    const before = await position();
    await box.hover();
    await page.mouse.wheel(0, 88);
    // A turn of the wheel moves the rows by as many pixels as anywhere: two rows of 44 px.
    await expect.poll(async () => (await position()) - before).toBe(2);

    expect(await page.getByRole('option').count()).toBeLessThan(60);
    expect(asked.length).toBeLessThan(20);
    await close();
  });

  it('find the sample again that was open before a reload', async () => {
    const { served } = millionHost();
    const { page, remote, close } = await lab.open(served);
    await page.getByRole('heading', { name: 'Sample 1', exact: true }).waitFor();
    await remote.revealSample({ id: 'sample-654321' });
    await page.getByRole('heading', { name: 'Sample 654,322', exact: true }).waitFor();
    const chosen = page.getByRole('option', { selected: true });
    await expect.poll(() => chosen.getAttribute('aria-posinset')).toBe('654322');
    await page.reload();
    await expect.poll(() => chosen.getAttribute('aria-posinset')).toBe('654322');
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Sample 654,323', exact: true }).waitFor();
    await close();
  });

  it('lists what a search found so far, and keeps its place while more is found', async () => {
    const { served } = millionHost();
    const all = served.listSamples;
    let found = 500_000;
    const searching: Served<InspectorHost> = {
      ...served,
      async listSamples(query, context) {
        const page = await all(query, context);
        if (query.text === '') return page;
        const rest = found < TOTAL ? { searching: { rows: found, of: TOTAL } } : {};
        return { ...page, total: found, groups: [{ outcome: 'broken', start: 0, count: found }], ...rest };
      },
    };
    const { page, remote, close } = await lab.open(searching);
    await page.getByRole('heading', { name: 'Sample 1', exact: true }).waitFor();
    await page.getByRole('textbox', { name: 'Search' }).fill('question');
    await page.getByText('Searching… 50 %').waitFor();
    const first = async (): Promise<number> =>
      Number(await page.getByRole('option').nth(4).getAttribute('aria-posinset'));
    await page.getByRole('listbox', { name: 'Samples' }).hover();
    await page.mouse.wheel(0, 4400);
    await expect.poll(first).toBeGreaterThan(90);
    const before = await first();
    found = 730_000;
    await remote.showState({ ...inspectorState(), revision: 7001 });
    await page.getByText('Searching… 73 %').waitFor();
    found = TOTAL;
    await remote.showState({ ...inspectorState(), revision: 7002 });
    await page.getByText('Searching…').waitFor({ state: 'detached' });
    await expect.poll(() => page.getByRole('option').first().getAttribute('aria-setsize')).toBe('1000000');
    expect(await first()).toBe(before);
    await close();
  });
});
