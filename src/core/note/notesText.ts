/**
 * The text of a notes file: a note per line, sorted by sample id, then reviewer, in code-unit order, so that the work of
 * two people merges in git; then, in the order in which they were found, the lines that are not understood: a hand edit
 * with a syntax error, conflict markers, lines of another program. Every line that is not saved anew stays byte for byte
 * as it was; line ends become LF, a byte order mark and empty lines go.
 */
import type { Note } from './note';
import {
  hasUnknownFields,
  laterNoteLine,
  parseNoteLine,
  saysNothing,
  timeOf,
  writeNoteLine,
  type NoteLine,
} from './noteLine';

/** What a notes file says. */
export interface NotesContent {
  /** One note per sample and reviewer, sorted. Of several versions of a note this is the latest. */
  readonly notes: readonly Note[];
  /** One-based numbers of the lines that are not understood. */
  readonly unread: readonly number[];
}

/** The outcome of {@link mergeNote}. */
export interface MergedNotes {
  readonly text: string;
  /** The note that holds: the one that was merged, or a later version that stood there. */
  readonly note: Note;
}

/** Reads the text of a notes file. Never throws: a line that is not a note is listed as unread. */
export function parseNotes(text: string): NotesContent {
  const { lines, unread } = readLines(text);
  return { notes: sorted(lines).map((line) => line.note), unread: unread.map(({ number }) => number) };
}

/**
 * The text with a note saved into it. It replaces the reviewer's earlier note on the sample, except a version whose
 * `updated` is later. A note that says nothing takes its line away, unless other programs' fields are on it.
 */
export function mergeNote(text: string, note: Note): MergedNotes {
  const { lines, unread } = readLines(text);
  const key = keyOf(note);
  const standing = lines.get(key);
  if (standing && timeOf(standing.note) > timeOf(note)) return { text: serialise(lines, unread), note: standing.note };
  if (saysNothing(note) && !(standing && hasUnknownFields(standing))) lines.delete(key);
  else lines.set(key, writeNoteLine(note, standing));
  return { text: serialise(lines, unread), note };
}

interface UnreadLine {
  readonly number: number;
  readonly text: string;
}

interface NotesLines {
  readonly lines: Map<string, NoteLine>;
  readonly unread: readonly UnreadLine[];
}

function readLines(text: string): NotesLines {
  const lines = new Map<string, NoteLine>();
  const unread: UnreadLine[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    const read = parseNoteLine(line);
    if (!read) {
      unread.push({ number: index + 1, text: line });
      continue;
    }
    const key = keyOf(read.note);
    const other = lines.get(key);
    lines.set(key, other ? laterNoteLine(other, read) : read);
  }
  return { lines, unread };
}

function serialise(lines: ReadonlyMap<string, NoteLine>, unread: readonly UnreadLine[]): string {
  return [...sorted(lines), ...unread].map((line) => `${line.text}\n`).join('');
}

function sorted(lines: ReadonlyMap<string, NoteLine>): NoteLine[] {
  return [...lines.values()].sort(
    ({ note: a }, { note: b }) => inCodeUnits(a.sample, b.sample) || inCodeUnits(a.reviewer, b.reviewer),
  );
}

function inCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function keyOf({ sample, reviewer }: Note): string {
  return JSON.stringify([sample, reviewer]);
}
