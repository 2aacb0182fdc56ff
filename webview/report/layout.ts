/** How a table is sorted: by a column, from small to large when `ascending`. */
export interface Sort {
  readonly column: number;
  readonly ascending: boolean;
}

/** What a reader has arranged: sorted tables and open folds, by their keys. */
export interface Layout {
  readonly sorts: Map<string, Sort>;
  readonly open: Set<string>;
}

/** Reads what an earlier page left behind; what is not understood is dropped. */
export function readLayout(saved: unknown): Layout {
  const sorts = new Map<string, Sort>();
  for (const [key, sort] of Object.entries(recordOf(recordOf(saved)['sorts']))) {
    const { column, ascending } = recordOf(sort);
    if (typeof column === 'number' && typeof ascending === 'boolean') sorts.set(key, { column, ascending });
  }
  const open = recordOf(saved)['open'];
  return { sorts, open: new Set(Array.isArray(open) ? open.filter((key) => typeof key === 'string') : []) };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Sorts the rows of a table by what their cells hold; equal rows keep their order, and cells without a value stand last. */
export function sortTable(table: HTMLTableElement, { column, ascending }: Sort): void {
  const body = table.tBodies[0];
  if (!body) return;
  const rows = [...body.rows].map((row, at) => ({ row, at: Number((row.dataset['at'] ??= String(at))) }));
  rows.sort((a, b) => compare(a.row.cells[column], b.row.cells[column], ascending) || a.at - b.at);
  body.append(...rows.map(({ row }) => row));
  for (const [at, head] of [...(table.tHead?.rows[0]?.cells ?? [])].entries()) {
    if (at === column) head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    else head.removeAttribute('aria-sort');
  }
}

function compare(a: HTMLElement | undefined, b: HTMLElement | undefined, ascending: boolean): number {
  const [first, second] = [a, b].map((cell) => cell?.dataset['value'] ?? cell?.textContent ?? '');
  const [x, y] = [first, second].map(Number);
  const missing = (text: string | undefined): number => Number(text === 'NaN' || text === '');
  const last = missing(first) - missing(second);
  if (last !== 0) return last;
  const order =
    Number.isNaN(x) || Number.isNaN(y) ? (first ?? '').localeCompare(second ?? '', 'en') : (x ?? 0) - (y ?? 0);
  return ascending ? order : -order;
}
