import type { ResponseView, SampleDetail } from '../src/core/compare/results';
import { jsonIn } from './diff';
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

/** How much JSON the texts of a sample hold, worked out once per snapshot of the sample. */
type JsonContent = ReturnType<typeof jsonIn>;
const jsonKnown = new WeakMap<SampleDetail, { readonly answers: JsonContent; readonly reference: JsonContent }>();

/** How much JSON the sides of the comparisons shown hold: the least of them. */
export function comparedJson(sides: DiffSides, detail: SampleDetail | undefined): JsonContent {
  if (!detail) return 'none';
  let known = jsonKnown.get(detail);
  if (!known) {
    known = {
      answers: least(answers(detail).map(jsonIn)),
      reference: least(detail.references.slice(0, 1).map(jsonIn)),
    };
    jsonKnown.set(detail, known);
  }
  return sides === 'reference' ? least([known.answers, known.reference]) : known.answers;
}

function least(contents: readonly JsonContent[]): JsonContent {
  if (contents.length === 0 || contents.includes('none')) return 'none';
  return contents.includes('part') ? 'part' : 'whole';
}

/** How texts are compared: as chosen; else by JSON fields where all sides are JSON, by words where not. */
export function comparisonUnit(
  chosen: DiffUnit | undefined,
  sides: DiffSides,
  detail: SampleDetail | undefined,
): DiffUnit {
  const json = comparedJson(sides, detail);
  if (chosen === 'json') return json === 'none' ? 'words' : 'json';
  return chosen ?? (json === 'whole' ? 'json' : 'words');
}
