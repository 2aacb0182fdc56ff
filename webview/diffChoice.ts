import type { ResponseView, SampleDetail } from '../src/core/compare/results';
import { isJson } from './diff';
import type { DiffSides, DiffUnit } from './state';

/** Up to this many characters a reference and an answer are short enough to be read as one marked text. */
const SHORT = 2000;

/** The texts of the models' finished answers. */
function answers(detail: SampleDetail): string[] {
  return Object.values(detail.responses).flatMap((response) => finishedText(response) ?? []);
}

/** The text of a response that is complete; undefined while it is not, or when there is none. */
export function finishedText(response: ResponseView | undefined): string | undefined {
  return response?.state === 'done' ? response.text : undefined;
}

/** Which texts are compared: as chosen; else the reference with each answer when that is easy to read. */
export function comparisonSides(chosen: DiffSides | undefined, detail: SampleDetail | undefined): DiffSides {
  const reference = detail?.references[0];
  if (chosen && !(chosen === 'reference' && reference === undefined)) return chosen;
  const short = (text: string): boolean => text.length <= SHORT;
  return detail && reference !== undefined && short(reference) && answers(detail).every(short) ? 'reference' : 'models';
}

/** Whether the answers and the reference are JSON, worked out once per snapshot of a sample. */
const jsonKnown = new WeakMap<SampleDetail, { readonly answers: boolean; readonly reference: boolean }>();

/** True when both sides of every comparison shown are JSON. */
export function comparesJson(sides: DiffSides, detail: SampleDetail | undefined): boolean {
  if (!detail) return false;
  let known = jsonKnown.get(detail);
  if (!known) {
    const texts = answers(detail);
    known = {
      answers: texts.length > 0 && texts.every(isJson),
      reference: detail.references[0] !== undefined && isJson(detail.references[0]),
    };
    jsonKnown.set(detail, known);
  }
  return known.answers && (sides !== 'reference' || known.reference);
}

/** How texts are compared: as chosen; else by JSON fields where all sides are JSON, by words where not. */
export function defaultUnit(
  chosen: DiffUnit | undefined,
  sides: DiffSides,
  detail: SampleDetail | undefined,
): DiffUnit {
  if (chosen && chosen !== 'json') return chosen;
  return comparesJson(sides, detail) ? 'json' : 'words';
}
