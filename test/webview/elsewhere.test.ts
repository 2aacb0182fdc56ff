import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualHost } from './support/states';
import { WebviewLab } from './support/testPage';

let lab: WebviewLab;
beforeAll(async () => {
  lab = await WebviewLab.start();
});
afterAll(() => lab.stop());

describe('the inspector and the report', () => {
  it('opens the report', async () => {
    const host = usualHost();
    const { page, close } = await lab.open(host.served);
    await page.getByRole('button', { name: 'Open Report' }).click();
    await expect.poll(() => host.called('openReport')).toEqual([undefined]);
    await close();
  });

  it('lists the samples that were chosen elsewhere, whatever was typed before, and opens the first', async () => {
    const host = usualHost();
    const { page, remote, close } = await lab.open(host.served);
    await page.getByRole('heading', { name: 'Sample 17', exact: true }).waitFor();
    const search = page.getByRole('textbox', { name: 'Search' });
    await search.fill('zebra');
    await page.getByText('No sample matches.').waitFor();
    await remote.showSamples({ text: 'summary', outcomes: ['fixed'] });
    await page.getByRole('heading', { name: 'Sample 9', exact: true }).waitFor();
    expect(await search.inputValue()).toBe('summary');
    expect(await page.getByRole('checkbox', { name: /^Fixed/ }).getAttribute('aria-checked')).toBe('true');
    expect(await page.getByRole('option').count()).toBe(1);
    // What is being typed when they come does not take them away again.
    await search.fill('wipers');
    await remote.showSamples({ text: '', outcomes: ['broken'] });
    await page.getByRole('heading', { name: 'Sample 17', exact: true }).waitFor();
    expect(await search.inputValue()).toBe('');
    await close();
  });
});
