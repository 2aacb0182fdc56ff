/** Samples that belong together, such as questions about the same document: they are drawn and exchanged together. */
export interface Clusters {
  readonly count: number;
  /** Sample → its cluster, from 0 to `count` − 1. */
  readonly of: Uint32Array;
}

/** Clusters by the value of a field; a sample without one (undefined) is a cluster of its own. */
export function clustersBy(values: readonly (string | number | undefined)[]): Clusters {
  const ids = new Map<string | number, number>();
  let count = 0;
  const of = Uint32Array.from(values, (value) => {
    const known = value === undefined ? undefined : ids.get(value);
    if (known !== undefined) return known;
    if (value !== undefined) ids.set(value, count);
    return count++;
  });
  return { count, of };
}

/** The samples of each cluster, one cluster after the other; those of cluster c are from `starts[c]` to `starts[c + 1]`. */
export function membersOf({ count, of }: Clusters): { readonly starts: Uint32Array; readonly members: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (const cluster of of) starts[cluster + 1] = (starts[cluster + 1] ?? 0) + 1;
  for (let cluster = 0; cluster < count; cluster++)
    starts[cluster + 1] = (starts[cluster + 1] ?? 0) + (starts[cluster] ?? 0);
  const next = starts.slice();
  const members = new Uint32Array(of.length);
  for (const [sample, cluster] of of.entries()) {
    const at = next[cluster] ?? 0;
    members[at] = sample;
    next[cluster] = at + 1;
  }
  return { starts, members };
}
