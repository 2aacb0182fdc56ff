import type { JsonValue } from '../dataset/json';
import { messageText, type Sample } from '../dataset/sample';

/** What the notes on a sample say, as far as a search cares. */
export interface NotedSample {
  readonly count: number;
  /** Ids of the error categories that the notes name. */
  readonly categories: readonly string[];
}

/** True for a sample that a search finds; `noted` is absent where there are no notes. */
export type SampleFilter = (sample: Sample, noted: NotedSample | undefined) => boolean;

/**
 * Reads the text of the search box. Terms stand between white space; a sample is found when all of them hold, in any
 * order and whatever the case:
 * - `word` and `"quoted words"`: stand in the messages, a reference or the id;
 * - `field:value` and `field:"quoted value"`: the metadata field has this value (or holds it, when it is a list);
 * - `note:yes` and `note:no`: the sample has a note, or none;
 * - `category:id`: a note names this error category, or the metadata field `category` has this value.
 * A `field:value` whose field the sample does not have (other than `category`) is looked for as the text that it is
 * (`10:30`, `https://…`).
 * A quotation mark that is not closed quotes up to the end.
 * @returns undefined for a text without terms, which finds everything
 */
export function parseSearch(text: string): SampleFilter | undefined {
  const filters: SampleFilter[] = [];
  // A field and its value, quoted or not; or quoted words; or a word.
  for (const [, field, quotedValue, value, quoted, word] of text.matchAll(
    /([^\s":]+):(?:"([^"]*)"?|([^\s"]+))|"([^"]*)"?|(\S+)/g,
  )) {
    const wanted = lower(quotedValue ?? value ?? '');
    if (field !== undefined && wanted !== '') filters.push(fieldFilter(field, wanted));
    else filters.push(textFilter(lower(quoted ?? word ?? `${field ?? ''}:`)));
  }
  if (filters.length === 0) return undefined;
  return (sample, noted) => filters.every((filter) => filter(sample, noted));
}

function fieldFilter(field: string, wanted: string): SampleFilter {
  const name = lower(field);
  if (name === 'note' && wanted === 'yes') return (_sample, noted) => (noted?.count ?? 0) > 0;
  if (name === 'note' && wanted === 'no') return (_sample, noted) => (noted?.count ?? 0) === 0;
  const asText = textFilter(`${name}:${wanted}`);
  return (sample, noted) => {
    if (name === 'category' && noted?.categories.some((id) => lower(id) === wanted) === true) return true;
    const values = Object.entries(sample.metadata).filter(([key]) => lower(key) === name);
    if (values.length === 0) return name !== 'category' && asText(sample, noted);
    return values.some(([, value]) => value !== undefined && holds(value, wanted));
  };
}

function holds(value: JsonValue, wanted: string): boolean {
  if (Array.isArray(value)) return value.some((item: JsonValue) => holds(item, wanted));
  return typeof value !== 'object' || value === null ? lower(String(value)) === wanted : false;
}

function textFilter(wanted: string): SampleFilter {
  const has = (text: string): boolean => lower(text).includes(wanted);
  return ({ id, messages, references }) =>
    messages.some((message) => has(messageText(message))) || references.some(has) || has(id);
}

function lower(text: string): string {
  return text.toLowerCase();
}
