import type { FindingBook } from './findingBook';
import { labelShares } from './profile/labels';
import type { Share } from './check';
import type { RowFacts } from './rowFacts';

/** Facts of all rows. */
export interface MergedFacts extends Omit<RowFacts, 'entries' | 'labels'> {
  readonly labels?: readonly Share[];
}

/** Puts facts of the parts of a file together, in row order; what checks found goes into `book`. */
export function mergeFacts(parts: readonly RowFacts[], book: FindingBook): MergedFacts {
  for (const { entries } of parts) book.takeOver(entries);
  const labels = labelShares(parts.map((part) => part.labels));
  return {
    usable: sum(parts.map((part) => part.usable)),
    references: sum(parts.map((part) => part.references)),
    promptLengths: joined(parts.map((part) => part.promptLengths)),
    referenceLengths: joined(parts.map((part) => part.referenceLengths)),
    sketchHigh: joined(parts.map((part) => part.sketchHigh)),
    sketchLow: joined(parts.map((part) => part.sketchLow)),
    ...(labels && { labels }),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const all = new Uint32Array(sum(parts.map((part) => part.length)));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
