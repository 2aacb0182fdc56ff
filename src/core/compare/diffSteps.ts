import { diffCharacterSteps, diffLineSteps, diffWordSteps } from './diff';
import type { DiffPart } from './diffPart';
import { diffJsonSteps, type JsonDiff } from './jsonDiff';

/** How two texts are compared. */
export type DiffMode = 'words' | 'characters' | 'lines' | 'json';

/** Two texts compared. */
export interface Diff {
  readonly parts: readonly DiffPart[];
  /** With the mode `json`: the fields, or why words were compared instead. */
  readonly json?: JsonDiff;
}

/**
 * Compares two texts in slices of a few milliseconds: call `next` until it is done, and pause where a frame is due. Texts
 * without JSON are compared by words in the mode `json`; `json` of the result says so.
 */
export function* diffSteps(mode: DiffMode, a: string, b: string): Generator<void, Diff> {
  switch (mode) {
    case 'words':
      return { parts: yield* diffWordSteps(a, b) };
    case 'characters':
      return { parts: yield* diffCharacterSteps(a, b) };
    case 'lines':
      return { parts: yield* diffLineSteps(a, b) };
    case 'json': {
      const json = yield* diffJsonSteps(a, b);
      return { parts: json.kind === 'json' ? json.parts : yield* diffWordSteps(a, b), json };
    }
  }
}
