/**
 * What the page remembers by itself: navigation, choices and unsaved notes. Everything else comes from the extension
 * with one `ready` call.
 */
import type { SampleSort } from '../src/core/compare/results';
import { OUTCOMES, type Outcome } from '../src/core/compare/outcome';
import { VERDICTS, type Verdict } from '../src/core/note/note';

/** Which texts are compared. */
export const DIFF_SIDES = ['reference', 'models', 'off'] as const;
export type DiffSides = (typeof DIFF_SIDES)[number];

/** What is compared piece by piece. */
export const DIFF_UNITS = ['words', 'characters', 'lines', 'json'] as const;
export type DiffUnit = (typeof DIFF_UNITS)[number];

const SORTS: readonly SampleSort[] = ['outcome', 'line', 'change'];

/** A reviewer's note while it is being written. */
export interface Draft {
  readonly verdict?: Verdict;
  readonly categories: Readonly<Record<string, readonly string[]>>;
  readonly note: string;
  readonly correction: string;
  /** Kept as they are in the saved note. */
  readonly ratings?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** `updated` of the saved note that the draft began with; empty when there was none. */
  readonly basedOn: string;
}

/** Content of the webview's state. `dataset` and `sample` are also read by the extension when it restores the panel. */
export interface SavedState {
  readonly dataset?: string;
  readonly sample?: string;
  readonly text: string;
  readonly outcomes: readonly Outcome[];
  readonly sort: SampleSort;
  /** Absent until the user has chosen. */
  readonly sides?: DiffSides;
  readonly unit?: DiffUnit;
  readonly drafts: Readonly<Record<string, Draft>>;
}

/** Nothing remembered. */
export const EMPTY_STATE: SavedState = { text: '', outcomes: [], sort: 'outcome', drafts: {} };

/** Reads what an earlier page (perhaps of an older version) left behind; what is not understood is dropped. */
export function readSavedState(value: unknown): SavedState {
  if (!isRecord(value)) return EMPTY_STATE;
  const drafts: Record<string, Draft> = {};
  for (const [sample, draft] of Object.entries(isRecord(value['drafts']) ? value['drafts'] : {})) {
    const read = readDraft(draft);
    if (read) drafts[sample] = read;
  }
  const sides = DIFF_SIDES.find((side) => side === value['sides']);
  const unit = DIFF_UNITS.find((each) => each === value['unit']);
  return {
    ...(typeof value['dataset'] === 'string' && { dataset: value['dataset'] }),
    ...(typeof value['sample'] === 'string' && { sample: value['sample'] }),
    text: textOf(value['text']),
    outcomes: OUTCOMES.filter((outcome) => listOf(value['outcomes']).includes(outcome)),
    sort: SORTS.find((sort) => sort === value['sort']) ?? 'outcome',
    ...(sides && { sides }),
    ...(unit && { unit }),
    drafts,
  };
}

function readDraft(value: unknown): Draft | undefined {
  if (!isRecord(value)) return undefined;
  const verdict = VERDICTS.find((each) => each === value['verdict']);
  const categories: Record<string, string[]> = {};
  for (const [role, ids] of Object.entries(isRecord(value['categories']) ? value['categories'] : {})) {
    categories[role] = listOf(ids).filter((id) => typeof id === 'string');
  }
  const ratings: Record<string, Record<string, number>> = {};
  for (const [role, values] of Object.entries(isRecord(value['ratings']) ? value['ratings'] : {})) {
    const numbers = Object.entries(isRecord(values) ? values : {}).filter((entry): entry is [string, number] =>
      Number.isFinite(entry[1]),
    );
    ratings[role] = Object.fromEntries(numbers);
  }
  return {
    ...(verdict && { verdict }),
    categories,
    note: textOf(value['note']),
    correction: textOf(value['correction']),
    ...(value['ratings'] !== undefined && { ratings }),
    basedOn: textOf(value['basedOn']),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
