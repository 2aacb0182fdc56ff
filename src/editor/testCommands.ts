import * as vscode from 'vscode';
import type { Consent } from './consent';
import type { DatasetTree } from './datasetTree';
import type { DatasetTreeNode } from './datasetNodes';
import type { Inspectors } from './inspectors';

/** A tree item as tests read it. */
export interface ItemLiteral {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly context: string;
  readonly ticked?: boolean;
  readonly expandable: boolean;
}

/**
 * Commands through which integration tests see what a person sees, as literals; registered only in test windows.
 * `tuningFork.internal.tree {view, parent?}` gives the items below an item, `tuningFork.internal.tick {ids, ticked}`
 * does what clicks on check boxes do, `tuningFork.internal.onItem {command, id}` what an item's menu does, `tuningFork.internal.inspectors` tells of the open inspectors,
 * `tuningFork.internal.giveConsent` answers the question before the first run, which only a person can click.
 */
export function registerTestCommands(
  views: { readonly datasets: DatasetTree } & Readonly<Record<string, vscode.TreeDataProvider<unknown>>>,
  inspectors: Inspectors,
  consent: Consent,
): vscode.Disposable {
  const seen = new Map<string, unknown>();
  const tree = async ({ view, parent }: { view: string; parent?: string }): Promise<ItemLiteral[]> => {
    const provider = views[view] as vscode.TreeDataProvider<unknown>;
    const nodes = (await provider.getChildren(parent === undefined ? undefined : seen.get(parent))) ?? [];
    return Promise.all(
      nodes.map(async (node) => {
        const literal = literalOf(await provider.getTreeItem(node));
        seen.set(literal.id, node);
        return literal;
      }),
    );
  };
  const tick = ({ ids, ticked }: { ids: readonly string[]; ticked: boolean }): Promise<void> => {
    const state = ticked ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked;
    return views.datasets.setTicks(ids.map((id) => [seen.get(id) as DatasetTreeNode, state]));
  };
  const onItem = ({ command, id }: { command: string; id: string }): Thenable<unknown> =>
    vscode.commands.executeCommand(command, seen.get(id));
  const open = (): unknown =>
    inspectors.all.map(({ dataset, openSampleId, isReady }) => ({
      dataset: dataset.path,
      sample: openSampleId,
      ready: isReady,
    }));
  return vscode.Disposable.from(
    vscode.commands.registerCommand('tuningFork.internal.tree', tree),
    vscode.commands.registerCommand('tuningFork.internal.tick', tick),
    vscode.commands.registerCommand('tuningFork.internal.onItem', onItem),
    vscode.commands.registerCommand('tuningFork.internal.inspectors', open),
    vscode.commands.registerCommand('tuningFork.internal.giveConsent', (origin: string) => consent.give(origin)),
  );
}

function literalOf(item: vscode.TreeItem): ItemLiteral {
  const label = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
  return {
    id: item.id ?? label,
    label,
    description: typeof item.description === 'string' ? item.description : '',
    context: item.contextValue ?? '',
    ...(item.checkboxState !== undefined && { ticked: item.checkboxState === vscode.TreeItemCheckboxState.Checked }),
    expandable:
      (item.collapsibleState ?? vscode.TreeItemCollapsibleState.None) !== vscode.TreeItemCollapsibleState.None,
  };
}
