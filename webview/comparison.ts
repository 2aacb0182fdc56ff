import type { SampleDetail } from '../src/core/compare/results';
import type { InspectorApp } from './app';
import { LONGEST_COMPARED, type Diff } from './diff';
import { finishedText } from './diffChoice';
import type { DiffSlot } from './diffRunner';
import type { JudgedRole } from './drafts';

/** The two texts that are compared for a role's answer; undefined when nothing is, or the answers are not complete. */
function comparedTexts(
  app: InspectorApp,
  detail: SampleDetail,
  role: JudgedRole,
): { readonly slot: DiffSlot; readonly from: string; readonly to: string } | undefined {
  const responses = Object.values(detail.responses);
  if (app.diffSides === 'off' || responses.some(({ state }) => state === 'streaming' || state === 'waiting')) {
    return undefined;
  }
  const base = finishedText(detail.responses['base']);
  const tuned = finishedText(detail.responses['tuned']);
  if (app.diffSides === 'models') return base && tuned ? { slot: 'models', from: base, to: tuned } : undefined;
  const own = role === 'base' ? base : tuned;
  const reference = detail.references[0];
  return own && reference !== undefined ? { slot: role, from: reference, to: own } : undefined;
}

/** The comparison shown with a role's answer; undefined when there is none, or not yet. */
export function comparison(app: InspectorApp, detail: SampleDetail, role: JudgedRole): Diff | 'too-long' | undefined {
  const texts = comparedTexts(app, detail, role);
  if (!texts) return undefined;
  const { slot, from, to } = texts;
  if (Math.max(from.length, to.length) > LONGEST_COMPARED) return 'too-long';
  const diff = app.diffs.compare(slot, app.diffUnit, from, to);
  return slot === 'models' ? side(diff, role) : diff;
}

const sides = new WeakMap<Diff, Readonly<Record<JudgedRole, Diff>>>();

/** Base ↔ tuned stands side by side: each side shows its own text, with what the other one lacks. */
function side(diff: Diff | undefined, role: JudgedRole): Diff | undefined {
  if (!diff) return undefined;
  let both = sides.get(diff);
  if (!both) {
    both = {
      base: { ...diff, parts: diff.parts.filter(({ kind }) => kind !== 'added') },
      tuned: { ...diff, parts: diff.parts.filter(({ kind }) => kind !== 'removed') },
    };
    sides.set(diff, both);
  }
  return both[role];
}
