import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_STATES } from './support/states';
import { WebviewLab } from './support/testPage';

let lab: WebviewLab;
beforeAll(async () => {
  lab = await WebviewLab.start();
});
afterAll(() => lab.stop());

describe('a sample with more than text', () => {
  it('keeps pictures, functions and the rejected answer whole, and loads nothing', async () => {
    const state = PAGE_STATES.find(({ name }) => name === 'conversation with tools and reasoning');
    if (!state) throw new Error('The state is gone.');
    const host = state.host();
    const opened = await lab.open(host.served);
    const { page, violations } = opened;
    await state.reach(opened, host);
    const prompt = page.getByRole('region', { name: 'Prompt' });
    await prompt.getByText('And who may give it?').waitFor();
    await prompt.getByRole('button', { name: 'image_url · scans/page-12.png' }).click();
    await prompt.getByText('"url": "scans/page-12.png"').waitFor();
    await prompt.getByText('"topic": {').waitFor();
    await page.getByRole('region', { name: 'Rejected answer' }).getByText('Only the customer.').waitFor();
    expect(await page.locator('img:not([role]), video, audio, iframe').count()).toBe(0);
    expect(violations).toEqual([]);
    await opened.close();
  });
});
