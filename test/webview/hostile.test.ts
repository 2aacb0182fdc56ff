import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InspectorState } from '../../src/protocol/inspector';
import { answered, inspectorState, sample } from './support/testData';
import { TestHost } from './support/testHost';
import { WebviewLab } from './support/testPage';

const ATTACKS = [
  '</script><script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked = 2">',
  '<svg/onload=window.hacked=3>',
  '[link](javascript:window.hacked=4) <a href="javascript:window.hacked=4">here</a>',
  '<iframe srcdoc="<script>parent.hacked=5</script>"></iframe>',
  '<style>*{display:none}</style>',
  '${window.hacked=6} {{constructor.constructor("window.hacked=6")()}} <!--?lit$',
  'javascript:alert(1)',
].join('\n');
const REVERSED = 'admin\u202E\u2066// only\u2069\u2066 check\u2069';
const INVISIBLE = 'pay\u200B\u2060\uFEFFment\u0000\u0007';

let lab: WebviewLab;
beforeAll(async () => {
  lab = await WebviewLab.start();
});
afterAll(() => lab.stop());

describe('hostile data', () => {
  it('is text everywhere and runs nothing', async () => {
    const evil = sample({
      id: 'evil"><script>window.hacked=7</script>',
      row: 0,
      messages: [
        { role: 'system', content: ATTACKS },
        { role: 'user', content: ATTACKS, name: '<b>name</b>' },
        { role: 'assistant', content: '', toolCalls: [{ name: '<i>call</i>', arguments: ATTACKS }] },
        {
          role: 'user',
          content: [
            { type: 'image_url', url: 'javascript:window.hacked=8' },
            { type: 'text', text: ATTACKS },
          ],
        },
      ],
      references: [ATTACKS, ATTACKS],
      metadata: { '<img src=x onerror=window.hacked=9>': '<b>tag</b>', __proto__: 'x', constructor: 'y' },
      responses: {
        base: answered(ATTACKS, { reasoning: ATTACKS, finishReason: '<b>stop</b>' }),
        tuned: answered(`${ATTACKS} and more`),
      },
      scores: [
        {
          metric: 'x',
          title: '<b>metric</b>',
          better: 'higher',
          digits: 2,
          scores: { base: 0, tuned: 1 },
        },
      ],
    });
    const usual = inspectorState();
    const state: InspectorState = {
      ...usual,
      dataset: { ...usual.dataset, name: '<img src=x onerror=window.hacked=10>' },
      models: usual.models.map((model) => ({ ...model, model: '<script>window.hacked=11</script>' })),
      categories: [{ id: 'evil', title: '<img src=x onerror=window.hacked=12>', definition: '"><script>' }],
      notesFile: '<b>notes</b>',
      blocked: { reason: '<img src=x onerror=window.hacked=13>' },
    };
    const host = new TestHost(state, [evil]);
    host.notes.set(evil.id, [
      { sample: evil.id, line: 1, reviewer: '<b>Eve</b>', note: ATTACKS, correction: ATTACKS, updated: 'not a time' },
    ]);
    const { page, close, violations, errors } = await lab.open(host.served);
    const base = page.getByRole('region', { name: 'Base response' });
    await base.getByText('</script><script>window.hacked = 1</script>').waitFor();
    for (const fold of await page.locator('.fold-button').all()) await fold.click();
    await page.getByRole('radio', { name: 'characters' }).click();
    await page.getByRole('radio', { name: 'base ↔ tuned' }).click();
    await page.getByRole('region', { name: 'Tuned response' }).locator('ins').first().waitFor();
    expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
    const injected = '#page :is(script, img, iframe, style, a, b, object, embed, form, link), #page svg[onload]';
    expect(await page.locator(injected).count()).toBe(0);
    expect([...violations, ...errors]).toEqual([]);
    await close();
  });

  it('shows characters that hide or reverse text', async () => {
    const odd = sample({
      id: 'odd',
      row: 0,
      messages: [{ role: 'user', content: `${REVERSED} ${INVISIBLE} مرحبا 👩‍👩‍👧` }],
    });
    const { page, close } = await lab.open(new TestHost(inspectorState(), [odd]).served);
    const prompt = page.getByRole('region', { name: 'Prompt' });
    await prompt.getByTitle('Hidden character U+202E').waitFor();
    const text = await prompt.textContent();
    expect(text).toContain('adminU+202EU+2066// onlyU+2069');
    expect(text).toContain('payU+200BU+2060U+FEFFmentU+0000U+0007');
    expect(text).toContain('مرحبا 👩‍👩‍👧');
    expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/);
    // In the list as well.
    expect(await page.getByRole('option').first().textContent()).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    await close();
  });

  it('stays usable with a line of a megabyte in every place', async () => {
    const long = `${'lorem ipsum '.repeat(90_000)}end of it`;
    const other = `${'lorem dolor '.repeat(90_000)}end of it`;
    const heavy = sample({
      id: 'heavy',
      row: 0,
      messages: [{ role: 'user', content: long }],
      references: [long],
      metadata: { blob: long },
      responses: { base: answered(long), tuned: answered(other) },
    });
    const light = sample({ id: 'light', row: 1 });
    const { page, close, errors } = await lab.open(new TestHost(inspectorState(), [heavy, light]).served);
    await page.getByRole('heading', { name: 'Sample 1', exact: true }).waitFor();
    // The longest time the page stood still from here on.
    await page.evaluate(() => {
      const stall = window as unknown as { stall: number };
      stall.stall = 0;
      let last = performance.now();
      const beat = (): void => {
        stall.stall = Math.max(stall.stall, performance.now() - last);
        last = performance.now();
        setTimeout(beat, 5);
      };
      beat();
    });
    const prompt = page.getByRole('region', { name: 'Prompt' });
    expect((await prompt.textContent())?.length).toBeLessThan(5000);
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Sample 2', exact: true }).waitFor();
    await page.keyboard.press('k');
    await page.getByRole('heading', { name: 'Sample 1', exact: true }).waitFor();
    const stall = await page.evaluate(() => (window as unknown as { stall: number }).stall);
    expect(stall).toBeLessThan(1000);
    await prompt.getByRole('button', { name: /^Show all/ }).click();
    await prompt.getByText('end of it').waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});
