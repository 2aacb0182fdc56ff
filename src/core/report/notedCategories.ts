import type { Note } from '../note/note';
import type { SampleCategories } from './categoryComparison';

/** What the notes say of each sample, over all reviewers. */
export function notedCategories(notes: readonly Note[]): SampleCategories[] {
  const bySample = new Map<string, { readonly base: Set<string>; readonly tuned: Set<string> }>();
  for (const { sample, categories } of notes) {
    const seen = bySample.get(sample) ?? { base: new Set(), tuned: new Set() };
    for (const id of categories?.['base'] ?? []) seen.base.add(id);
    for (const id of categories?.['tuned'] ?? []) seen.tuned.add(id);
    bySample.set(sample, seen);
  }
  return [...bySample].map(([sample, { base, tuned }]) => ({ sample, base: [...base], tuned: [...tuned] }));
}
