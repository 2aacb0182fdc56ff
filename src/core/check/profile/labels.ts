import type { Share } from '../check';

/** A reference longer than this (in UTF-16 units) is text, not a label. */
const LONGEST_LABEL = 80;

/** More different references than this are no labels. */
const MOST_LABELS = 200;

/** Labels that a report lists. */
const LISTED_LABELS = 30;

/** How often each reference occurs; undefined once they are no labels. */
export type LabelCounts = ReadonlyMap<string, number> | undefined;

/** Counts references for as long as they look like labels. */
export class LabelCounter {
  private found: Map<string, number> | undefined = new Map<string, number>();

  take(reference: string): void {
    if (this.found === undefined) return;
    const label = reference.length > LONGEST_LABEL ? undefined : reference.trim();
    if (label === undefined || (this.found.size === MOST_LABELS && !this.found.has(label))) this.found = undefined;
    else this.found.set(label, (this.found.get(label) ?? 0) + 1);
  }

  counts(): LabelCounts {
    return this.found;
  }
}

/** The labels of several parts of a dataset together, most frequent first; undefined where they repeat too rarely. */
export function labelShares(parts: readonly LabelCounts[]): readonly Share[] | undefined {
  const all = new Map<string, number>();
  let total = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    for (const [label, count] of part) {
      all.set(label, (all.get(label) ?? 0) + count);
      total += count;
    }
  }
  // Labels repeat: each at least twice on average.
  if (all.size === 0 || all.size > MOST_LABELS || all.size * 2 > total) return undefined;
  const shares = [...all].map(([value, count]) => ({ value, count }));
  return shares.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, LISTED_LABELS);
}
