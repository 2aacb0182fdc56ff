import { isJsonObject, type JsonValue } from '../../dataset/json';
import type { Scored } from '../metric';
import { pythonStrip } from '../pythonText';
import { findJson } from '../structured/jsonInText';

/** Most items of an answer that are looked at. */
const MOST_ITEMS = 10_000;
/** What lists put before an item: `-`, `*`, `•`, `1.`, `2)`. */
const BULLET = /^(?:[-*•]|[0-9]{1,4}[.)])\s+/;

/** A ranking held against what is relevant. */
export interface Ranking {
  /** The gain of each item of the answer, the first item first; 0 for what is not relevant. */
  readonly gains: readonly number[];
  /** The gains of all that is relevant, the largest first. */
  readonly ideal: readonly number[];
}

/**
 * Reads a ranking. The items of an answer are those of its JSON array (texts, numbers, or objects with an `id`), or else its
 * lines, without bullets and numbers before them; an item that comes again counts once, where it is first. All references
 * together say what is relevant: ids with a gain of 1, a JSON array of ids, or a JSON object of ids and gains, where
 * gains of 0 and below are not relevant.
 * @returns undefined when nothing is relevant
 */
export function rankingOf({ completion, references }: Scored): Ranking | undefined {
  const relevant = new Map<string, number>();
  for (const reference of references) addRelevant(relevant, reference);
  if (relevant.size === 0) return undefined;
  const items = new Set(itemsOf(completion.text).slice(0, MOST_ITEMS));
  return {
    gains: Array.from(items, (item) => relevant.get(item) ?? 0),
    ideal: [...relevant.values()].sort((a, b) => b - a),
  };
}

function addRelevant(relevant: Map<string, number>, reference: string): void {
  const found = findJson(reference);
  const value = found?.rule === 'whole' ? found.value : undefined;
  const gains: readonly (readonly [string, JsonValue | undefined])[] = isJsonObject(value)
    ? Object.entries(value)
    : Array.isArray(value)
      ? value.flatMap((item: JsonValue) => itemText(item) ?? []).map((id) => [id, 1])
      : [[pythonStrip(reference), 1]];
  for (const [id, gain] of gains) {
    if (typeof gain === 'number' && gain > 0 && gain < Infinity)
      relevant.set(id, Math.max(gain, relevant.get(id) ?? 0));
  }
}

function itemsOf(text: string): readonly string[] {
  const value = findJson(text)?.value;
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => itemText(item) ?? []);
  return text
    .split(/\r\n|[\n\r]/)
    .map((line) => pythonStrip(pythonStrip(line).replace(BULLET, '')))
    .filter((line) => line !== '');
}

function itemText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return pythonStrip(value);
  if (typeof value === 'number') return String(value);
  return isJsonObject(value) ? itemText(idOf(value['id'])) : undefined;
}

function idOf(value: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(value) ? undefined : value;
}
