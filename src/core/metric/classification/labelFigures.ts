import type { LabelCounts } from './labelSet';

/** How the figures of the labels become one: scikit-learn's `average`. */
export const AVERAGES = ['macro', 'micro', 'weighted'] as const;
export type Average = (typeof AVERAGES)[number];

/** A figure of one label: of how often it was there (`support`), was named, and was rightly named. */
export type LabelFigure = (support: number, named: number, matched: number) => number;

// A share of nothing is 0, as with scikit-learn's zero_division=0.
/** Share of the answers that name a label which rightly do. */
export const precisionOf: LabelFigure = (_support, named, matched) => share(matched, named);
/** Share of the answers that should name a label which do. */
export const recallOf: LabelFigure = (support, _named, matched) => share(matched, support);
/** Harmonic mean of the two. */
export const f1Of: LabelFigure = (support, named, matched) => share(2 * matched, support + named);

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** The figure of the label at a place. */
export function figureAt(figure: LabelFigure, { support, named, matched }: LabelCounts, place: number): number {
  return figure(support[place] ?? 0, named[place] ?? 0, matched[place] ?? 0);
}

/**
 * The figure over all labels; undefined when there are none.
 * @param areGiven the labels were named beforehand, and count in a macro average even where no answer is about them (as
 * with scikit-learn's `labels=`); otherwise only those do that the counted answers or references have
 */
export function averageFigure(
  figure: LabelFigure,
  counts: LabelCounts,
  average: Average,
  areGiven: boolean,
): number | undefined {
  const places = counts.support.length;
  if (places === 0) return undefined;
  if (average === 'micro') return figure(sum(counts.support), sum(counts.named), sum(counts.matched));
  let total = 0;
  let weights = 0;
  for (let place = 0; place < places; place++) {
    const support = counts.support[place] ?? 0;
    const isThere = areGiven || support > 0 || (counts.named[place] ?? 0) > 0;
    const weight = average === 'macro' ? Number(isThere) : support;
    total += weight * figureAt(figure, counts, place);
    weights += weight;
  }
  return share(total, weights);
}

/** Mean recall of the labels that references have; a reference that is none of the labels is a class nobody names. */
export function balancedAccuracyOf(counts: LabelCounts): number | undefined {
  const isOther = counts.total > sum(counts.support);
  let recalls = 0;
  let classes = isOther ? 1 : 0;
  for (const [place, support] of counts.support.entries()) {
    if (support === 0) continue;
    recalls += figureAt(recallOf, counts, place);
    classes++;
  }
  return classes === 0 ? undefined : recalls / classes;
}

/** Matthews' correlation of several classes (Gorodkin 2004); 0 where one side has one class only. */
export function matthewsOf(counts: LabelCounts): number | undefined {
  const { total } = counts;
  if (total === 0) return undefined;
  const { agreement, truth, named } = products(counts);
  const spread = (total ** 2 - truth) * (total ** 2 - named);
  return spread === 0 ? 0 : (sum(counts.matched) * total - agreement) / Math.sqrt(spread);
}

/** Cohen's kappa; undefined where both sides have the same one class only. */
export function kappaOf(counts: LabelCounts): number | undefined {
  const { total } = counts;
  const byChance = products(counts).agreement / total ** 2;
  return total === 0 || byChance === 1 ? undefined : (sum(counts.matched) / total - byChance) / (1 - byChance);
}

/** Sums of products over the classes; references and answers without a label are a class of their own on each side. */
function products(counts: LabelCounts): { agreement: number; truth: number; named: number } {
  const { total, support, named } = counts;
  let agreement = 0;
  let truths = (total - sum(support)) ** 2;
  let nameds = (total - sum(named)) ** 2;
  for (let place = 0; place < support.length; place++) {
    const there = support[place] ?? 0;
    const said = named[place] ?? 0;
    agreement += there * said;
    truths += there ** 2;
    nameds += said ** 2;
  }
  return { agreement, truth: truths, named: nameds };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
