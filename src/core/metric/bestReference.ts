/**
 * The best score over the accepted answers, as the SQuAD script and `RougeScorer.score_multi` count several references.
 * Undefined without a reference, or where `score` applies to none of them.
 */
export function bestOver<Reference>(
  references: readonly Reference[],
  score: (reference: Reference) => number | undefined,
): number | undefined {
  let best: number | undefined;
  for (const reference of references) {
    const value = score(reference);
    if (value !== undefined && (best === undefined || value > best)) best = value;
  }
  return best;
}
