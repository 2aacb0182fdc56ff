import type { SampleListItem, SampleQuery } from '../core/compare/results';
import type { PageQuery } from '../node/datasetStore';
import type { DatasetTreeNode, RangeNode, SampleNode } from './datasetNodes';
import type { DatasetViews } from './datasetViews';
import type { OpenDataset } from './openDataset';
import { RANGE, rangeLength } from './ranges';
import type { Scope } from './ticks';

/** Samples fetched at once where many are gone through. */
const PAGE = 1000;

/** The lists of the Datasets view: filtered as the user wants, and cut into ranges where they are long. */
export class DatasetListing {
  /** @param fieldsOf the metadata fields whose labels the items of a dataset must carry */
  constructor(
    private readonly views: DatasetViews,
    private readonly fieldsOf: (dataset: OpenDataset) => readonly string[],
  ) {}

  /** Positions of a group (or of the whole dataset) as samples, or as ranges where they are many. */
  async nodesOf(dataset: OpenDataset, group: Scope, start: number, count: number): Promise<DatasetTreeNode[]> {
    if (count <= RANGE) return this.samples(dataset, this.queryOf(dataset, group), start, count);
    const length = rangeLength(count);
    const starts = Array.from({ length: Math.ceil(count / length) }, (_, index) => start + index * length);
    return Promise.all(
      starts.map(async (from): Promise<RangeNode> => {
        const size = Math.min(length, start + count - from);
        const scope = await this.scopeOf(dataset, group, from, size);
        return { kind: 'range', dataset, group, start: from, count: size, scope };
      }),
    );
  }

  /** All of a short group: what broke comes first. */
  async groupOf(dataset: OpenDataset, group: Scope, count: number): Promise<DatasetTreeNode[]> {
    if (count > RANGE) return this.nodesOf(dataset, group, 0, count);
    return this.samples(dataset, { ...this.queryOf(dataset, group), sort: 'outcome' }, 0, count);
  }

  /** The usable samples under an item, a page at a time; waits for the end of a search. */
  async *itemsIn(dataset: OpenDataset, group: Scope, start = 0, count = Infinity): AsyncGenerator<SampleListItem> {
    yield* this.items(dataset, this.queryOf(dataset, group), start, count);
  }

  /** The usable samples of a dataset, the filter put aside. */
  async *allItems(dataset: OpenDataset): AsyncGenerator<SampleListItem> {
    yield* this.items(dataset, { text: '', outcomes: [], sort: 'line' }, 0, Infinity);
  }

  private queryOf(dataset: OpenDataset, { outcome, slice }: Scope): SampleQuery {
    const text = this.views.of(dataset.uri).filter;
    const { field, value } = slice ?? {};
    return {
      text,
      outcomes: outcome ? [outcome] : [],
      ...(field !== undefined && { slice: { field, ...(value !== undefined && { value }) } }),
      sort: 'line',
    };
  }

  private page(dataset: OpenDataset, query: SampleQuery, offset: number, limit: number): PageQuery {
    const fields = this.fieldsOf(dataset);
    return { ...query, offset, limit, ...(fields.length > 0 && { fields }) };
  }

  private async samples(dataset: OpenDataset, query: SampleQuery, start: number, count: number): Promise<SampleNode[]> {
    const { items } = await dataset.store.list(this.page(dataset, query, start, count));
    return items.map((item) => ({ kind: 'sample', dataset, ...(query.slice && { slice: query.slice }), item }));
  }

  private async *items(
    dataset: OpenDataset,
    query: SampleQuery,
    start: number,
    count: number,
  ): AsyncGenerator<SampleListItem> {
    for (let offset = start; ;) {
      const limit = Math.min(PAGE, start + count - offset);
      if (limit <= 0) return;
      const { total, items, searching } = await dataset.store.list(this.page(dataset, query, offset, limit));
      // What was found so far is not all of it. The worker answers with more only after a while.
      if (searching) continue;
      yield* items.filter(({ bad }) => bad === undefined);
      offset += limit;
      if (offset >= total) return;
    }
  }

  /** The rows that a range covers. In file order, positions are rows; within a group they have to be asked for. */
  private async scopeOf(dataset: OpenDataset, group: Scope, start: number, count: number): Promise<Scope> {
    const query = this.queryOf(dataset, group);
    if (query.text === '' && !query.slice && query.outcomes.length === 0) return { rows: [start, start + count - 1] };
    const at = async (offset: number): Promise<number> =>
      (await dataset.store.list({ ...query, offset, limit: 1 })).items[0]?.row ?? offset;
    return { ...group, rows: [await at(start), await at(start + count - 1)] };
  }
}
