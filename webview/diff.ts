/** The one place that knows how `core/compare` is called. */
import { diffSteps, type Diff as ComparedTexts } from '../src/core/compare/diffSteps';
import { findJson } from '../src/core/metric/structured/jsonInText';
import { count, counted } from './format';
import type { DiffUnit } from './state';

/** Two texts compared. */
export interface Diff {
  readonly parts: ComparedTexts['parts'];
  /** The differences in numbers: `2 changes`, `1 changed · 1 added`. */
  readonly summary: string;
}

/** Compares in steps: call `next` until it is done. */
export function* startDiff(unit: DiffUnit, from: string, to: string): Generator<void, Diff> {
  const compared = yield* diffSteps(unit, from, to);
  return { parts: compared.parts, summary: summarize(compared) };
}

function summarize({ parts, json }: ComparedTexts): string {
  if (json?.kind === 'json') {
    const { changed, added, removed } = json.counts;
    if (changed + added + removed === 0) return 'equal';
    const numbers = [
      [changed, 'changed'],
      [added, 'added'],
      [removed, 'removed'],
    ] as const;
    return numbers.flatMap(([number, what]) => (number > 0 ? [`${count(number)} ${what}`] : [])).join(' · ');
  }
  const changes = parts.filter((part, at) => part.kind !== 'same' && (at === 0 || parts[at - 1]?.kind === 'same'));
  return changes.length === 0 ? 'equal' : counted(changes.length, 'change');
}

/** Longest texts that are compared on the page, in characters; for longer ones VS Code's own diff editor is there. */
export const LONGEST_COMPARED = 300_000;

/** Longest text that is looked at for JSON while the page is drawn. */
const LONGEST_JSON = LONGEST_COMPARED;

/** How a text holds JSON: it is an object or list, it contains one, or neither. */
export function jsonIn(text: string): 'whole' | 'part' | 'none' {
  if (text.length > LONGEST_JSON || !/[[{]/.test(text)) return 'none';
  const found = findJson(text);
  if (typeof found?.value !== 'object' || found.value === null) return 'none';
  return found.rule === 'whole' ? 'whole' : 'part';
}
