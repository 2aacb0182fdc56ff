import type * as vscode from 'vscode';

/** How a dataset is shown in the Datasets view. */
export interface DatasetView {
  /** What samples must match to be shown, as `parseSearch` reads it; empty for all. */
  readonly filter: string;
  /** The metadata field by which samples are grouped; by outcome when absent. */
  readonly groupBy?: string;
}

const KEY = 'tuningFork.datasetViews';
const PLAIN: DatasetView = { filter: '' };

/** The filter and the grouping of each dataset, kept with the workspace. */
export class DatasetViews {
  private views: Readonly<Record<string, DatasetView>>;

  constructor(private readonly state: vscode.Memento) {
    this.views = state.get<Record<string, DatasetView>>(KEY, {});
  }

  /** True when some dataset does not show all of its samples. */
  get filtered(): boolean {
    return Object.values(this.views).some(({ filter }) => filter !== '');
  }

  of(dataset: vscode.Uri): DatasetView {
    return this.views[dataset.toString()] ?? PLAIN;
  }

  set(dataset: vscode.Uri, view: DatasetView): void {
    const key = dataset.toString();
    const others = Object.entries(this.views).filter(([other]) => other !== key);
    const isPlain = view.filter === '' && view.groupBy === undefined;
    this.views = Object.fromEntries(isPlain ? others : [...others, [key, view]]);
    void this.state.update(KEY, this.views);
  }

  /** Shows all samples of every dataset; groupings stay. */
  clearFilters(): void {
    const grouped = Object.entries(this.views).filter(([, { groupBy }]) => groupBy !== undefined);
    this.views = Object.fromEntries(grouped.map(([key, view]) => [key, { ...view, filter: '' }]));
    void this.state.update(KEY, this.views);
  }
}
