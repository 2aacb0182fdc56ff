import { isJsonObject, type JsonObject, type JsonValue } from '../dataset/json';
import { findJson, type JsonRule } from '../metric/structured/jsonInText';
import { alignSteps, NO_MATCH } from './align';
import { diffWordSteps } from './diff';
import { PartWriter, type DiffPart } from './diffPart';
import { JsonIds, MAX_DEPTH, isDeeper } from './jsonIds';
import { runToEnd } from './steps';

/** Leaf fields by what became of them. A leaf is a scalar, or an empty object or list. */
export interface FieldCounts {
  equal: number;
  changed: number;
  added: number;
  removed: number;
}

/** A field that differs: its path (JSON pointer, RFC 6901), in the second text unless it was removed. */
export interface FieldChange {
  readonly pointer: string;
  readonly kind: 'changed' | 'added' | 'removed';
}

/** What changed between two JSON values, or which text holds none. */
export type JsonDiff =
  | {
      readonly kind: 'json';
      /** How the JSON was found in each text; around fenced or balanced JSON there is text that is not compared. */
      readonly found: { readonly a: JsonRule; readonly b: JsonRule };
      /**
       * The values as JSON indented by two spaces: `same` and `removed` make the first, `same` and `added` the second.
       * Members stand in the order of the first value, then those that only the second one has.
       */
      readonly parts: DiffPart[];
      readonly counts: FieldCounts;
      readonly changes: readonly FieldChange[];
    }
  | { readonly kind: 'not-json'; readonly side: 'a' | 'b' | 'both' };

/**
 * Compares two texts as JSON, field by field. Member order does not count and numbers are compared as `JSON.parse` reads
 * them. Items of lists are paired by a longest common subsequence of equal items, so that an inserted item is one
 * addition; items in between that differ are paired in order. Nesting deeper than `MAX_DEPTH` is not taken as JSON.
 */
export function* diffJsonSteps(a: string, b: string): Generator<void, JsonDiff> {
  const foundA = jsonOf(a);
  const foundB = jsonOf(b);
  if (!foundA || !foundB) return { kind: 'not-json', side: foundA ? 'b' : foundB ? 'a' : 'both' };
  const differ = new JsonDiffer();
  yield* differ.value(foundA.value, foundB.value, '', '');
  return {
    kind: 'json',
    found: { a: foundA.rule, b: foundB.rule },
    parts: differ.writer.finish(),
    counts: differ.counts,
    changes: differ.changes,
  };
}

/** `diffJsonSteps` without stopping. */
export function diffJson(a: string, b: string): JsonDiff {
  return runToEnd(diffJsonSteps(a, b));
}

function jsonOf(text: string): ReturnType<typeof findJson> {
  const found = findJson(text);
  return found && !isDeeper(found.value, MAX_DEPTH) ? found : undefined;
}

/** A place in an object or list that at least one of the two values fills. */
interface Entry {
  readonly a?: JsonValue;
  readonly b?: JsonValue;
  /** What stands before the value: the member's name, or nothing in a list. */
  readonly label: string;
  /** Last step of the JSON pointer. */
  readonly step: string;
}

class JsonDiffer {
  readonly writer = new PartWriter();
  readonly counts: FieldCounts = { equal: 0, changed: 0, added: 0, removed: 0 };
  readonly changes: FieldChange[] = [];
  private readonly ids = new JsonIds();

  *value(a: JsonValue, b: JsonValue, pointer: string, indent: string): Generator<void> {
    if ((yield* this.ids.idSteps(a)) === (yield* this.ids.idSteps(b))) {
      this.writer.same(pretty(a, indent));
      this.counts.equal += leavesOf(a);
    } else if (isList(a) && isList(b)) {
      yield* this.container('[', yield* this.items(a, b), ']', pointer, indent);
    } else if (isJsonObject(a) && isJsonObject(b)) {
      yield* this.container('{', membersOf(a, b), '}', pointer, indent);
    } else {
      yield* this.replaced(a, b, pointer, indent);
    }
  }

  private *replaced(a: JsonValue, b: JsonValue, pointer: string, indent: string): Generator<void> {
    const before = pretty(a, indent);
    const after = pretty(b, indent);
    if (isProse(a) && isProse(b)) {
      for (const { kind, text } of yield* diffWordSteps(before, after)) this.writer[kind](text);
    } else {
      this.writer.removed(before);
      this.writer.added(after);
    }
    this.changes.push({ pointer, kind: 'changed' });
    if (isContainer(a) || isContainer(b)) {
      this.counts.removed += leavesOf(a);
      this.counts.added += leavesOf(b);
    } else {
      this.counts.changed++;
    }
  }

  private *container(
    open: string,
    entries: Iterable<Entry>,
    close: string,
    pointer: string,
    indent: string,
  ): Generator<void> {
    const { writer } = this;
    const inner = `${indent}  `;
    let inA = false;
    let inB = false;
    writer.same(open);
    for (const { a, b, label, step } of entries) {
      const path = `${pointer}/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (a !== undefined && b !== undefined) {
        if (inA && inB) writer.same(',');
        else if (inA) writer.removed(',');
        else if (inB) writer.added(',');
        writer.same(`\n${inner}${label}`);
        yield* this.value(a, b, path, inner);
      } else if (a !== undefined) {
        writer.removed(`${inA ? ',' : ''}\n${inner}${label}${pretty(a, inner)}`);
        this.counts.removed += leavesOf(a);
        this.changes.push({ pointer: path, kind: 'removed' });
      } else if (b !== undefined) {
        writer.added(`${inB ? ',' : ''}\n${inner}${label}${pretty(b, inner)}`);
        this.counts.added += leavesOf(b);
        this.changes.push({ pointer: path, kind: 'added' });
      }
      inA ||= a !== undefined;
      inB ||= b !== undefined;
    }
    if (inA && inB) writer.same(`\n${indent}`);
    else if (inA) writer.removed(`\n${indent}`);
    else if (inB) writer.added(`\n${indent}`);
    writer.same(close);
  }

  private *items(a: readonly JsonValue[], b: readonly JsonValue[]): Generator<void, Entry[]> {
    const match = yield* alignSteps(yield* this.ids.idsSteps(a), yield* this.ids.idsSteps(b));
    const entries: Entry[] = [];
    let i = 0;
    let j = 0;
    while (i < a.length || j < b.length) {
      const { endA, endB } = changedItems(match, i, b.length);
      entries.push(...pairedInOrder(a, i, endA, b, j, endB));
      i = endA;
      j = endB;
      if (i < a.length) entries.push(itemEntry(a[i++], b[j], j++));
    }
    return entries;
  }
}

/** Ends of the items without a partner that come first from `i` on. */
function changedItems(match: Int32Array, i: number, lengthB: number): { endA: number; endB: number } {
  let endA = i;
  while (endA < match.length && match[endA] === NO_MATCH) endA++;
  return { endA, endB: endA < match.length ? (match[endA] as number) : lengthB };
}

/** Items that are unequal: the first with the first and so on, as long as both are of one type. */
function pairedInOrder(
  a: readonly JsonValue[],
  startA: number,
  endA: number,
  b: readonly JsonValue[],
  startB: number,
  endB: number,
): Entry[] {
  const entries: Entry[] = [];
  for (let k = 0; startA + k < endA || startB + k < endB; k++) {
    const itemA = startA + k < endA ? a[startA + k] : undefined;
    const itemB = startB + k < endB ? b[startB + k] : undefined;
    if (itemA === undefined || itemB === undefined || typeOf(itemA) === typeOf(itemB)) {
      entries.push(itemEntry(itemA, itemB, itemB === undefined ? startA + k : startB + k));
    } else {
      entries.push(itemEntry(itemA, undefined, startA + k), itemEntry(undefined, itemB, startB + k));
    }
  }
  return entries;
}

function itemEntry(a: JsonValue | undefined, b: JsonValue | undefined, index: number): Entry {
  return { ...(a !== undefined && { a }), ...(b !== undefined && { b }), label: '', step: String(index) };
}

function* membersOf(a: JsonObject, b: JsonObject): Generator<Entry> {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) {
    const valueA = Object.hasOwn(a, key) ? a[key] : undefined;
    const valueB = Object.hasOwn(b, key) ? b[key] : undefined;
    yield {
      ...(valueA !== undefined && { a: valueA }),
      ...(valueB !== undefined && { b: valueB }),
      label: `${JSON.stringify(key)}: `,
      step: key,
    };
  }
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isContainer(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null;
}

function typeOf(value: JsonValue): 'list' | 'object' | 'scalar' {
  return isList(value) ? 'list' : isContainer(value) ? 'object' : 'scalar';
}

/** Text long enough that a reader wants to see which of its words changed. */
function isProse(value: JsonValue): boolean {
  return typeof value === 'string' && value.length > 60 && value.includes(' ');
}

function pretty(value: JsonValue, indent: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}

function leavesOf(value: JsonValue): number {
  if (!isContainer(value)) return 1;
  const children = Object.values(value as Record<string, JsonValue>);
  return children.length === 0 ? 1 : children.reduce((sum: number, child) => sum + leavesOf(child), 0);
}
