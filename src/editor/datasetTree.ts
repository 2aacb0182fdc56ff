import * as vscode from 'vscode';
import type { Outcome } from '../core/compare/outcome';
import type { SampleQuery } from '../core/compare/results';
import type { SampleSelection } from '../node/datasetStore';
import { setContext } from './contextKeys';
import { treeItemOf, type DatasetNode, type DatasetTreeNode, type RangeNode } from './datasetNodes';
import type { DatasetEntry } from './datasetSearch';
import { sentenceOf } from './log';
import type { OpenDataset } from './openDataset';
import { Throttle } from './pacing';
import type { Project } from './project';
import type { Projects } from './projects';
import { RANGE, rangeLength } from './ranges';
import { Ticks, type Scope, type Tickable } from './ticks';

const REFRESH_MS = 500;
/** So many datasets are opened without being asked, for their number of samples; the others when they are looked at. */
const OPENED_AT_ONCE = 8;
const SMALL_BYTES = 64 * 1024 * 1024;
const PAGE = 1000;

/** The Datasets view: datasets, outcome groups, ranges where a list is long, samples; check boxes on all of them. */
export class DatasetTree implements vscode.TreeDataProvider<DatasetTreeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<DatasetTreeNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly nodes = new Map<string, DatasetNode>();
  private readonly ticks = new Map<string, Ticks>();
  private readonly ticksUnderFilter = new Set<string>();
  private readonly stale = new Set<string>();
  private readonly failures = new Map<string, string>();
  private readonly refreshing = new Throttle(REFRESH_MS, () => this.refreshStale());
  private readonly disposables: vscode.Disposable[];
  private filterText = '';

  constructor(private readonly projects: Projects) {
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

  /** The words that samples must hold to be shown; empty for all. */
  get filter(): string {
    return this.filterText;
  }

  set filter(text: string) {
    this.filterText = text.trim();
    this.ticksUnderFilter.clear();
    setContext('tuningFork.filtered', this.filterText !== '');
    this.changed.fire(undefined);
  }

  /** What a run of this dataset takes: what is ticked, or all when nothing is. */
  async selectionOf(dataset: OpenDataset): Promise<SampleSelection> {
    const ticks = this.ticksOf(dataset);
    if (ticks.selection) return ticks.selection;
    const ids: string[] = [];
    for await (const item of this.items(dataset, { text: '', outcomes: [], sort: 'line' })) {
      if (ticks.isTicked(item)) ids.push(item.id);
    }
    return { kind: 'ids', ids };
  }

  /** What a run of an item takes: the item's own samples. */
  async selectionIn(node: DatasetTreeNode): Promise<SampleSelection | undefined> {
    if (node.kind === 'sample') return { kind: 'ids', ids: [node.item.id] };
    if (node.kind === 'group' && this.filterText === '') return { kind: 'outcome', outcome: node.outcome };
    if (node.kind !== 'group' && node.kind !== 'range') return undefined;
    return { kind: 'ids', ids: (await this.samplesIn(node)).map(({ id }) => id) };
  }

  clearTicks(): void {
    this.ticks.clear();
    this.ticksUnderFilter.clear();
    this.ticksChanged();
  }

  /** Takes what the user has ticked and unticked. */
  async setTicks(changes: readonly (readonly [DatasetTreeNode, vscode.TreeItemCheckboxState])[]): Promise<void> {
    for (const [node, state] of changes) await this.setTick(node, state === vscode.TreeItemCheckboxState.Checked);
    this.ticksChanged();
  }

  getTreeItem(node: DatasetTreeNode): vscode.TreeItem {
    const open = node.kind === 'dataset' ? this.projects.peek(node.entry.uri) : undefined;
    const item = treeItemOf(node, open?.info);
    const ticked = this.isTicked(node);
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
        return this.slice(node.dataset, node.outcome, 0, node.count);
      case 'range':
        return this.slice(node.dataset, node.outcome, node.start, node.count);
      default:
        return [];
    }
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
    let dataset: OpenDataset;
    try {
      dataset = await this.projects.open(entry);
    } catch (error) {
      return [{ kind: 'message', text: sentenceOf(error), icon: 'warning' }];
    }
    const { error, summary } = dataset.info;
    if (error !== undefined) return [{ kind: 'message', text: error, icon: 'warning' }];
    const hasResults = Object.entries(summary.outcomes).some(([outcome, count]) => outcome !== 'not-run' && count > 0);
    const query = { text: this.filterText, outcomes: [], offset: 0, limit: 0 } as const;
    const { total, groups } = await dataset.store.list({ ...query, sort: hasResults ? 'outcome' : 'line' });
    if (total === 0) {
      const text = this.filterText ? 'No sample matches the filter.' : 'The file holds no samples.';
      return [{ kind: 'message', text, icon: 'info' }];
    }
    if (!hasResults) return this.slice(dataset, undefined, 0, total);
    return groups.map(({ outcome, count }) => ({ kind: 'group', dataset, outcome, count }));
  }

  /** Positions of a list as samples, or as ranges where they are many. */
  private async slice(
    dataset: OpenDataset,
    outcome: Outcome | undefined,
    start: number,
    count: number,
  ): Promise<DatasetTreeNode[]> {
    const query = this.query(outcome);
    if (count <= RANGE) {
      const { items } = await dataset.store.list({ ...query, offset: start, limit: count });
      return items.map((item) => ({ kind: 'sample', dataset, item }));
    }
    const length = rangeLength(count);
    const starts = Array.from({ length: Math.ceil(count / length) }, (_, index) => start + index * length);
    return Promise.all(
      starts.map(async (from): Promise<RangeNode> => {
        const size = Math.min(length, start + count - from);
        const scope = await this.scopeOf(dataset, outcome, from, size);
        return { kind: 'range', dataset, ...(outcome && { outcome }), start: from, count: size, scope };
      }),
    );
  }

  /** The rows that a range covers. In file order, positions are rows; within an outcome they have to be asked for. */
  private async scopeOf(
    dataset: OpenDataset,
    outcome: Outcome | undefined,
    start: number,
    count: number,
  ): Promise<Scope> {
    if (outcome === undefined && this.filterText === '') return { rows: [start, start + count - 1] };
    const at = async (offset: number): Promise<number> =>
      (await dataset.store.list({ ...this.query(outcome), offset, limit: 1 })).items[0]?.row ?? offset;
    const rows = [await at(start), await at(start + count - 1)] as const;
    return outcome === undefined ? { rows } : { outcome, rows };
  }

  private query(outcome: Outcome | undefined): SampleQuery {
    return { text: this.filterText, outcomes: outcome ? [outcome] : [], sort: 'line' };
  }

  private async *items(
    dataset: OpenDataset,
    query: SampleQuery,
    start = 0,
    count = Infinity,
  ): AsyncGenerator<Tickable> {
    for (let offset = start; ; offset += PAGE) {
      const limit = Math.min(PAGE, start + count - offset);
      if (limit <= 0) return;
      const { total, items } = await dataset.store.list({ ...query, offset, limit });
      yield* items.filter(({ bad }) => bad === undefined);
      if (offset + limit >= total) return;
    }
  }

  private async samplesIn(node: DatasetTreeNode): Promise<Tickable[]> {
    if (node.kind !== 'group' && node.kind !== 'range' && node.kind !== 'dataset') return [];
    const dataset = node.kind === 'dataset' ? await this.projects.open(node.entry) : node.dataset;
    const query = this.query(node.kind === 'dataset' ? undefined : node.outcome);
    const [start, count] = node.kind === 'range' ? [node.start, node.count] : [0, Infinity];
    const samples: Tickable[] = [];
    for await (const item of this.items(dataset, query, start, count)) samples.push(item);
    return samples;
  }

  private async setTick(node: DatasetTreeNode, ticked: boolean): Promise<void> {
    const ticks = this.ticksOf(node);
    if (node.kind === 'sample') {
      if (node.item.bad === undefined) ticks.setSample(node.item, ticked);
      if (!ticked) this.ticksUnderFilter.clear();
    } else if (this.filterText === '') {
      const scope = scopeIn(node);
      if (scope) ticks.setScope(scope, ticked);
    } else {
      // What the filter hides stays as it is, so the samples are ticked one by one.
      for (const sample of await this.samplesIn(node)) ticks.setSample(sample, ticked);
      const id = treeItemOf(node).id ?? '';
      if (ticked) this.ticksUnderFilter.add(id);
      else this.ticksUnderFilter.clear();
    }
  }

  /** Undefined for items without a check box. */
  private isTicked(node: DatasetTreeNode): boolean | undefined {
    if (node.kind === 'message' || node.kind === 'folder') return undefined;
    if (node.kind === 'sample') return node.item.bad === undefined ? this.ticksOf(node).isTicked(node.item) : undefined;
    if (this.filterText !== '' && this.ticksUnderFilter.has(treeItemOf(node).id ?? '')) return true;
    const scope = scopeIn(node);
    return scope && this.ticksOf(node).isScopeTicked(scope);
  }

  private ticksOf(of: DatasetTreeNode | OpenDataset): Ticks {
    let key = '';
    if ('store' in of) key = of.uri.toString();
    else if (of.kind === 'dataset') key = of.entry.uri.toString();
    else if ('dataset' in of) key = of.dataset.uri.toString();
    let ticks = this.ticks.get(key);
    if (!ticks) this.ticks.set(key, (ticks = new Ticks()));
    return ticks;
  }

  private ticksChanged(): void {
    setContext(
      'tuningFork.ticked',
      [...this.ticks.values()].some((ticks) => ticks.any),
    );
    this.changed.fire(undefined);
  }

  private refreshStale(): void {
    const nodes = [...this.stale].map((key) => this.nodes.get(key));
    this.stale.clear();
    for (const node of nodes) if (node) this.changed.fire(node);
  }
}

function scopeIn(node: DatasetTreeNode): Scope | undefined {
  if (node.kind === 'dataset') return {};
  if (node.kind === 'group') return { outcome: node.outcome };
  return node.kind === 'range' ? node.scope : undefined;
}
