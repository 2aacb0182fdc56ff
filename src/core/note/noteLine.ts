import * as v from 'valibot';
import { VERDICTS, type Note } from './note';
import { objectMembers, objectText, type ObjectMember } from './objectMembers';

/** The fields of a note, in the order in which a new line has them. */
const FIELDS = [
  'sample',
  'line',
  'reviewer',
  'verdict',
  'categories',
  'ratings',
  'note',
  'correction',
  'run',
  'updated',
] as const satisfies readonly (keyof Note)[];

const noteSchema: v.GenericSchema<unknown, Note> = v.object({
  sample: v.string(),
  line: v.number(),
  reviewer: v.string(),
  verdict: v.exactOptional(v.picklist(VERDICTS)),
  categories: v.exactOptional(v.record(v.string(), v.array(v.string()))),
  ratings: v.exactOptional(v.record(v.string(), v.record(v.string(), v.pipe(v.number(), v.finite())))),
  note: v.exactOptional(v.string()),
  correction: v.exactOptional(v.string()),
  run: v.exactOptional(v.string()),
  updated: v.string(),
});

/** A line of a notes file that was understood. */
export interface NoteLine {
  /** The line as it stands in the file, with the fields that are not understood. */
  readonly text: string;
  /** What was understood of it: the known fields only. */
  readonly note: Note;
}

/** Reads a line; `undefined` when it is not a note as we know them. */
export function parseNoteLine(text: string): NoteLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = v.safeParse(noteSchema, value);
  return result.success ? { text, note: result.output } : undefined;
}

/**
 * The line that says what `note` says. Of the line it replaces, the order of the fields stays, and so does every field
 * that is not understood, byte for byte. A field that the line did not have comes after the one it usually follows.
 */
export function writeNoteLine(note: Note, replaced?: NoteLine): NoteLine {
  const members = new Map<string, ObjectMember>();
  for (const field of FIELDS) {
    if (note[field] !== undefined) {
      members.set(field, { key: field, text: `${JSON.stringify(field)}:${JSON.stringify(note[field])}` });
    }
  }
  const written: ObjectMember[] = [];
  for (const member of replaced ? objectMembers(replaced.text) : []) {
    const known = isField(member.key);
    const now = known ? members.get(member.key) : member;
    if (now) written.push(now);
    if (known) members.delete(member.key);
  }
  for (const member of members.values()) written.splice(placeFor(member.key, written), 0, member);
  return { text: objectText(written), note };
}

/** Of two versions of the same note the later one, with the fields not understood that only the other one has. */
export function laterNoteLine(a: NoteLine, b: NoteLine): NoteLine {
  const [later, earlier] = isLater(a, b) ? [a, b] : [b, a];
  const members = objectMembers(later.text);
  const has = new Set(members.map((member) => member.key));
  const carried = unknownMembers(earlier).filter((member) => !has.has(member.key));
  return carried.length === 0 ? later : { ...later, text: objectText([...members, ...carried]) };
}

/** The time at which a note was changed; a note whose time cannot be read is older than any other. */
export function timeOf(note: Note): number {
  const time = Date.parse(note.updated);
  return Number.isNaN(time) ? -Infinity : time;
}

/** True when the line has fields that are not understood. */
export function hasUnknownFields(line: NoteLine): boolean {
  return unknownMembers(line).length > 0;
}

/** True for a note without verdict, categories, ratings, text and correction. */
export function saysNothing({ verdict, categories = {}, ratings = {}, note = '', correction = '' }: Note): boolean {
  return (
    verdict === undefined &&
    Object.values(categories).every((ids) => ids.length === 0) &&
    Object.values(ratings).every((criteria) => Object.keys(criteria).length === 0) &&
    note.trim() === '' &&
    correction.trim() === ''
  );
}

function unknownMembers(line: NoteLine): ObjectMember[] {
  return objectMembers(line.text).filter((member) => !isField(member.key));
}

function isField(key: string): key is (typeof FIELDS)[number] {
  return (FIELDS as readonly string[]).includes(key);
}

/** Notes of the same time are told apart by their text, so that it does not matter which of them is met first. */
function isLater(a: NoteLine, b: NoteLine): boolean {
  const [timeA, timeB] = [timeOf(a.note), timeOf(b.note)];
  return timeA === timeB ? a.text > b.text : timeA > timeB;
}

/** Where a field belongs among those written: behind the nearest of those that come before it in a new line. */
function placeFor(field: string, written: readonly ObjectMember[]): number {
  const before: readonly string[] = FIELDS.slice(0, (FIELDS as readonly string[]).indexOf(field));
  return written.findLastIndex((member) => before.includes(member.key)) + 1;
}
