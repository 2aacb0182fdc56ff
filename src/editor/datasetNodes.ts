import * as vscode from 'vscode';
import type { Outcome } from '../core/compare/outcome';
import type { SampleListItem } from '../core/compare/results';
import type { Slice } from '../core/compare/slices';
import type { DatasetInfo } from '../node/datasetStore';
import type { DatasetEntry } from './datasetSearch';
import type { DatasetView } from './datasetViews';
import type { OpenDataset } from './openDataset';
import { lookOf } from './outcomes';
import type { Project } from './project';
import type { Scope } from './ticks';

/** Items of the Datasets view. */
export type DatasetTreeNode = FolderNode | DatasetNode | GroupNode | RangeNode | SampleNode | MessageNode;

export interface FolderNode {
  readonly kind: 'folder';
  readonly project: Project;
}
export interface DatasetNode {
  readonly kind: 'dataset';
  readonly entry: DatasetEntry;
  /** The only dataset of the view is opened out. */
  readonly expanded: boolean;
}
/** The samples of an outcome or of a slice. */
export interface GroupNode {
  readonly kind: 'group';
  readonly dataset: OpenDataset;
  readonly scope: Scope;
  readonly count: number;
  /** Broken ones among them, where a slice has some. */
  readonly broken?: number;
}
/** Part of a long list: positions `start` up to `start + count` of the dataset or of a group. */
export interface RangeNode {
  readonly kind: 'range';
  readonly dataset: OpenDataset;
  /** The group that it is a part of; empty for the dataset. */
  readonly group: Scope;
  readonly start: number;
  readonly count: number;
  readonly scope: Scope;
}
export interface SampleNode {
  readonly kind: 'sample';
  readonly dataset: OpenDataset;
  /** The slice under which it stands: a sample may stand under several. */
  readonly slice?: Slice;
  readonly item: SampleListItem;
}
export interface MessageNode {
  readonly kind: 'message';
  readonly text: string;
  readonly icon: string;
  readonly command?: vscode.Command;
}

/** An item without its check box. `info` is what is known of a dataset that is open, `view` how a dataset is shown. */
export function treeItemOf(node: DatasetTreeNode, info?: DatasetInfo, view?: DatasetView): vscode.TreeItem {
  switch (node.kind) {
    case 'folder':
      return folderItem(node);
    case 'dataset':
      return datasetItem(node, info, view);
    case 'group':
      return groupItem(node);
    case 'range':
      return rangeItem(node);
    case 'sample':
      return node.item.bad === undefined ? sampleItem(node) : badItem(node, node.item.bad);
    case 'message': {
      const item = new vscode.TreeItem(node.text);
      item.iconPath = new vscode.ThemeIcon(node.icon);
      item.tooltip = node.text;
      if (node.command) item.command = node.command;
      return item;
    }
  }
}

function folderItem({ project }: FolderNode): vscode.TreeItem {
  const item = new vscode.TreeItem(project.folder.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = project.folder.uri.toString();
  item.iconPath = vscode.ThemeIcon.Folder;
  item.contextValue = 'folder';
  return item;
}

function datasetItem({ entry, expanded }: DatasetNode, info?: DatasetInfo, view?: DatasetView): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const slash = entry.path.lastIndexOf('/');
  const item = new vscode.TreeItem(entry.path.slice(slash + 1), expanded ? Expanded : Collapsed);
  item.id = entry.uri.toString();
  item.iconPath = new vscode.ThemeIcon(info?.state === 'failed' ? 'warning' : 'database');
  item.contextValue = view?.filter ? 'dataset.filtered' : 'dataset';
  const folder = slash < 0 ? [] : [entry.path.slice(0, slash)];
  const shown = [view?.filter && `filter: ${view.filter}`, view?.groupBy && `by ${view.groupBy}`];
  item.description = [...shown, info?.format.title ?? entry.format ?? '', ...countsOf(info), ...folder]
    .filter(Boolean)
    .join(' · ');
  const lines = [entry.path, item.description];
  if (info && info.badRows > 0) lines.push(`${info.badRows} rows cannot be used and are left out of runs.`);
  if (info?.error) lines.push(info.error);
  item.tooltip = lines.join('\n');
  return item;
}

/** Number of samples, and of broken ones where there are results. */
function countsOf(info: DatasetInfo | undefined): string[] {
  if (!info || info.state === 'failed') return [];
  const samples = info.rows - info.badRows;
  const indexing = info.state === 'indexing';
  const counts = [indexing ? `${counted(samples, 'sample')} so far` : counted(samples, 'sample')];
  if (info.badRows > 0) counts.push(`${number(info.badRows)} bad`);
  if (info.summary.outcomes.broken > 0) counts.push(`${number(info.summary.outcomes.broken)} broken`);
  return counts;
}

function groupItem({ dataset, scope, count, broken = 0 }: GroupNode): vscode.TreeItem {
  const { outcome, slice } = scope;
  const look = outcome && lookOf(outcome);
  const title = look?.title ?? slice?.value ?? '(no value)';
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(title, outcome === 'broken' ? Expanded : Collapsed);
  item.id = `${dataset.uri.toString()}#${keyOf(scope)}`;
  const counts = broken > 0 ? [number(count), `${number(broken)} broken`] : [number(count)];
  item.description = counts.join(' · ');
  item.iconPath = look?.icon ?? new vscode.ThemeIcon('tag');
  item.tooltip = slice
    ? `${slice.field}: ${title}\n${[counted(count, 'sample'), ...counts.slice(1)].join(' · ')}`
    : title;
  item.contextValue = 'group';
  item.accessibilityInformation = {
    label: `${title}, ${counted(count, 'sample')}${broken > 0 ? `, ${broken} broken` : ''}`,
  };
  return item;
}

/** Tells groups of a dataset apart. */
function keyOf({ outcome, slice }: { readonly outcome?: Outcome; readonly slice?: Slice }): string {
  return slice ? JSON.stringify([slice.field, slice.value]) : (outcome ?? '');
}

function rangeItem({ dataset, group, start, count }: RangeNode): vscode.TreeItem {
  const label = `${number(start + 1)} to ${number(start + count)}`;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${dataset.uri.toString()}#${keyOf(group)}#${start}+${count}`;
  item.iconPath = new vscode.ThemeIcon('list-flat');
  item.contextValue = 'range';
  return item;
}

function sampleItem({ dataset, slice, item: sample }: SampleNode): vscode.TreeItem {
  const { title, icon } = lookOf(sample.outcome);
  const item = new vscode.TreeItem(sample.title || sample.id);
  item.id = `${dataset.uri.toString()}#${keyOf(slice ? { slice } : sample)}#${sample.row}`;
  item.iconPath = icon;
  item.contextValue = 'sample';
  const line = `line ${sample.line}`;
  const notes = sample.notes > 0 ? [counted(sample.notes, 'note')] : [];
  const change = sample.change === undefined ? [] : [signed(sample.change)];
  item.description = [...change, ...sample.tags, line, ...notes].join(' · ');
  item.tooltip = [sample.title, `${title} · ${item.description}`, `Sample ${sample.id}`].join('\n');
  item.command = {
    command: 'tuningFork.openInspector',
    title: 'Open Inspector',
    arguments: [{ dataset: dataset.uri.toString(), sample: sample.id }],
  };
  item.accessibilityInformation = { label: `${sample.title}, ${title}, ${item.description}` };
  return item;
}

function badItem({ dataset, item: row }: SampleNode, reason: string): vscode.TreeItem {
  const item = new vscode.TreeItem(`Line ${row.line}`);
  item.id = `${dataset.uri.toString()}#bad#${row.row}`;
  item.description = reason;
  item.tooltip = `Line ${row.line} cannot be used: ${reason}`;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'bad';
  item.command = {
    command: 'tuningFork.openSource',
    title: 'Show in Dataset File',
    arguments: [{ dataset: dataset.uri.toString(), line: row.line }],
  };
  return item;
}

function counted(value: number, noun: string): string {
  return `${number(value)} ${noun}${value === 1 ? '' : 's'}`;
}

function number(value: number): string {
  return value.toLocaleString();
}

/** A change with its sign, as the inspector shows it: `+0.31`, `−1`. */
function signed(change: number): string {
  const size = Number(Math.abs(change).toFixed(2)).toString();
  return `${change < 0 ? '−' : change > 0 ? '+' : '±'}${size}`;
}
