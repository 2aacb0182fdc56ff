import type { PairedScores } from '../compare/pairedScores';
import { confusionOf, type Confusion } from '../metric/classification/confusion';
import type { ConfusionComparison } from './report';

/** Which labels were taken for which, by the first metric that tells labels apart; undefined when none does. */
export function compareConfusion(pairs: readonly PairedScores[]): ConfusionComparison | undefined {
  for (const { metric, slots, base, tuned } of pairs) {
    const confusion = (statistics: readonly unknown[] = []): Confusion | undefined =>
      confusionOf(
        metric,
        Array.from(slots, (slot) => statistics[slot]),
      );
    const [ofBase, ofTuned] = [confusion(base.statistics), confusion(tuned.statistics)];
    // Both were asked for the same labels: those of the references.
    if (ofBase?.matrix && ofTuned?.matrix && ofBase.labels.join('\n') === ofTuned.labels.join('\n')) {
      return { labels: ofBase.labels, counts: { base: ofBase.matrix, tuned: ofTuned.matrix } };
    }
  }
  return undefined;
}
