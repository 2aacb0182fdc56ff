import { listItem } from '../core/compare/resultListItem';
import type { RowOrder } from '../core/compare/resultOrder';
import { takeOutcomeTerms } from '../core/compare/outcomeTerms';
import { parseSearch } from '../core/compare/resultQuery';
import type { SampleListItem, SamplePage, SampleQuery } from '../core/compare/results';
import type { DatasetFile } from './datasetFile';
import type { DatasetResults } from './datasetResults';
import type { DatasetSlices } from './datasetSlices';
import type { NoteMark, PageQuery, SampleSelection } from './datasetStore';

const NOTHING: RowOrder = { rows: new Int32Array(0), groups: [] };

/** What lists are made of. */
interface ListSources {
  readonly file: DatasetFile;
  readonly results: DatasetResults;
  readonly marks: ReadonlyMap<string, NoteMark>;
}

/** Pages of lists and selections. An order is kept until the results change, a search until rows or notes do. */
export class DatasetLists {
  private order: { readonly key: string; readonly revision: number; readonly order: RowOrder } | undefined;
  private search: { readonly text: string; readonly stamp: string; readonly found: Uint8Array } | undefined;
  private selected: { readonly key: string; readonly revision: number; readonly rows: Int32Array } | undefined;

  constructor(private readonly slices: DatasetSlices) {}

  /** @param revision grows with every change of rows, results or notes */
  async page(sources: ListSources, revision: number, query: PageQuery, signal: AbortSignal): Promise<SamplePage> {
    const { file } = sources;
    const { rows, groups } = await this.orderOf(sources, revision, query, signal);
    const row = query.around === undefined ? undefined : file.rowOfId(query.around);
    const at = row === undefined ? -1 : rows.indexOf(row);
    const offset = at < 0 ? query.offset : at - (at % query.limit);
    const items = this.items(sources, [...rows.subarray(offset, offset + query.limit)], query.fields);
    return { total: rows.length, groups, offset, items };
  }

  /** Rows as lines of a list. */
  items(
    { file, results, marks }: ListSources,
    rows: readonly number[],
    fields?: PageQuery['fields'],
  ): SampleListItem[] {
    return rows.flatMap((number) => {
      const read = file.readRow(number);
      if (read === undefined) return [];
      const notes = read.kind === 'sample' ? (marks.get(read.id)?.count ?? 0) : 0;
      const change = results.book.change(number);
      return [listItem(read, { outcome: results.book.outcomeOf(number), change, notes }, fields)];
    });
  }

  /** The rows of a list, in its order. */
  async rows(sources: ListSources, revision: number, query: SampleQuery, signal: AbortSignal): Promise<Int32Array> {
    return (await this.orderOf(sources, revision, query, signal)).rows;
  }

  /** The rows of a selection in file order, bad ones left out. */
  selection({ file, results }: ListSources, revision: number, selection: SampleSelection): Int32Array {
    const key = selection.kind === 'ids' ? undefined : JSON.stringify(selection);
    if (key !== undefined && this.selected?.key === key && this.selected.revision === revision)
      return this.selected.rows;
    const rows = selectedRows(file, results, selection);
    if (key !== undefined) this.selected = { key, revision, rows };
    return rows;
  }

  private async orderOf(
    sources: ListSources,
    revision: number,
    { text, outcomes, slice, sort }: SampleQuery,
    signal: AbortSignal,
  ): Promise<RowOrder> {
    const key = JSON.stringify([text, outcomes, slice, sort]);
    if (this.order?.key === key && this.order.revision === revision) return this.order.order;
    const terms = takeOutcomeTerms(text);
    const wanted = terms.outcomes?.filter((outcome) => outcomes.length === 0 || outcomes.includes(outcome)) ?? outcomes;
    const { file, results } = sources;
    const found = await this.searchFor(sources, terms.text, signal);
    const isInSlice = slice && (await this.slices.rowsIn(file, slice, signal));
    const keep = (row: number): boolean =>
      (found === undefined || found[row] === 1) &&
      (isInSlice === undefined || isInSlice(row)) &&
      // Who asks for an outcome means samples.
      (terms.outcomes === undefined || !file.isBadRow(row));
    const isNone = terms.outcomes !== undefined && wanted.length === 0;
    const order = isNone ? NOTHING : results.book.order({ outcomes: wanted, sort }, keep);
    this.order = { key, revision, order };
    return order;
  }

  /** Which rows a search finds (1 at their place); undefined when there is nothing to search for. */
  private async searchFor(
    { file, marks }: ListSources,
    text: string,
    signal: AbortSignal,
  ): Promise<Uint8Array | undefined> {
    const matches = parseSearch(text);
    if (matches === undefined) return undefined;
    const noted = [...marks.values()].map(
      ({ sample, count, categories }) => `${sample} ${count} ${categories.join(' ')}`,
    );
    const stamp = JSON.stringify([file.sha256, file.rowCount, noted]);
    if (this.search?.text === text && this.search.stamp === stamp) return this.search.found;
    const found = new Uint8Array(file.rowCount);
    await file.forEachRow((row) => {
      if (row.kind === 'sample' && matches(row, marks.get(row.id))) found[row.row] = 1;
      return true;
    }, signal);
    this.search = { text, stamp, found };
    return found;
  }
}

function selectedRows(file: DatasetFile, results: DatasetResults, selection: SampleSelection): Int32Array {
  if (selection.kind === 'ids') {
    return Int32Array.from(
      selection.ids.flatMap((id) => {
        const row = file.rowOfId(id);
        return row === undefined ? [] : [row];
      }),
    ).sort();
  }
  const outcomes = selection.kind === 'outcome' ? [selection.outcome] : [];
  return results.book.order({ outcomes, sort: 'line' }).rows.filter((row) => !file.isBadRow(row));
}
