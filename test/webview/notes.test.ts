import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY_TERMS } from './support/testData';
import { usualHost } from './support/states';
import { REVIEWER } from './support/testHost';
import { WebviewLab } from './support/testPage';

let lab: WebviewLab;
beforeAll(async () => {
  lab = await WebviewLab.start();
});
afterAll(() => lab.stop());

describe('a note', () => {
  it('is shown with what was saved, and the other reviewers’ read-only', async () => {
    const { page, close } = await lab.open(usualHost().served);
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toContain('adds a renewal');
    expect(await page.getByRole('radio', { name: 'Base', exact: true }).isChecked()).toBe(true);
    const tuned = page.getByRole('group', { name: 'Error categories (tuned)' });
    expect(await tuned.getByRole('checkbox', { checked: true }).count()).toBe(2);
    await page.getByRole('region', { name: 'Notes' }).getByText('The renewal is in the schedule.').waitFor();
    await close();
  });

  it('is saved whole when it is left, ratings and all', async () => {
    const host = usualHost();
    const { page, close } = await lab.open(host.served);
    await page.getByRole('textbox', { name: 'Correction' }).fill('36');
    await page.getByRole('option', { name: /line 2$/ }).click();
    await expect
      .poll(() => host.called('saveNote'))
      .toEqual([
        {
          sample: KEY_TERMS.id,
          verdict: 'base',
          categories: { base: [], tuned: ['wrong-number', 'invented-term'] },
          ratings: { tuned: { accuracy: 2 } },
          note: 'Reads “thirty-six (36)” as 3; adds a renewal that the clause does not have.',
          correction: '36',
        },
      ]);
    await expect.poll(() => page.getByRole('textbox', { name: 'Correction' }).inputValue()).toBe('');
    await close();
  });

  it('is saved by itself after a pause', async () => {
    const host = usualHost();
    const { page, close } = await lab.open(host.served);
    await page.getByRole('textbox', { name: 'Note' }).fill('Left lying.');
    await page.getByText('Unsaved').waitFor();
    await expect.poll(() => host.called('saveNote'), { timeout: 10_000 }).toHaveLength(1);
    await page.getByText('Saved to eval.notes.jsonl').first().waitFor();
    await close();
  });

  it('keeps what is typed while it is being saved', async () => {
    const host = usualHost();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const saveNote: typeof host.served.saveNote = async (draft) => {
      await gate;
      return host.saveNote(draft);
    };
    const { page, close } = await lab.open({ ...host.served, saveNote });
    const note = page.getByRole('textbox', { name: 'Note' });
    await note.fill('First');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Saving…').waitFor();
    await note.fill('First and second');
    release();
    await expect
      .poll(() => host.notes.get(KEY_TERMS.id)?.find(({ reviewer }) => reviewer === REVIEWER)?.note)
      .toBe('First and second');
    expect(await note.inputValue()).toBe('First and second');
    await close();
  });

  it('that could not be saved stays, says so, and survives a reload', async () => {
    const host = usualHost();
    host.saveFailure = 'The disk is full. Free some space and save again.';
    const { page, close } = await lab.open(host.served);
    await page.getByRole('textbox', { name: 'Note' }).fill('Do not lose me.');
    await page.getByRole('option', { name: /line 2$/ }).click();
    await page.getByRole('heading', { name: 'Sample 2', exact: true }).waitFor();
    await page.getByRole('option', { name: /line 17/ }).click();
    await page.getByText('The disk is full.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Do not lose me.');
    await page.reload();
    await page.getByText('Unsaved').waitFor();
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Do not lose me.');
    host.saveFailure = undefined;
    await page.getByRole('button', { name: 'Save note' }).click();
    await page.getByText('Saved to eval.notes.jsonl').first().waitFor();
    await close();
  });

  it('says when the saved one was changed elsewhere meanwhile', async () => {
    const host = usualHost();
    const { page, close, remote } = await lab.open(host.served);
    await page.getByRole('textbox', { name: 'Note' }).fill('Mine.');
    const notes = (host.notes.get(KEY_TERMS.id) ?? []).map((each) =>
      each.reviewer === REVIEWER ? { ...each, note: 'Pulled.', updated: '2026-11-23T11:00:00Z' } : each,
    );
    await remote.showSample({ detail: KEY_TERMS, notes });
    await page.getByText('The saved note was changed elsewhere').waitFor();
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Mine.');
    await close();
  });

  it('takes its verdict back, and clears it for a sample without one', async () => {
    const { page, close } = await lab.open(usualHost().served);
    const checked = page.getByRole('radiogroup', { name: 'Verdict' }).getByRole('radio', { checked: true });
    await checked.waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Sample 31', exact: true }).waitFor();
    await expect.poll(() => checked.count()).toBe(0);
    await page.getByRole('radio', { name: 'Tie' }).click();
    await expect.poll(() => checked.count()).toBe(1);
    await page.getByRole('radio', { name: 'Tie' }).click();
    await expect.poll(() => checked.count()).toBe(0);
    await close();
  });
});
