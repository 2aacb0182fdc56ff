import type { Metric } from '../metric';
import { metricFamily, plainMetric, type MetricFamily } from '../metricFamily';
import { rankingOf, type Ranking } from './rankedItems';

const RANKING = { range: [0, 1], better: 'higher', needsReference: true, digits: 3 } as const;

/** How many of the first items count. */
const AT = { k: { kind: 'number', default: 10, min: 1, max: 10_000 } } as const;

/** 1 ÷ the place of the first relevant item; 0 when the answer has none. */
export const reciprocalRank: MetricFamily = plainMetric({
  ...RANKING,
  id: 'mrr',
  title: 'Mean reciprocal rank',
  follows: 'trec_eval recip_rank',
  score: scoreBy(({ gains }) => {
    const first = gains.findIndex((gain) => gain > 0);
    return first < 0 ? 0 : 1 / (first + 1);
  }),
});

/** Mean, over all that is relevant, of the precision at its place; 0 for what the answer does not name. */
export const averagePrecision: MetricFamily = plainMetric({
  ...RANKING,
  id: 'map',
  title: 'Mean average precision',
  follows: 'trec_eval map',
  score: scoreBy(({ gains, ideal }) => {
    let found = 0;
    let sum = 0;
    for (const [at, gain] of gains.entries()) if (gain > 0) sum += ++found / (at + 1);
    return sum / ideal.length;
  }),
});

/** Gains, each divided by log₂(place + 1), as a share of those of the best possible ranking. */
export const discountedGain: MetricFamily = metricFamily('ndcg', AT, ({ k }) => ({
  ...RANKING,
  title: `nDCG@${k}`,
  follows: `trec_eval ndcg_cut.${k}: gains as they are, discount log₂(place + 1)`,
  score: scoreBy(({ gains, ideal }) => {
    const largest = ideal[0] ?? 1;
    return discounted(gains.slice(0, k), largest) / discounted(ideal.slice(0, k), largest);
  }),
}));

/** 1 when a relevant item is among the first k, else 0. */
export const hitRate: MetricFamily = metricFamily('hit', AT, ({ k }) => ({
  ...RANKING,
  title: `Hit@${k}`,
  follows: `trec_eval success.${k}`,
  rightAt: 1,
  digits: 2,
  score: scoreBy(({ gains }) => (gains.slice(0, k).some((gain) => gain > 0) ? 1 : 0)),
}));

/** Share of all that is relevant among the first k. */
export const recallAt: MetricFamily = metricFamily('recall-at', AT, ({ k }) => ({
  ...RANKING,
  title: `Recall@${k}`,
  follows: `trec_eval recall.${k}`,
  score: scoreBy(({ gains, ideal }) => gains.slice(0, k).filter((gain) => gain > 0).length / ideal.length),
}));

function scoreBy(score: (ranking: Ranking) => number): Metric['score'] {
  return (input) => {
    const ranking = rankingOf(input);
    return ranking && score(ranking);
  };
}

/** In units of the largest gain, so that sums of huge ones are finite. */
function discounted(gains: readonly number[], largest: number): number {
  return gains.reduce((sum, gain, at) => sum + gain / largest / Math.log2(at + 2), 0);
}
