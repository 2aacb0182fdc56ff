import { isDeeper, isJsonObject, MAX_DEPTH, type JsonValue } from '../../dataset/json';
import { answerTextOf } from '../answerText';
import type { Scored } from '../metric';
import { jsonFields } from './jsonFields';
import { findJson } from './jsonInText';

/** Most fields that are told apart. */
const MOST_FIELDS = 1000;

/** How often one field of a JSON answer was right, over many answers. */
export interface FieldFigures {
  /** RFC 6901 pointer with `*` in place of the indexes of lists. */
  readonly field: string;
  /** Leaves at this path in the references. */
  readonly expected: number;
  /** Leaves at this path in the answers. */
  readonly given: number;
  /** Leaves that are at the same place in both, with the same value. */
  readonly right: number;
  /** Share of the given leaves that are right; 0 when none is given. */
  readonly precision: number;
  /** Share of the expected leaves that are right; 0 when none is expected. */
  readonly recall: number;
  readonly f1: number;
  /** Share of all leaves, expected or given, that are right: one that is missing, extra or different is not. */
  readonly accuracy: number;
}

/** A leaf: a scalar, or an empty object or list, by its JSON text. */
interface Leaf {
  readonly field: string;
  readonly text: string;
}

/**
 * The figures of JSON fields, field by field, for the fields that come first. Leaves are those of `json-fields`; of several
 * references the one counts that the answer is nearest to. Answers whose references hold no JSON are left out, as is JSON
 * that nests deeper than a record may.
 */
export function fieldFigures(answers: readonly Scored[]): readonly FieldFigures[] {
  const counts = new Map<string, { expected: number; given: number; both: number; right: number }>();
  const countOf = (field: string): { expected: number; given: number; both: number; right: number } => {
    const known = counts.get(field) ?? { expected: 0, given: 0, both: 0, right: 0 };
    if (counts.size < MOST_FIELDS) counts.set(field, known);
    return known;
  };
  for (const { completion, references } of answers) {
    const reference = nearest({ completion, references });
    if (!reference) continue;
    const given = leavesIn(answerTextOf(completion)) ?? new Map<string, Leaf>();
    for (const [pointer, { field, text }] of reference) {
      const count = countOf(field);
      const other = given.get(pointer);
      count.expected++;
      if (other) count.both++;
      if (other?.text === text) count.right++;
    }
    for (const { field } of given.values()) countOf(field).given++;
  }
  return Array.from(counts, ([field, { expected, given, both, right }]) => ({
    field,
    expected,
    given,
    right,
    precision: given === 0 ? 0 : right / given,
    recall: expected === 0 ? 0 : right / expected,
    f1: (2 * right) / (expected + given),
    accuracy: right / (expected + given - both),
  }));
}

function nearest({ completion, references }: Scored): ReadonlyMap<string, Leaf> | undefined {
  let best = -1;
  let found: ReadonlyMap<string, Leaf> | undefined;
  for (const reference of references) {
    const score = jsonFields.score({ completion, references: [reference] }) ?? -1;
    const leaves = score > best ? leavesIn(reference) : undefined;
    if (!leaves) continue;
    best = score;
    found = leaves;
  }
  return found;
}

/** The leaves of the JSON in a text by their pointer. */
function leavesIn(text: string): ReadonlyMap<string, Leaf> | undefined {
  const value = findJson(text)?.value;
  if (value === undefined || isDeeper(value, MAX_DEPTH)) return undefined;
  const leaves = new Map<string, Leaf>();
  addLeaves(leaves, value, '', '');
  return leaves;
}

function addLeaves(leaves: Map<string, Leaf>, value: JsonValue, pointer: string, field: string): void {
  const children = typeof value === 'object' && value !== null ? (Object.entries(value) as [string, JsonValue][]) : [];
  if (children.length === 0) leaves.set(pointer, { field, text: JSON.stringify(value) });
  for (const [key, child] of children) {
    const step = key.replaceAll('~', '~0').replaceAll('/', '~1');
    addLeaves(leaves, child, `${pointer}/${step}`, `${field}/${isJsonObject(value) ? step : '*'}`);
  }
}
