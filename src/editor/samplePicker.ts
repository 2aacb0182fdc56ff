import * as vscode from 'vscode';
import type { SampleListItem } from '../core/compare/results';
import { sentenceOf } from './log';
import type { OpenDataset } from './openDataset';
import { lookOf } from './outcomes';
import { Debounce } from './pacing';

const QUIET_MS = 150;
/** Samples shown at a time: who looks for another types more. */
const MOST_SHOWN = 50;

interface SampleItem extends vscode.QuickPickItem {
  readonly sample: string;
}

/**
 * Asks for a sample of a dataset, by id or by what a search finds.
 * @returns its id; undefined when the user backed out
 */
export function pickSample(dataset: OpenDataset, text: string): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<SampleItem>();
  let looking = new AbortController();
  const look = async (): Promise<void> => {
    looking.abort();
    const current = (looking = new AbortController());
    pick.busy = true;
    try {
      let isGoingOn = true;
      while (isGoingOn) {
        const found = await findSamples(dataset, pick.value.trim(), current.signal);
        if (looking !== current) return;
        pick.items = found.items.map(itemOf);
        isGoingOn = found.isGoingOn;
      }
      pick.placeholder = 'Id, words or field:value';
    } catch (error) {
      if (looking !== current) return;
      pick.items = [];
      pick.placeholder = sentenceOf(error);
    }
    pick.busy = false;
  };
  const soon = new Debounce(QUIET_MS, () => void look());
  pick.title = `Go to Sample in ${dataset.name}`;
  pick.placeholder = 'Id, words or field:value';
  pick.value = text;
  void look();
  return new Promise((resolve) => {
    pick.onDidChangeValue(() => soon.trigger());
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (!chosen) return;
      resolve(chosen.sample);
      pick.hide();
    });
    pick.onDidHide(() => {
      soon.dispose();
      looking.abort();
      pick.dispose();
      resolve(undefined);
    });
    pick.show();
  });
}

/** The sample with this id, then what a search for the text finds first; `isGoingOn` when that may become more. */
async function findSamples(
  dataset: OpenDataset,
  text: string,
  signal: AbortSignal,
): Promise<{ readonly items: readonly SampleListItem[]; readonly isGoingOn: boolean }> {
  const query = { outcomes: [], sort: 'line', offset: 0 } as const;
  const byId = text === '' ? [] : (await dataset.store.list({ ...query, text: '', around: text, limit: 1 })).items;
  const exact = byId.filter(({ id }) => id === text);
  const { items, searching } = await dataset.store.list({ ...query, text, limit: MOST_SHOWN }, { signal });
  return {
    items: [...exact, ...items.filter(({ id, bad }) => bad === undefined && id !== exact[0]?.id)],
    isGoingOn: searching !== undefined && items.length < MOST_SHOWN,
  };
}

function itemOf({ id, title, line, tags, outcome, notes }: SampleListItem): SampleItem {
  const { title: outcomeTitle, icon } = lookOf(outcome);
  return {
    label: title || id,
    description: [`line ${line}`, ...tags, ...(notes > 0 ? [`${notes} notes`] : [])].join(' · '),
    detail: `${id} · ${outcomeTitle}`,
    iconPath: icon,
    // The search has chosen them already.
    alwaysShow: true,
    sample: id,
  };
}
