import * as vscode from 'vscode';
import type { SamplePage } from '../core/compare/results';
import type { SampleSelection } from '../node/datasetStore';
import { setContext } from './contextKeys';
import { DatasetListing } from './datasetListing';
import { treeItemOf, type DatasetNode, type DatasetTreeNode, type GroupNode, type MessageNode } from './datasetNodes';
import type { DatasetEntry } from './datasetSearch';
import type { DatasetView, DatasetViews } from './datasetViews';
import { importHint, importOffer } from './importOutputsHint';
import { sentenceOf } from './log';
import type { OpenDataset } from './openDataset';
import { Throttle } from './pacing';
import type { Project } from './project';
import type { Projects } from './projects';
import { readAsHint, readAsOffer } from './readAsHint';
import { TreeTicks } from './treeTicks';

const REFRESH_MS = 500;
/** So many datasets are opened without being asked, for their number of samples; the others when they are looked at. */
const OPENED_AT_ONCE = 8;
const SMALL_BYTES = 64 * 1024 * 1024;

/** The Datasets view: datasets, groups by outcome or by a metadata field, ranges where a list is long, samples; check boxes on all of them. */
export class DatasetTree implements vscode.TreeDataProvider<DatasetTreeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<DatasetTreeNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly nodes = new Map<string, DatasetNode>();
  private readonly listing: DatasetListing;
  private readonly ticks: TreeTicks;
  private readonly stale = new Set<string>();
  private readonly failures = new Map<string, string>();
  private readonly refreshing = new Throttle(REFRESH_MS, () => this.refreshStale());
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly projects: Projects,
    private readonly views: DatasetViews,
  ) {
    this.listing = new DatasetListing(views, (dataset) => {
      const { groupBy } = views.of(dataset.uri);
      return [...new Set([...this.ticks.of(dataset.uri).fields, ...(groupBy === undefined ? [] : [groupBy])])];
    });
    this.ticks = new TreeTicks(projects, views, this.listing);
    setContext('tuningFork.filtered', views.filtered);
    this.disposables = [
      this.changed,
      this.refreshing,
      projects.onDidChange(() => this.changed.fire(undefined)),
      projects.onDidChangeDataset((dataset) => {
        this.stale.add(dataset.uri.toString());
        this.refreshing.trigger();
      }),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  viewOf(dataset: vscode.Uri): DatasetView {
    return this.views.of(dataset);
  }

  /** Shows a dataset in another way. */
  show(dataset: vscode.Uri, change: Partial<DatasetView>): void {
    this.views.set(dataset, { ...this.views.of(dataset), ...change });
    this.viewsChanged();
  }

  /** Groups a dataset by a metadata field; by outcome again without one. */
  groupBy(dataset: vscode.Uri, field: string | undefined): void {
    const { filter } = this.views.of(dataset);
    this.views.set(dataset, { filter, ...(field !== undefined && { groupBy: field }) });
    this.viewsChanged();
  }

  /** Shows all samples of all datasets. */
  clearFilters(): void {
    this.views.clearFilters();
    this.viewsChanged();
  }

  /** What a run of this dataset takes: what is ticked, or all when nothing is. */
  selectionOf(dataset: OpenDataset): Promise<SampleSelection> {
    return this.ticks.selectionOf(dataset);
  }

  /** What a run of an item takes: the item's own samples. */
  async selectionIn(node: DatasetTreeNode): Promise<SampleSelection | undefined> {
    if (node.kind === 'sample') return { kind: 'ids', ids: [node.item.id] };
    if (node.kind !== 'group' && node.kind !== 'range') return undefined;
    const { outcome } = node.scope;
    if (node.kind === 'group' && outcome !== undefined && this.views.of(node.dataset.uri).filter === '') {
      return { kind: 'outcome', outcome };
    }
    return { kind: 'ids', ids: (await this.ticks.samplesIn(node)).map(({ id }) => id) };
  }

  clearTicks(): void {
    this.ticks.clear();
    this.changed.fire(undefined);
  }

  /** Takes what the user has ticked and unticked. */
  async setTicks(changes: readonly (readonly [DatasetTreeNode, vscode.TreeItemCheckboxState])[]): Promise<void> {
    await this.ticks.set(changes);
    this.changed.fire(undefined);
  }

  async getTreeItem(node: DatasetTreeNode): Promise<vscode.TreeItem> {
    const uri = node.kind === 'dataset' ? node.entry.uri : undefined;
    const item = treeItemOf(node, uri && this.projects.peek(uri)?.info, uri && this.views.of(uri));
    const ticked = await this.ticks.isTicked(node);
    if (ticked !== undefined) {
      item.checkboxState = ticked ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked;
    }
    return item;
  }

  async getChildren(node?: DatasetTreeNode): Promise<DatasetTreeNode[]> {
    if (!node) return this.roots();
    switch (node.kind) {
      case 'folder':
        return this.datasetsOf(node.project);
      case 'dataset':
        return this.childrenOf(node.entry);
      case 'group':
        return this.listing.groupOf(node.dataset, node.scope, node.count);
      case 'range':
        return this.listing.nodesOf(node.dataset, node.group, node.start, node.count);
      default:
        return [];
    }
  }

  private viewsChanged(): void {
    setContext('tuningFork.filtered', this.views.filtered);
    this.ticks.filterChanged();
    this.changed.fire(undefined);
  }

  private async roots(): Promise<DatasetTreeNode[]> {
    await this.projects.ready;
    const several = this.projects.all.length > 1;
    if (several) return this.projects.all.map((project) => ({ kind: 'folder', project }));
    return this.projects.all.flatMap((project) => this.datasetsOf(project));
  }

  private datasetsOf(project: Project): DatasetNode[] {
    const only = project.datasets.length === 1;
    project.datasets.slice(0, OPENED_AT_ONCE).forEach((entry) => void this.openSmall(entry));
    return project.datasets.map((entry) => {
      const key = entry.uri.toString();
      const known = this.nodes.get(key);
      const node: DatasetNode = known?.entry === entry ? known : { kind: 'dataset', entry, expanded: only };
      this.nodes.set(key, node);
      return node;
    });
  }

  /** Opens a dataset for its number of samples, unless reading it is work. */
  private async openSmall(entry: DatasetEntry): Promise<void> {
    if (this.projects.peek(entry.uri) || this.failures.has(entry.uri.toString())) return;
    try {
      if ((await vscode.workspace.fs.stat(entry.uri)).size <= SMALL_BYTES) await this.projects.open(entry);
    } catch (error) {
      this.failures.set(entry.uri.toString(), sentenceOf(error));
    }
  }

  private async childrenOf(entry: DatasetEntry): Promise<DatasetTreeNode[]> {
    try {
      const dataset = await this.projects.open(entry);
      const { error } = dataset.info;
      if (error !== undefined) return [warning(error), ...readAsOffer(entry)];
      const hints = [...readAsHint(entry, dataset.info), ...(await importHint(entry, dataset))];
      return [...hints, ...(await this.groupsOf(dataset))];
    } catch (error) {
      return [warning(sentenceOf(error)), ...readAsOffer(entry), ...importOffer(entry, error)];
    }
  }

  /** The groups of a dataset, or its samples where there is nothing to group by; what goes on or is missing, as a message. */
  private async groupsOf(dataset: OpenDataset): Promise<DatasetTreeNode[]> {
    const { filter, groupBy } = this.views.of(dataset.uri);
    const { outcomes } = dataset.info.summary;
    const hasResults = Object.entries(outcomes).some(([outcome, count]) => outcome !== 'not-run' && count > 0);
    const sort = hasResults ? 'outcome' : 'line';
    const { total, groups, searching } = await dataset.store.list({
      text: filter,
      outcomes: [],
      sort,
      offset: 0,
      limit: 0,
    });
    const messages = searching ? [progress(searching)] : [];
    if (total === 0 && searching) return messages;
    if (total === 0) return [info(filter ? 'No sample matches the filter.' : 'The file holds no samples.')];
    if (groupBy !== undefined) return [...(await this.slicesOf(dataset, groupBy, filter)), ...messages];
    if (!hasResults) return [...(await this.listing.nodesOf(dataset, {}, 0, total)), ...messages];
    const nodes = groups.map(({ outcome, count }): GroupNode => ({
      kind: 'group',
      dataset,
      scope: { outcome },
      count,
    }));
    return [...nodes, ...messages];
  }

  private async slicesOf(dataset: OpenDataset, field: string, text: string): Promise<DatasetTreeNode[]> {
    const { slices, overlap } = await dataset.store.slices({ field, text });
    return slices.map(({ value, samples, broken }): GroupNode => {
      const slice = { field, overlap, ...(value !== undefined && { value }) };
      return { kind: 'group', dataset, scope: { slice }, count: samples, broken };
    });
  }

  private refreshStale(): void {
    const nodes = [...this.stale].map((key) => this.nodes.get(key));
    this.stale.clear();
    for (const node of nodes) if (node) this.changed.fire(node);
  }
}

function warning(text: string): MessageNode {
  return { kind: 'message', text, icon: 'warning' };
}

function info(text: string): MessageNode {
  return { kind: 'message', text, icon: 'info' };
}

/** How far a search is; the worker tells of each change. */
function progress({ rows, of }: NonNullable<SamplePage['searching']>): MessageNode {
  return { kind: 'message', text: `Searching… ${Math.floor((100 * rows) / Math.max(1, of))} %`, icon: 'loading~spin' };
}
