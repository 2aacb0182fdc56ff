import axe, { type AxeResults, type ElementContext } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THEMES } from '../fixtures/themes';
import { PAGE_STATES } from './support/states';
import { WebviewLab } from './support/testPage';

let lab: WebviewLab;
beforeAll(async () => {
  lab = await WebviewLab.start();
});
afterAll(() => lab.stop());

describe.each(THEMES)('in $name', (theme) => {
  it.each(PAGE_STATES)('has nothing that axe objects to: $name', async ({ name, host: makeHost, reach }) => {
    const host = makeHost();
    const opened = await lab.open(host.served, { theme });
    await reach(opened, host);
    await opened.picture(`${name} - ${theme.name}`);
    // Evaluated from outside: the page's security policy stays as it is.
    await opened.page.evaluate(axe.source);
    const { violations } = await opened.page.evaluate(() =>
      (window as unknown as { axe: { run(context: ElementContext): Promise<AxeResults> } }).axe.run(document),
    );
    const found = violations.map(({ id, nodes }) => ({
      id,
      at: nodes.map(({ target, any }) => [target.join(' '), any[0]?.message]),
    }));
    expect(found).toEqual([]);
    expect(opened.violations).toEqual([]);
    expect(opened.errors).toEqual([]);
    await opened.close();
  });
});
