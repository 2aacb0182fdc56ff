import type { Share } from '../check';
import { TextHash } from '../whole/textHash';

/** A reference longer than this (in UTF-16 units) is text, not a label. */
const LONGEST_LABEL = 80;

/** More different references than this are no labels. */
const MOST_LABELS = 200;

/** Labels that a report lists. */
const LISTED_LABELS = 30;

/** Codes of a row without a reference, and of one whose reference is a text. */
const NO_LABEL = 0;
const TEXT = 1;

const hash = new TextHash();

/** The label that a reference is, as a hash; 1 for a text. Rows without a reference have the code 0. */
export function labelCode(reference: string): number {
  if (reference.length > LONGEST_LABEL) return TEXT;
  hash.begin();
  hash.add(reference.trim());
  return Math.max(hash.high, TEXT + 1);
}

/**
 * The labels of a dataset, most frequent first; undefined where they are texts or repeat too rarely.
 * @param codes of the rows; see `labelCode`
 * @param referenceOf reads the first reference of a row
 */
export function labelShares(
  codes: Uint32Array,
  referenceOf: (row: number) => string | undefined,
): readonly Share[] | undefined {
  const found = new Map<number, { readonly row: number; count: number }>();
  let total = 0;
  for (const [row, code] of codes.entries()) {
    if (code === NO_LABEL) continue;
    const label = found.get(code);
    if (label) label.count++;
    else found.set(code, { row, count: 1 });
    if (code === TEXT || found.size > MOST_LABELS) return undefined;
    total++;
  }
  // Labels repeat: each at least twice on average.
  if (found.size === 0 || found.size * 2 > total) return undefined;
  const shares = [...found.values()].map(({ row, count }) => ({ value: referenceOf(row)?.trim() ?? '', count }));
  return shares.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, LISTED_LABELS);
}
