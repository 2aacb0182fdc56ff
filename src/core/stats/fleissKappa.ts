/**
 * Fleiss' kappa: the agreement of several raters beyond chance, at most 1. Equal to statsmodels' `fleiss_kappa`.
 * @param counts row: an item, column: how many raters gave it that label; every item has the same number of raters, two
 *   at least
 * @returns undefined when there is no chance of disagreement: no items, or one label only
 */
export function fleissKappa(counts: readonly (readonly number[])[]): number | undefined {
  const raters = (counts[0] ?? []).reduce((sum, count) => sum + count, 0);
  const ratings = counts.length * raters;
  const labels = new Map<number, number>();
  let agreeing = 0;
  for (const row of counts) {
    for (const [label, count] of row.entries()) {
      labels.set(label, (labels.get(label) ?? 0) + count);
      agreeing += count * (count - 1);
    }
  }
  const seen = agreeing / (ratings * (raters - 1));
  const byChance = [...labels.values()].reduce((sum, count) => sum + (count / ratings) ** 2, 0);
  return ratings > 0 && byChance < 1 ? (seen - byChance) / (1 - byChance) : undefined;
}
