import { VERDICTS, type Note, type NoteDraft } from '../src/core/note/note';
import type { OpenSample } from '../src/protocol/inspector';
import type { Draft } from './state';

/** Roles whose responses are judged. */
export const JUDGED_ROLES = ['base', 'tuned'] as const;
export type JudgedRole = (typeof JUDGED_ROLES)[number];

/** The reviewer's own note of a sample. */
export function ownNote(sample: OpenSample, reviewer: string): Note | undefined {
  return sample.notes.find((note) => note.reviewer === reviewer);
}

/** The draft that equals a saved note, or an empty one. */
export function draftOf(note: Note | undefined): Draft {
  const verdict = VERDICTS.find((each) => each === note?.verdict);
  return {
    ...(verdict && { verdict }),
    categories: note?.categories ?? {},
    note: note?.note ?? '',
    correction: note?.correction ?? '',
    ...(note?.ratings && { ratings: note.ratings }),
    basedOn: note?.updated ?? '',
  };
}

/** True when the two say the same. */
export function sameContent(a: Draft, b: Draft): boolean {
  return contentKey(a) === contentKey(b);
}

function contentKey({ verdict, categories, note, correction }: Draft): string {
  const tagged = Object.entries(categories)
    .filter(([, ids]) => ids.length > 0)
    .map(([role, ids]) => [role, [...ids].sort()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([verdict ?? null, tagged, note, correction]);
}

/** The draft with a category ticked or not. */
export function withCategory(draft: Draft, role: JudgedRole, id: string, ticked: boolean): Draft {
  const others = (draft.categories[role] ?? []).filter((each) => each !== id);
  return { ...draft, categories: { ...draft.categories, [role]: ticked ? [...others, id] : others } };
}

/** What is sent to be saved. */
export function noteDraft(sample: string, draft: Draft): NoteDraft {
  return {
    sample,
    ...(draft.verdict && { verdict: draft.verdict }),
    categories: { base: [], tuned: [], ...draft.categories },
    ...(draft.ratings && { ratings: draft.ratings }),
    ...(draft.note && { note: draft.note }),
    ...(draft.correction && { correction: draft.correction }),
  };
}
