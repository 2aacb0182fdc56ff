import { listItem } from '../core/compare/resultListItem';
import type { RowOrder } from '../core/compare/resultOrder';
import { takeOutcomeTerms } from '../core/compare/outcomeTerms';
import type { SampleListItem, SamplePage, SampleQuery } from '../core/compare/results';
import type { DatasetFile } from './datasetFile';
import type { DatasetResults } from './datasetResults';
import { DatasetSearches } from './datasetSearch';
import type { DatasetSlices } from './datasetSlices';
import type { NoteMark, PageQuery, SampleSelection } from './datasetStore';

const NOTHING: RowOrder = { rows: new Int32Array(0), groups: [] };

/** What lists are made of. */
interface ListSources {
  readonly file: DatasetFile;
  readonly results: DatasetResults;
  readonly marks: ReadonlyMap<string, NoteMark>;
}

/** Pages of lists and selections. An order is kept until the results change. */
export class DatasetLists {
  private order: { readonly key: string; readonly revision: number; readonly order: RowOrder } | undefined;
  private selected: { readonly key: string; readonly revision: number; readonly rows: Int32Array } | undefined;

  private readonly searches: DatasetSearches;

  /** @param onSearched told when a search of which a page was shown has come further */
  constructor(
    private readonly slices: DatasetSlices,
    onSearched: () => void,
  ) {
    this.searches = new DatasetSearches(onSearched);
  }

  /** @param revision grows with every change of rows, results or notes */
  async page(sources: ListSources, revision: number, query: PageQuery, signal: AbortSignal): Promise<SamplePage> {
    const { file } = sources;
    const { order, searching } = await this.orderOf(sources, revision, query, signal);
    const { rows, groups } = order;
    const row = query.around === undefined ? undefined : file.rowOfId(query.around);
    const at = row === undefined ? -1 : rows.indexOf(row);
    const offset = at < 0 ? query.offset : at - (at % query.limit);
    const items = this.items(sources, [...rows.subarray(offset, offset + query.limit)], query.fields);
    return { total: rows.length, groups, offset, items, ...(searching && { searching }) };
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

  /** The rows of a list, in its order; while a search goes on those that were found so far. */
  async rows(sources: ListSources, revision: number, query: SampleQuery, signal: AbortSignal): Promise<Int32Array> {
    return (await this.orderOf(sources, revision, query, signal)).order.rows;
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
  ): Promise<{ readonly order: RowOrder } & Pick<SamplePage, 'searching'>> {
    const { file, results } = sources;
    const terms = takeOutcomeTerms(text);
    const found = await this.searches.find(terms.text, sources, signal);
    const searching = found?.searched === undefined ? {} : { searching: { rows: found.searched, of: file.rowCount } };
    const key = JSON.stringify([text, outcomes, slice, sort, found?.count]);
    if (this.order?.key === key && this.order.revision === revision) return { order: this.order.order, ...searching };
    const wanted = terms.outcomes?.filter((outcome) => outcomes.length === 0 || outcomes.includes(outcome)) ?? outcomes;
    const isInSlice = slice && (await this.slices.rowsIn(file, slice, signal));
    const keep = (row: number): boolean =>
      (found === undefined || found.rows[row] === 1) &&
      (isInSlice === undefined || isInSlice(row)) &&
      // Who asks for an outcome means samples.
      (terms.outcomes === undefined || !file.isBadRow(row));
    const isNone = terms.outcomes !== undefined && wanted.length === 0;
    const order = isNone ? NOTHING : results.book.order({ outcomes: wanted, sort }, keep);
    this.order = { key, revision, order };
    return { order, ...searching };
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
