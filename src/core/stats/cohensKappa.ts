/** How much two labels differ: not weighted, by the steps between them, or by the square of those. */
export type KappaWeights = 'none' | 'linear' | 'quadratic';

/**
 * Cohen's kappa: the agreement of two raters beyond chance, at most 1. Equal to scikit-learn's `cohen_kappa_score`.
 * @param counts row: label by the first rater, column: by the second; for weights the labels must be in their order
 * @returns undefined when there is no chance of disagreement: no items, or one label only
 */
export function cohensKappa(
  counts: readonly (readonly number[])[],
  weights: KappaWeights = 'none',
): number | undefined {
  const rows = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = counts.map((_, label) => counts.reduce((sum, row) => sum + (row[label] ?? 0), 0));
  const items = rows.reduce((sum, count) => sum + count, 0);
  let [seen, expected] = [0, 0];
  for (const [first, row] of counts.entries()) {
    for (const [second, count] of row.entries()) {
      const weight = disagreement(first, second, weights);
      seen += weight * count;
      expected += (weight * (rows[first] ?? 0) * (columns[second] ?? 0)) / items;
    }
  }
  return expected > 0 ? 1 - seen / expected : undefined;
}

function disagreement(first: number, second: number, weights: KappaWeights): number {
  if (weights === 'none') return first === second ? 0 : 1;
  return weights === 'linear' ? Math.abs(first - second) : (first - second) ** 2;
}
