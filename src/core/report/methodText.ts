import type { Bootstrap } from '../stats/bootstrap';
import type { Permutation } from '../stats/permutation';

/** How an interval came about: `paired bootstrap, BCa, 10,000 resamples`. */
export function describeBootstrap({ method, resamples }: Bootstrap, isClustered: boolean): string {
  const name = method === 'bca' ? 'BCa' : 'percentile';
  return `paired bootstrap${ofClusters(isClustered)}, ${name}, ${count(resamples)} resamples`;
}

/** How a p-value came about: `paired permutation, 9,999 draws`. */
export function describePermutation({ method, permutations }: Permutation, isClustered: boolean): string {
  const ways = method === 'exact' ? 'exact' : `${count(permutations)} draws`;
  return `paired permutation${ofClusters(isClustered)}, ${ways}`;
}

function ofClusters(isClustered: boolean): string {
  return isClustered ? ' of clusters' : '';
}

function count(value: number): string {
  return value.toLocaleString('en');
}
