import * as vscode from 'vscode';
import type { SampleSelection } from '../node/datasetStore';
import { setContext } from './contextKeys';
import type { DatasetListing } from './datasetListing';
import { treeItemOf, type DatasetTreeNode } from './datasetNodes';
import type { DatasetViews } from './datasetViews';
import type { OpenDataset } from './openDataset';
import type { Projects } from './projects';
import { Ticks, type Scope, type Tickable } from './ticks';

/** Groups of at most this many samples are ticked when all of theirs are, however they came to be. */
const LOOKED_THROUGH = 1000;

/** The check boxes of the Datasets view. */
export class TreeTicks {
  private readonly ticks = new Map<string, Ticks>();
  /** Items that were ticked under a filter: what they show is ticked sample by sample, what the filter hides is not. */
  private readonly underFilter = new Set<string>();

  constructor(
    private readonly projects: Projects,
    private readonly views: DatasetViews,
    private readonly listing: DatasetListing,
  ) {}

  of(dataset: vscode.Uri): Ticks {
    const key = dataset.toString();
    let ticks = this.ticks.get(key);
    if (!ticks) this.ticks.set(key, (ticks = new Ticks()));
    return ticks;
  }

  /** What a run of this dataset takes: what is ticked, or all when nothing is. */
  async selectionOf(dataset: OpenDataset): Promise<SampleSelection> {
    const ticks = this.of(dataset.uri);
    if (ticks.selection) return ticks.selection;
    const ids: string[] = [];
    for await (const item of this.listing.allItems(dataset)) if (ticks.isTicked(item)) ids.push(item.id);
    return { kind: 'ids', ids };
  }

  /** The usable samples under an item, as they are shown. */
  async samplesIn(node: DatasetTreeNode): Promise<Tickable[]> {
    const place = await this.placeOf(node);
    if (!place) return [];
    const { dataset, group, start, count } = place;
    const samples: Tickable[] = [];
    for await (const item of this.listing.itemsIn(dataset, group, start, count)) samples.push(item);
    return samples;
  }

  clear(): void {
    this.ticks.clear();
    this.underFilter.clear();
    this.tell();
  }

  /** Another filter shows other samples under the same items. */
  filterChanged(): void {
    this.underFilter.clear();
  }

  /** Takes what the user has ticked and unticked. */
  async set(changes: readonly (readonly [DatasetTreeNode, vscode.TreeItemCheckboxState])[]): Promise<void> {
    for (const [node, state] of changes) await this.setOne(node, state === vscode.TreeItemCheckboxState.Checked);
    this.tell();
  }

  /** Undefined for items without a check box. */
  async isTicked(node: DatasetTreeNode): Promise<boolean | undefined> {
    const uri = datasetOf(node);
    if (!uri) return undefined;
    const ticks = this.of(uri);
    if (node.kind === 'sample') return node.item.bad === undefined ? ticks.isTicked(node.item) : undefined;
    const isFiltered = this.views.of(uri).filter !== '';
    if (isFiltered && this.underFilter.has(treeItemOf(node).id ?? '')) return true;
    const scope = scopeIn(node);
    if (scope && ticks.isScopeTicked(scope)) return true;
    return scope && this.isEachTicked(node, ticks);
  }

  /** True when the user ticked all samples of an item one by one. */
  private async isEachTicked(node: DatasetTreeNode, ticks: Ticks): Promise<boolean> {
    const most = Math.min(ticks.single, LOOKED_THROUGH);
    if (most === 0 || node.kind === 'range') return false;
    const info = node.kind === 'dataset' ? this.projects.peek(node.entry.uri)?.info : undefined;
    const count = node.kind === 'group' ? node.count : info ? info.rows - info.badRows : Infinity;
    if (count > most) return false;
    const samples = await this.samplesIn(node);
    return samples.length > 0 && samples.every((sample) => ticks.isTicked(sample));
  }

  private async setOne(node: DatasetTreeNode, ticked: boolean): Promise<void> {
    const uri = datasetOf(node);
    if (!uri) return;
    const ticks = this.of(uri);
    if (node.kind === 'sample') {
      if (node.item.bad === undefined) ticks.setSample(node.item, ticked);
      if (!ticked) this.underFilter.clear();
    } else if (this.views.of(uri).filter === '') {
      const scope = scopeIn(node);
      if (scope) ticks.setScope(scope, ticked);
    } else {
      // What the filter hides stays as it is, so the samples are ticked one by one.
      for (const sample of await this.samplesIn(node)) ticks.setSample(sample, ticked);
      const id = treeItemOf(node).id ?? '';
      if (ticked) this.underFilter.add(id);
      else this.underFilter.clear();
    }
  }

  private async placeOf(
    node: DatasetTreeNode,
  ): Promise<{ dataset: OpenDataset; group: Scope; start?: number; count?: number } | undefined> {
    if (node.kind === 'dataset') return { dataset: await this.projects.open(node.entry), group: {} };
    if (node.kind === 'group') return { dataset: node.dataset, group: node.scope };
    if (node.kind !== 'range') return undefined;
    const { dataset, group, start, count } = node;
    return { dataset, group, start, count };
  }

  private tell(): void {
    setContext(
      'tuningFork.ticked',
      [...this.ticks.values()].some((ticks) => ticks.any),
    );
  }
}

function datasetOf(node: DatasetTreeNode): vscode.Uri | undefined {
  if (node.kind === 'dataset') return node.entry.uri;
  return 'dataset' in node ? node.dataset.uri : undefined;
}

function scopeIn(node: DatasetTreeNode): Scope | undefined {
  if (node.kind === 'dataset') return {};
  return node.kind === 'group' || node.kind === 'range' ? node.scope : undefined;
}
