/**
 * p-values of several tests, adjusted so that the chance of any false claim among them is kept: S. Holm, Scandinavian
 * Journal of Statistics 6 (1979). In the order given. Equal to statsmodels' `multipletests(method='holm')`.
 */
export function holm(values: readonly number[]): number[] {
  let greatest = 0;
  return adjust(values, ascending(values), (p, place) => {
    greatest = Math.max(greatest, Math.min(1, p * (values.length - place)));
    return greatest;
  });
}

/**
 * p-values of several tests, adjusted so that the share of false claims among the claims is kept: Y. Benjamini and
 * Y. Hochberg, JRSS B 57 (1995). In the order given. Equal to statsmodels' `multipletests(method='fdr_bh')`.
 */
export function benjaminiHochberg(values: readonly number[]): number[] {
  let least = 1;
  return adjust(values, ascending(values).reverse(), (p, place) => {
    least = Math.min(least, p * (values.length / (values.length - place)));
    return least;
  });
}

function ascending(values: readonly number[]): number[] {
  return values.map((_, at) => at).sort((left, right) => (values[left] ?? 0) - (values[right] ?? 0));
}

/** Goes through the values in that order. */
function adjust(
  values: readonly number[],
  order: readonly number[],
  one: (p: number, place: number) => number,
): number[] {
  const adjusted = [...values];
  for (const [place, at] of order.entries()) adjusted[at] = one(values[at] ?? NaN, place);
  return adjusted;
}
