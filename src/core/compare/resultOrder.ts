import { OUTCOMES } from './outcome';
import type { OutcomeGroup, SampleQuery } from './results';

/** Rows in the order of a list. A page of it is `rows.subarray(offset, offset + limit)`. */
export interface RowOrder {
  readonly rows: Int32Array;
  /** Runs of rows with the same outcome; none unless sorted by outcome. */
  readonly groups: readonly OutcomeGroup[];
}

/** What rows are ordered by. */
export interface RowResults {
  /** Number of rows of the file. */
  readonly rows: number;
  /** Row → index into `OUTCOMES`; may be longer than the file. */
  readonly outcomes: Uint8Array;
  readonly change: (row: number) => number | undefined;
}

/**
 * Puts rows in the order of a list: by outcome (in the order of `OUTCOMES`, then by line), by line, or by change (worst
 * first, then by line; rows without a change last). Takes one pass over the rows and no object per row.
 */
export function orderRows(
  results: RowResults,
  query: Pick<SampleQuery, 'outcomes' | 'sort'>,
  keep: ((row: number) => boolean) | undefined,
): RowOrder {
  const wanted = OUTCOMES.map((outcome) => query.outcomes.length === 0 || query.outcomes.includes(outcome));
  const rows = new Int32Array(results.rows);
  let count = 0;
  for (let row = 0; row < results.rows; row++) {
    if (wanted[results.outcomes[row] ?? 0] === true && (!keep || keep(row))) rows[count++] = row;
  }
  const found = rows.subarray(0, count);
  if (query.sort === 'line') return { rows: found, groups: [] };
  if (query.sort === 'change') return { rows: byChange(found, results.change), groups: [] };
  return byOutcome(found, results.outcomes);
}

function byOutcome(rows: Int32Array, outcomes: Uint8Array): RowOrder {
  const counts = new Int32Array(OUTCOMES.length);
  for (const row of rows) {
    const outcome = outcomes[row] ?? 0;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  const groups: OutcomeGroup[] = [];
  const next = new Int32Array(OUTCOMES.length);
  let start = 0;
  for (const [index, outcome] of OUTCOMES.entries()) {
    const count = counts[index] ?? 0;
    next[index] = start;
    if (count > 0) groups.push({ outcome, start, count });
    start += count;
  }
  const ordered = new Int32Array(rows.length);
  for (const row of rows) {
    const outcome = outcomes[row] ?? 0;
    const at = next[outcome] ?? 0;
    next[outcome] = at + 1;
    ordered[at] = row;
  }
  return { rows: ordered, groups };
}

function byChange(rows: Int32Array, change: (row: number) => number | undefined): Int32Array {
  const changed: { readonly row: number; readonly change: number }[] = [];
  const ordered = new Int32Array(rows.length);
  let rest = 0;
  for (const row of rows) {
    const value = change(row);
    if (value === undefined) ordered[rest++] = row;
    else changed.push({ row, change: value });
  }
  changed.sort((a, b) => a.change - b.change || a.row - b.row);
  ordered.copyWithin(changed.length, 0, rest);
  for (const [at, { row }] of changed.entries()) ordered[at] = row;
  return ordered;
}
