import type { JsonObject } from '../dataset/json';
import { labelsIn } from '../dataset/labels';
import { messageText, type Message, type Row } from '../dataset/sample';
import type { Outcome } from './outcome';
import type { SampleListItem } from './results';

const TITLE_CODE_POINTS = 120;
/** More text than a title can need; what is cut off here is never looked at. */
const TITLE_SOURCE = 4000;
const TAG_CODE_POINTS = 24;
const MAX_TAGS = 3;
/** Metadata fields that say most about a sample, shown before the others. */
const TAG_FIELDS = ['task', 'category', 'type', 'split', 'difficulty'];

/** What lists say of a row besides its content. */
export interface RowStanding {
  readonly outcome: Outcome;
  readonly change?: number | undefined;
  /** Number of notes on the sample. */
  readonly notes: number;
}

/** A row as one line of a list, with the labels of these metadata fields. */
export function listItem(
  row: Row,
  { outcome, change, notes }: RowStanding,
  fields?: readonly string[],
): SampleListItem {
  if (row.kind === 'bad') {
    return { id: '', row: row.row, line: row.line, title: '', tags: [], outcome: 'not-run', notes: 0, bad: row.reason };
  }
  const title = titleOf(row.messages);
  return {
    id: row.id,
    row: row.row,
    line: row.line,
    title,
    // The prompt may stand in the metadata too, as a variable of its template: it is not said twice.
    tags: tagsOf(row.metadata).filter((tag) => tag !== title),
    outcome,
    ...(change !== undefined && { change }),
    notes,
    ...(fields && { labels: Object.fromEntries(fields.map((field) => [field, labelsIn(row.metadata, field)])) }),
  };
}

/** Start of the last user message (of the last message, when there is none) on one line, at most 120 code points. */
function titleOf(messages: readonly Message[]): string {
  const message = messages.findLast(({ role }) => role === 'user') ?? messages.at(-1);
  if (!message) return '';
  const text = messageText(message).slice(0, TITLE_SOURCE).replace(/\s+/gu, ' ').trim();
  const points = Array.from(text.slice(0, 2 * TITLE_CODE_POINTS + 2));
  return points.length > TITLE_CODE_POINTS ? `${points.slice(0, TITLE_CODE_POINTS - 1).join('')}…` : text;
}

/** The first three texts of at most 24 code points on one line in the metadata. */
function tagsOf(metadata: JsonObject): string[] {
  const tags: string[] = [];
  for (const field of new Set([...TAG_FIELDS, ...Object.keys(metadata)])) {
    const value = Object.hasOwn(metadata, field) ? metadata[field] : undefined;
    if (typeof value !== 'string' || value.length > 2 * TAG_CODE_POINTS) continue;
    const tag = value.trim();
    if (tag === '' || /[\n\r]/.test(tag) || Array.from(tag).length > TAG_CODE_POINTS) continue;
    tags.push(tag);
    if (tags.length === MAX_TAGS) break;
  }
  return tags;
}
