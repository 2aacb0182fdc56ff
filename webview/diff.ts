/** The one place that knows how `core/compare` is called. */
import { diffCharacterSteps, diffLineSteps, diffWordSteps } from '../src/core/compare/diff';
import type { DiffPart } from '../src/core/compare/diffPart';
import { counted } from './format';
import type { DiffUnit } from './state';

/** Two texts compared. */
export interface Diff {
  readonly parts: readonly DiffPart[];
  /** The differences in numbers. */
  readonly summary: string;
}

/** Compares in steps: call `next` until it is done. */
export function* startDiff(unit: DiffUnit, from: string, to: string): Generator<void, Diff> {
  if (unit === 'characters') return counts(yield* diffCharacterSteps(from, to));
  if (unit === 'lines') return counts(yield* diffLineSteps(from, to));
  return counts(yield* diffWordSteps(from, to));
}

function counts(parts: readonly DiffPart[]): Diff {
  const changes = parts.filter((part, at) => part.kind !== 'same' && (at === 0 || parts[at - 1]?.kind === 'same'));
  return { parts, summary: changes.length === 0 ? 'equal' : counted(changes.length, 'change') };
}

/** True when a text is a JSON object or list. */
export function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
