import { isJsonObject, type JsonValue } from '../dataset/json';
import { SLICE_WORK } from './steps';

/** Deepest nesting that is compared as JSON; what hostile texts nest deeper would exhaust the call stack. */
export const MAX_DEPTH = 200;

/** True when the value nests more than `depth` objects and lists. */
export function isDeeper(value: JsonValue, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((child) => child !== undefined && isDeeper(child, depth - 1));
}

/** A value costs about as much as this many steps on bits. */
const VALUE_WORK = 1 << 8;

/** Numbers for JSON values: equal values have equal numbers, whatever the order of their members. */
export class JsonIds {
  private readonly byText = new Map<string, number>();
  private readonly byContainer = new Map<object, number>();
  private work = 0;

  /** The number of a value. Each object and list is looked at once. */
  *idSteps(value: JsonValue): Generator<void, number> {
    if (typeof value !== 'object' || value === null) return this.idOf(JSON.stringify(value));
    const known = this.byContainer.get(value);
    if (known !== undefined) return known;
    const id = this.idOf(isJsonObject(value) ? yield* this.objectText(value) : yield* this.listText(value));
    this.byContainer.set(value, id);
    return id;
  }

  *idsSteps(values: readonly JsonValue[]): Generator<void, Int32Array> {
    const ids = new Int32Array(values.length);
    for (const [i, value] of values.entries()) ids[i] = yield* this.idSteps(value);
    this.work += values.length * VALUE_WORK;
    if (this.work > SLICE_WORK) {
      this.work = 0;
      yield;
    }
    return ids;
  }

  private *listText(value: readonly JsonValue[]): Generator<void, string> {
    return `[${(yield* this.idsSteps(value)).join()}]`;
  }

  private *objectText(value: Readonly<Record<string, JsonValue | undefined>>): Generator<void, string> {
    const keys = Object.keys(value).sort();
    const ids = yield* this.idsSteps(keys.map((key) => value[key] ?? null));
    return `{${keys.map((key, i) => `${JSON.stringify(key)}:${String(ids[i])}`).join()}}`;
  }

  private idOf(text: string): number {
    let id = this.byText.get(text);
    if (id === undefined) {
      id = this.byText.size;
      this.byText.set(text, id);
    }
    return id;
  }
}
