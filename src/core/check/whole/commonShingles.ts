import type { SampleContent } from '../../dataset/sample';
import { KeyReader } from './sampleKeys';

/** Share of the samples looked at from which on a shingle tells nothing, and the least number of samples. */
export const COMMON_SHARE = 0.2;
const LEAST_SAMPLES = 25;

/** Shingles that stand in so many of some samples that they belong to a template. */
export function commonShingles(samples: Iterable<SampleContent>): ReadonlySet<number> {
  const reader = new KeyReader(new Set());
  const counts = new Map<number, number>();
  let looked = 0;
  for (const sample of samples) {
    looked++;
    for (const shingle of new Set(reader.shinglesOf(sample))) counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  const least = Math.max(LEAST_SAMPLES * COMMON_SHARE, looked * COMMON_SHARE);
  const common = new Set<number>();
  if (looked >= LEAST_SAMPLES) for (const [shingle, count] of counts) if (count > least) common.add(shingle);
  return common;
}
