import type { Category } from '../config/config';
import { holm } from '../stats/multipleTests';
import { mcNemar } from '../stats/mcNemar';
import { tangoInterval } from '../stats/tango';
import type { CategoryComparison } from './report';

/** What the notes say of one sample, over all reviewers. */
export interface SampleCategories {
  readonly sample: string;
  /** Ids of the error categories that somebody saw in the model's answer. */
  readonly base: readonly string[];
  readonly tuned: readonly string[];
}

/**
 * How often reviewers saw each error in the answers of each model, of the samples with a note; what is seen most stands
 * first. McNemar's exact test for each, adjusted for their number.
 */
export function compareCategories(
  notes: readonly SampleCategories[],
  taxonomy: readonly Category[],
  confidence: number,
): CategoryComparison[] {
  const seen = new Set(notes.flatMap(({ base, tuned }) => [...base, ...tuned]));
  const samples = notes.length;
  const compared = [...seen].map((category) => {
    const inBase = notes.map(({ base }) => base.includes(category));
    const inTuned = notes.map(({ tuned }) => tuned.includes(category));
    const countOf = (flags: readonly boolean[]): number => flags.filter(Boolean).length;
    const onlyBase = inBase.filter((has, at) => has && inTuned[at] === false).length;
    const onlyTuned = inTuned.filter((has, at) => has && inBase[at] === false).length;
    const counts = { base: countOf(inBase), tuned: countOf(inTuned) };
    return {
      category,
      title: taxonomy.find(({ id }) => id === category)?.title ?? category,
      counts,
      samples,
      base: counts.base / samples,
      tuned: counts.tuned / samples,
      change: (counts.tuned - counts.base) / samples,
      interval: tangoInterval(onlyBase, onlyTuned, samples, confidence),
      intervalBy: 'Tango’s score interval',
      test: 'McNemar, exact',
      p: mcNemar(onlyBase, onlyTuned).exact,
    };
  });
  const adjusted = holm(compared.map(({ p }) => p));
  return compared
    .map((comparison, at) => ({ ...comparison, ...(compared.length > 1 && { adjusted: adjusted[at] ?? 1 }) }))
    .sort(
      (a, b) => b.counts.base + b.counts.tuned - a.counts.base - a.counts.tuned || (a.category < b.category ? -1 : 1),
    );
}
