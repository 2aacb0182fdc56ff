import * as vscode from 'vscode';
import { OUTCOMES } from '../core/compare/outcome';
import { termOf } from '../core/compare/searchTerm';
import type { Facet } from '../node/datasetStore';
import { hasTerm, toggleTerm, typedWord } from './filterTerms';
import { sentenceOf } from './log';
import type { OpenDataset } from './openDataset';
import { lookOf } from './outcomes';

/** So many values of a field are offered; others can be typed, and are found as they are. */
const MOST_VALUES = 50;

interface TermItem extends vscode.QuickPickItem {
  /** Absent for the item that applies the filter. */
  readonly term?: string;
}

interface TermGroup {
  readonly title: string;
  readonly terms: readonly { readonly term: string; readonly description: string }[];
}

/**
 * Asks for a filter: words can be typed, and terms about outcomes, notes and metadata ticked.
 * @returns the text; undefined when the user backed out
 */
export function pickFilter(dataset: OpenDataset, text: string): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<TermItem>();
  const fixed = fixedGroups(dataset);
  let groups = fixed;
  const show = (): void => {
    const items = itemsFor(pick.value, groups);
    pick.items = items;
    pick.activeItems = items.slice(0, 1);
  };
  pick.title = `Filter ${dataset.name}`;
  pick.placeholder = 'Words to find, or field:value; tick what samples must have';
  pick.value = text;
  pick.busy = true;
  show();
  dataset.store
    .facets(undefined)
    .then(
      (facets) => {
        groups = [...fixed, ...facets.map(groupOf)];
        show();
      },
      (error: unknown) => {
        pick.title = sentenceOf(error);
      },
    )
    .finally(() => {
      pick.busy = false;
    });
  return new Promise((resolve) => {
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      const term = pick.activeItems[0]?.term;
      if (term === undefined) {
        resolve(pick.value.trim());
        pick.hide();
        return;
      }
      const toggled = toggleTerm(pick.value, term);
      pick.value = toggled === '' ? '' : `${toggled} `;
      show();
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve(undefined);
    });
    pick.show();
  });
}

function fixedGroups({ info, notes, project }: OpenDataset): TermGroup[] {
  const { outcomes } = info.summary;
  const noted = new Set(notes.map(({ sample }) => sample)).size;
  const categories = project.config.categories.map(({ id, title }) => ({ term: `category:${id}`, description: title }));
  return [
    {
      title: 'Outcome',
      terms: OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map((outcome) => ({
        term: `outcome:${outcome}`,
        description: `${lookOf(outcome).title} · ${samples(outcomes[outcome])}`,
      })),
    },
    {
      title: 'Notes and errors',
      terms: [
        { term: 'note:yes', description: `with a note · ${samples(noted)}` },
        { term: 'note:no', description: 'without a note' },
        { term: 'error:yes', description: `no answer or no score · ${samples(outcomes.error)}` },
        { term: 'error:no', description: 'without an error' },
      ],
    },
    { title: 'Error category', terms: categories },
  ];
}

function groupOf({ field, values }: Facet): TermGroup {
  const terms = values.flatMap(({ value, samples: count }) => {
    const term = termOf(field, value);
    return term === undefined ? [] : [{ term, description: samples(count) }];
  });
  return { title: field, terms };
}

/** Terms that hold the word being typed; the item that applies the filter stands first. */
function itemsFor(text: string, groups: readonly TermGroup[]): TermItem[] {
  const typed = typedWord(text).toLowerCase();
  const isComplete = groups.some(({ terms }) => terms.some(({ term }) => term.toLowerCase() === typed));
  const trimmed = text.trim();
  const apply = trimmed === '' ? '$(clear-all) Show all samples' : `$(filter) Show samples that match “${trimmed}”`;
  const items: TermItem[] = [{ label: apply, alwaysShow: true }];
  for (const { title, terms } of groups) {
    const shown = terms
      .filter(({ term }) => isComplete || hasTerm(text, term) || term.toLowerCase().includes(typed))
      .slice(0, MOST_VALUES);
    if (shown.length === 0) continue;
    items.push({ label: title, kind: vscode.QuickPickItemKind.Separator });
    for (const { term, description } of shown) {
      const icon = hasTerm(text, term) ? 'check' : 'blank';
      items.push({ label: term, description, iconPath: new vscode.ThemeIcon(icon), alwaysShow: true, term });
    }
  }
  return items;
}

function samples(count: number): string {
  return `${count.toLocaleString()} ${count === 1 ? 'sample' : 'samples'}`;
}
