import * as vscode from 'vscode';
import { isRecorded } from '../core/model/endpoint';
import type { RunInfo } from '../core/run/run';
import type { OpenDataset } from './openDataset';
import type { Projects } from './projects';
import type { RunController } from './runController';

/** A run in the history. */
export interface RunNode {
  readonly dataset: OpenDataset;
  readonly info: RunInfo;
}

/** The Runs view: the history of all datasets, newest first, each with base → tuned. */
export class RunTree implements vscode.TreeDataProvider<RunNode> {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly projects: Projects,
    private readonly runs: RunController,
    subscriptions: vscode.Disposable[],
  ) {
    const refresh = (): void => this.refresh();
    subscriptions.push(this.changed, projects.onDidChange(refresh), runs.onDidEnd(refresh));
  }

  refresh(): void {
    this.changed.fire(undefined);
  }

  async getChildren(node?: RunNode): Promise<RunNode[]> {
    if (node !== undefined) return [];
    const datasets = await this.projects.openAllWithRuns();
    const nodes = await Promise.all(
      datasets.map(async (dataset) => (await dataset.store.runs()).map((info) => ({ dataset, info }))),
    );
    return nodes.flat().sort((a, b) => b.info.started.localeCompare(a.info.started));
  }

  getTreeItem({ dataset, info }: RunNode): vscode.TreeItem {
    const running = this.runs.isActive(info.id);
    const status = running ? 'running' : info.status;
    // Shares of a run that goes on say little: they are of whatever came first.
    const change = running ? 'Running…' : changeText(info);
    const item = new vscode.TreeItem(change);
    item.id = info.file;
    const facts = [
      running || status === 'complete' ? '' : status,
      dataset.name,
      when(info.started),
      recordedText(info),
    ];
    item.description = facts.filter((fact) => fact !== '').join(' · ');
    item.accessibilityInformation = { label: `${change}, ${item.description}, ${status}` };
    item.iconPath = iconOf(status);
    item.contextValue = `run.${status}`;
    item.tooltip = tooltipOf(info);
    item.command = { command: 'tuningFork.openInspector', title: '', arguments: [{ dataset: dataset.uri.toString() }] };
    return item;
  }
}

/** Base → tuned as shares of right answers, where the metrics can tell. */
function changeText({ right, answered, planned }: RunInfo): string {
  const base = right?.['base'];
  const tuned = right?.['tuned'];
  if (base === undefined || tuned === undefined) return `${answered} of ${planned} answered`;
  const points = Math.round((tuned - base) * 100);
  const mark = points > 0 ? `▲ ${points}` : points < 0 ? `▼ ${-points}` : '=';
  return `${percent(base)} → ${percent(tuned)} ${mark}`;
}

/** The models of a run that was imported; empty for others, whose models the Models view shows. */
function recordedText({ models }: RunInfo): string {
  const recorded = Object.values(models).filter(({ endpoint }) => isRecorded(endpoint));
  return recorded.length === 0 ? '' : `recorded: ${recorded.map(({ model }) => model).join(' → ')}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function when(started: string): string {
  const date = new Date(started);
  const time = date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const today = date.toDateString() === new Date().toDateString();
  return today ? `today ${time}` : `${date.toLocaleDateString([], { month: 'short', day: 'numeric' })} ${time}`;
}

function iconOf(status: RunInfo['status'] | 'running'): vscode.ThemeIcon {
  if (status === 'running') return new vscode.ThemeIcon('loading~spin');
  if (status === 'complete') return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  if (status === 'failed') return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  if (status === 'cancelled') return new vscode.ThemeIcon('circle-slash');
  return new vscode.ThemeIcon('debug-pause', new vscode.ThemeColor('list.warningForeground'));
}

function tooltipOf(info: RunInfo): string {
  const models = Object.entries(info.models).map(
    ([role, { model, endpoint }]) => `${role}: ${model} (${isRecorded(endpoint) ? 'recorded' : endpoint})`,
  );
  const counts = `${info.answered} of ${info.planned} answered, ${info.failed} failed`;
  const next = info.status === 'interrupted' ? ['Interrupted: choose Resume to go on where it stopped.'] : [];
  return [
    info.dataset,
    ...models,
    counts,
    'Right answers are counted on the samples that a metric decides for every model.',
    ...next,
  ].join('\n');
}
