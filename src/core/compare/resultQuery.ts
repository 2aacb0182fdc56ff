import type { JsonValue } from '../dataset/json';
import { messageText, type Sample } from '../dataset/sample';
import { needleBytes, needleOf, type Needle } from './needle';

/** What the notes on a sample say, as far as a search cares. */
export interface NotedSample {
  readonly count: number;
  /** Ids of the error categories that the notes name. */
  readonly categories: readonly string[];
}

/** What a search looks for. */
export interface SampleSearch {
  /** True for a sample that is found; `noted` is absent where there are no notes. */
  matches(sample: Sample, noted: NotedSample | undefined): boolean;
  /** True when the answer depends on notes. */
  readonly readsNotes: boolean;
  /** Stands in the row of every sample that is found; absent where nothing is known to. */
  readonly needle?: Needle;
}

/** One term of a search. */
type Term = Omit<SampleSearch, 'needle'> & { readonly needle?: Needle | undefined };

/** An id that is made of a prompt's hash, and how much of it has to be given: fewer digits stand in many by chance. */
const HASH_ID = /^[0-9a-f]{12}(#\d+)?$/;
const HASH_ID_START = /^[0-9a-f]{6}/;

/**
 * Reads the text of the search box. Terms stand between white space; a sample is found when all of them hold, in any
 * order. As in ripgrep's smart case, a word with a capital letter is found as it is written, and others in either case:
 * - `word` and `"quoted words"`: stand in the messages, a reference or the id (of an id made of a hash: begin it, with at
 *   least six digits);
 * - `field:value` and `field:"quoted value"`: the metadata field has this value (or holds it, when it is a list), in
 *   either case;
 * - `note:yes` and `note:no`: the sample has a note, or none;
 * - `category:id`: a note names this error category, or the metadata field `category` has this value.
 * A `field:value` whose field the sample does not have (other than `category`) is looked for as the text that it is
 * (`10:30`, `https://…`).
 * A quotation mark that is not closed quotes up to the end.
 * @returns undefined for a text without terms, which finds everything
 */
export function parseSearch(text: string): SampleSearch | undefined {
  const terms: Term[] = [];
  // A field and its value, quoted or not; or quoted words; or a word.
  for (const [, field, quotedValue, value, quoted, word] of text.matchAll(
    /([^\s":]+):(?:"([^"]*)"?|([^\s"]+))|"([^"]*)"?|(\S+)/g,
  )) {
    const wanted = quotedValue ?? value ?? '';
    if (field !== undefined && wanted !== '') terms.push(fieldTerm(field, wanted));
    else terms.push(textTerm(quoted ?? word ?? `${field ?? ''}:`));
  }
  if (terms.length === 0) return undefined;
  const needle = longest(terms.flatMap((term) => term.needle ?? []));
  return {
    matches: (sample, noted) => terms.every((term) => term.matches(sample, noted)),
    readsNotes: terms.some(({ readsNotes }) => readsNotes),
    ...(needle && { needle }),
  };
}

function longest(needles: readonly Needle[]): Needle | undefined {
  return needles.toSorted((a, b) => needleBytes(b) - needleBytes(a))[0];
}

function fieldTerm(field: string, wanted: string): Term {
  const name = lower(field);
  const value = lower(wanted);
  if (name === 'note' && (value === 'yes' || value === 'no')) {
    return { matches: (_sample, noted) => (noted?.count ?? 0) > 0 === (value === 'yes'), readsNotes: true };
  }
  const isCategory = name === 'category';
  const asText = textTerm(`${field}:${wanted}`);
  const isWanted = new RegExp(`^${escaped(wanted)}$`, 'i');
  return {
    matches: (sample, noted) => {
      if (isCategory && noted?.categories.some((id) => lower(id) === value) === true) return true;
      const values = Object.entries(sample.metadata).filter(([key]) => lower(key) === name);
      if (values.length === 0) return !isCategory && asText.matches(sample, noted);
      return values.some(([, given]) => given !== undefined && holds(given, isWanted));
    },
    readsNotes: isCategory,
    needle: isCategory ? undefined : needleOf(wanted, true),
  };
}

function holds(value: JsonValue, wanted: RegExp): boolean {
  if (Array.isArray(value)) return value.some((item: JsonValue) => holds(item, wanted));
  return typeof value !== 'object' || value === null ? wanted.test(String(value)) : false;
}

function textTerm(wanted: string): Term {
  const anyCase = lower(wanted) === wanted;
  // Ignoring case by a regular expression: it takes no letter outside ASCII for one within.
  const pattern = new RegExp(escaped(wanted), 'i');
  const has = anyCase ? (text: string) => pattern.test(text) : (text: string) => text.includes(wanted);
  const isHashStart = HASH_ID_START.test(wanted);
  const hasId = (id: string): boolean => (HASH_ID.test(id) ? isHashStart && id.startsWith(wanted) : has(id));
  return {
    matches: ({ id, messages, references }) =>
      messages.some((message) => has(messageText(message))) || references.some(has) || hasId(id),
    readsNotes: false,
    needle: isHashStart ? undefined : needleOf(wanted, anyCase),
  };
}

/** A text as a regular expression that matches it. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function lower(text: string): string {
  return text.toLowerCase();
}
