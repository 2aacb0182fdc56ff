import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResponseView } from '../../src/core/compare/results';
import type { RunProgress } from '../../src/core/run/run';
import { answered, SUMMARY } from './support/testData';
import { usualHost } from './support/states';
import { WebviewLab } from './support/testPage';

let lab: WebviewLab;
beforeAll(async () => {
  lab = await WebviewLab.start();
});
afterAll(() => lab.stop());

function streaming(text: string): ResponseView {
  return { state: 'streaming', text };
}

describe('a run', () => {
  it('streams both answers as plain text and compares them when both are done', async () => {
    const host = usualHost();
    const { page, remote, close, errors } = await lab.open(host.served);
    await remote.revealSample({ id: SUMMARY.id });
    await page.getByRole('heading', { name: 'Sample 9', exact: true }).waitFor();
    const base = page.getByRole('region', { name: 'Base response' });
    const tuned = page.getByRole('region', { name: 'Tuned response' });
    const show = (responses: Record<string, ResponseView>): Promise<void> =>
      remote.showSample({ detail: { ...SUMMARY, responses, scores: [] }, notes: [] });

    await show({ base: { state: 'waiting' }, tuned: { state: 'waiting' } });
    await base.getByText('Waiting for its turn…').waitFor();
    for (const text of ['If the', 'If the supplier breaks', 'If the supplier breaks clause 9']) {
      await show({ base: streaming(text), tuned: { state: 'waiting' } });
      await base.getByText(text, { exact: true }).waitFor();
    }
    await show({ base: answered('If the supplier breaks clause 9, it pays.'), tuned: streaming('If the') });
    await tuned.getByText('Answering…').waitFor();
    expect(await page.locator('ins, del').count()).toBe(0);
    await show({
      base: answered('If the supplier breaks clause 9, it pays.'),
      tuned: { state: 'error', error: { code: 'timeout', message: 'No answer within 60 s.' }, run: 'r', finished: '' },
    });
    await tuned.getByText('No answer within 60 s.').waitFor();
    // One failure does not hide the other model's answer: it is compared all the same.
    await base.locator('del').first().waitFor();
    // A snapshot of another sample that comes late is not shown.
    await remote.showSample({ detail: { ...SUMMARY, id: 'other', references: ['Nothing of this'] }, notes: [] });
    expect(await page.getByText('Nothing of this').count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  it('says where it stands, with a bar, a sentence and to screen readers now and then', async () => {
    const host = usualHost();
    const { page, remote, close } = await lab.open(host.served);
    await page.getByRole('heading', { name: 'Sample 17', exact: true }).waitFor();
    const run: RunProgress = { id: 'r', planned: 240, answered: 0, failed: 0, cached: 0, state: 'running' };
    const said = page.getByRole('status');
    for (let answered = 0; answered <= 60; answered += 20) {
      await remote.showState({ ...host.state, run: { ...run, answered }, revision: 2 });
    }
    await page.getByRole('banner').getByText('Running: 60 of 240 answers').waitFor();
    expect(await page.getByRole('progressbar', { name: 'Run progress' }).getAttribute('aria-valuenow')).toBe('25');
    // Four snapshots in a moment are one announcement.
    expect(await said.textContent()).toBe('Running: 0 of 240 answers');
    await remote.showState({
      ...host.state,
      run: { ...run, answered: 238, failed: 2, state: 'complete' },
      revision: 3,
    });
    await said.getByText('Run complete: 238 of 240 answers (2 failed)').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
    await close();
  });

  it('refreshes the list when results change, and keeps the chosen sample chosen', async () => {
    const host = usualHost();
    const { page, remote, close } = await lab.open(host.served);
    await page.getByRole('option', { name: /line 5$/ }).click();
    await page.getByRole('heading', { name: 'Sample 5', exact: true }).waitFor();
    const position = (): Promise<string | null> =>
      page.getByRole('option', { selected: true }).getAttribute('aria-posinset');
    expect(await position()).toBe('5');
    host.details = host.details.map((each) => (each.id === 'label-5' ? { ...each, outcome: 'fixed' } : each));
    await remote.showState({ ...host.state, revision: 2 });
    await expect.poll(position).toBe('4');
    await page.getByRole('option', { name: /^Fixed.*line 5$/ }).waitFor();
    await close();
  });
});

describe('a comparison', () => {
  it('of two long, unrelated answers never stops the page for long, and gives way to the next sample', async () => {
    const host = usualHost();
    let seed = 7;
    const words = (count: number): string =>
      Array.from({ length: count }, () => `w${(seed = (seed * 48271) % 2147483647) % 5000}`).join(' ');
    host.details = host.details.map((each) =>
      each.id === SUMMARY.id
        ? { ...each, responses: { base: answered(words(10_000)), tuned: answered(words(10_000)) } }
        : each,
    );
    const { page, remote, close } = await lab.open(host.served);
    await page.getByRole('heading', { name: 'Sample 17', exact: true }).waitFor();
    await page.evaluate(() => {
      const watched = window as unknown as { longest: number };
      watched.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration);
      }).observe({ type: 'longtask' });
    });
    await remote.revealSample({ id: SUMMARY.id });
    const tuned = page.getByRole('region', { name: 'Tuned response' });
    await tuned.locator('ins').first().waitFor();
    // Comparing takes 12 ms a frame; what is left is drawing ten thousand marks at once.
    const longest = await page.evaluate(() => (window as unknown as { longest: number }).longest);
    expect(longest).toBeLessThan(500);
    expect((await tuned.locator('.data-text').textContent())?.startsWith('w')).toBe(true);
    await page.keyboard.press('k');
    await page.getByRole('heading', { name: 'Sample 2', exact: true }).waitFor();
    expect(await tuned.locator('.data-text').textContent()).toBe('Limitation of liability');
    await close();
  });

  it('remembers what was chosen, for other samples and after a reload', async () => {
    const { page, close } = await lab.open(usualHost().served);
    await page.getByRole('heading', { name: 'Sample 17', exact: true }).waitFor();
    expect(await page.getByRole('radio', { name: 'JSON' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'characters' }).click();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Sample 31', exact: true }).waitFor();
    expect(await page.getByRole('radio', { name: 'characters' }).isChecked()).toBe(true);
    await page.reload();
    await page.getByRole('heading', { name: 'Sample 31', exact: true }).waitFor();
    expect(await page.getByRole('radio', { name: 'characters' }).isChecked()).toBe(true);
    // Not chosen by anybody: it still follows the sample.
    expect(await page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '{}') as object)).not.toHaveProperty(
      'sides',
    );
    await close();
  });
});
