import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY_TERMS, SUMMARY } from './support/testData';
import { usualHost } from './support/states';
import { WebviewLab } from './support/testPage';

let lab: WebviewLab;
beforeAll(async () => {
  lab = await WebviewLab.start();
});
afterAll(() => lab.stop());

describe('by keyboard alone', () => {
  it('reads, judges, notes, searches and runs', async () => {
    const host = usualHost();
    const { page, close, violations, errors } = await lab.open(host.served);
    const press = (keys: string): Promise<void> => page.keyboard.press(keys);
    const heading = (text: string): Promise<void> => page.getByRole('heading', { name: text, exact: true }).waitFor();
    await heading('Sample 17');

    // From key to key without waiting: each key belongs to the sample that was chosen by then.
    await press('j');
    await press('b');
    await press('Digit2');
    await press('Shift+Digit1');
    await heading('Sample 31');
    await expect
      .poll(() => page.getByRole('radiogroup', { name: 'Verdict' }).getByRole('radio', { name: 'Base' }).isChecked())
      .toBe(true);
    await press('b');
    await press('t');
    await press('n');
    await page.keyboard.type('j is a letter here.');
    await page.getByText('Unsaved').waitFor();
    await press('Control+Enter');
    await page.getByText('Saved to eval.notes.jsonl').first().waitFor();
    expect(host.called('saveNote').at(-1)).toEqual({
      sample: 'label-31',
      verdict: 'tuned',
      categories: { base: ['wrong-number'], tuned: ['invented-term'] },
      note: 'j is a letter here.',
    });

    await press('Escape');
    await press('k');
    await heading('Sample 17');
    await press('d');
    await expect.poll(() => page.getByRole('radio', { name: 'base ↔ tuned' }).isChecked()).toBe(true);
    await press('r');
    await expect.poll(() => host.called('run')).toEqual([{ samples: [KEY_TERMS.id], useCache: true }]);

    await press('/');
    await page.keyboard.type('plain words');
    await page.getByRole('option').nth(1).waitFor({ state: 'detached' });
    await press('Tab');
    await press('Tab');
    await press('Home');
    await heading('Sample 9');
    expect(host.opened).toBe(SUMMARY.id);

    await press('c');
    await page.getByRole('textbox', { name: 'New category' }).waitFor();
    await page.keyboard.type('Too short');
    await press('Enter');
    await expect.poll(() => host.called('addCategory')).toEqual([{ title: 'Too short' }]);
    await page.getByRole('textbox', { name: 'New category' }).waitFor({ state: 'detached' });

    await press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.waitFor();
    for (let tabs = 0; tabs < 3; tabs++) await press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect([...violations, ...errors]).toEqual([]);
    await close();
  });

  it('walks the list with arrows, Home, End and pages, and keeps the focus on the chosen row', async () => {
    const { page, close } = await lab.open(usualHost().served);
    await page.getByRole('option', { selected: true }).focus();
    const focused = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-posinset') ?? null);
    for (const [key, position] of [
      ['ArrowDown', '2'],
      ['End', '10'],
      ['ArrowUp', '9'],
      ['Home', '1'],
      ['PageDown', '10'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(focused).toBe(position);
      await expect
        .poll(() => page.getByRole('option', { selected: true }).getAttribute('aria-posinset'))
        .toBe(position);
    }
    await close();
  });

  it('reaches every control with Tab', async () => {
    const { page, close } = await lab.open(usualHost().served);
    await page.getByRole('button', { name: 'Save note' }).waitFor();
    const reached = new Set<string>();
    for (let tabs = 0; tabs < 60; tabs++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute('aria-label') ?? element?.textContent.trim().replace(/\s+/g, ' ') ?? '';
      });
      reached.add(name);
    }
    const expected = [
      'Run',
      'More options',
      'Search',
      'Sort',
      'reference ↔ each',
      'JSON',
      'Base',
      'Wrong number',
      'Note',
      'Correction',
      'Save note',
    ];
    expect(expected.filter((name) => !reached.has(name))).toEqual([]);
    await close();
  });
});

describe('accessible names', () => {
  it('are the ones that are promised', async () => {
    const { page, close, remote } = await lab.open(usualHost().served);
    const names = [
      page.getByRole('listbox', { name: 'Samples', exact: true }),
      ...['Prompt', 'Reference', 'Base response', 'Tuned response', 'Notes'].map((name) =>
        page.getByRole('region', { name, exact: true }),
      ),
      page.getByRole('radiogroup', { name: 'Verdict', exact: true }),
      page.getByRole('group', { name: 'Error categories (base)', exact: true }),
      page.getByRole('group', { name: 'Error categories (tuned)', exact: true }),
      page
        .getByRole('group', { name: 'Error categories (tuned)' })
        .getByRole('checkbox', { name: 'Wrong number', exact: true }),
      page.getByRole('textbox', { name: 'Note', exact: true }),
      page.getByRole('textbox', { name: 'Correction', exact: true }),
      // Not exact: they are the only ones whose names contain the words.
      page.getByRole('button', { name: 'Run' }),
      page.getByRole('button', { name: 'Save note' }),
      page.getByRole('img', { name: 'JSON fields F1: base 1.00, tuned 0.60, change −0.40', exact: true }),
      page.getByRole('img', { name: 'Latency: base 431, tuned 402, change −29', exact: true }),
    ];
    for (const locator of names) {
      await locator.first().waitFor();
      expect(await locator.count()).toBe(1);
    }
    const run = { id: 'r', planned: 4, answered: 1, failed: 0, cached: 0, state: 'running' } as const;
    await remote.showState({ ...usualHost().state, run });
    const cancel = page.getByRole('button', { name: 'Cancel', exact: true });
    await cancel.waitFor();
    // The toolkit's button takes the attribute over in its own, later rendering.
    await expect.poll(() => page.getByRole('button', { name: 'Run', exact: true }).isDisabled()).toBe(true);
    await close();
  });

  it('say what was added and removed', async () => {
    const { page, close } = await lab.open(usualHost().served);
    const tuned = page.getByRole('region', { name: 'Tuned response' });
    await tuned.getByRole('deletion').waitFor();
    expect(await tuned.getByRole('deletion').ariaSnapshot()).toContain('[removed] 36');
    expect(await tuned.getByRole('insertion').first().ariaSnapshot()).toContain('[added] 3');
    // The marks are not part of the text: copying and reading by script give what the model wrote.
    expect(await tuned.getByRole('deletion').textContent()).toBe('36');
    await close();
  });
});

describe('the buttons', () => {
  it('run, cancel, filter, sort, copy, open', async () => {
    const host = usualHost();
    const { page, close, remote } = await lab.open(host.served);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('button', { name: 'More options' }).click();
    await page.getByRole('menuitem', { name: 'Run broken samples (2)' }).click();
    await page.getByRole('button', { name: 'More options' }).click();
    await page.getByRole('menuitem', { name: 'Run without cache' }).click();
    await expect
      .poll(() => host.called('run'))
      .toEqual([{ useCache: true }, { outcome: 'broken', useCache: true }, { useCache: false }]);
    await page.getByRole('checkbox', { name: 'Fixed 2' }).click();
    await expect.poll(() => page.getByRole('option').count()).toBe(2);
    await page.getByRole('button', { name: 'Sort' }).click();
    await page.getByRole('menuitemradio', { name: 'Sort by line' }).click();
    await expect.poll(() => page.getByRole('group', { name: /^Fixed/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Copy tuned response' }).click();
    await page.getByRole('button', { name: 'Open Native Diff' }).click();
    await page.getByRole('button', { name: 'Show line 17 in the dataset' }).click();
    await expect.poll(() => host.called('openSource')).toEqual([{ id: KEY_TERMS.id }]);
    expect(host.called('copy')).toHaveLength(1);
    expect(host.called('openNativeDiff')).toEqual([{ id: KEY_TERMS.id, sides: 'reference-tuned' }]);
    await remote.showState({
      ...host.state,
      run: { id: 'r', planned: 4, answered: 1, failed: 0, cached: 0, state: 'running' },
    });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => host.called('cancelRun')).toHaveLength(1);
    await close();
  });

  it('show in a sentence what the extension refused', async () => {
    const host = usualHost();
    const refuse = (): Promise<void> => Promise.reject(new Error('boom'));
    const { page, close } = await lab.open({ ...host.served, run: refuse });
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('alert').getByText('Something went wrong inside Tuning Fork.').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await close();
  });
});
