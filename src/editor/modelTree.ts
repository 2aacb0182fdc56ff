import * as vscode from 'vscode';
import { modelSpecsOf } from '../core/config/modelSpecs';
import { isDemo, isRecorded, originOf } from '../core/model/endpoint';
import type { ModelRole, ModelSpec } from '../core/model/model';
import type { EndpointState, Endpoints } from './endpoints';
import type { Project } from './project';
import type { Projects } from './projects';
import type { Secrets } from './secrets';

/** A model of a project, as the Models view shows it. */
export interface ModelNode {
  readonly project: Project;
  readonly role: ModelRole;
  readonly spec: ModelSpec;
}

/** The Models view: base and tuned, reachable or not, each with one next step. */
export class ModelTree implements vscode.TreeDataProvider<ModelNode> {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly states = new Map<string, EndpointState>();

  constructor(
    private readonly projects: Projects,
    private readonly endpoints: Endpoints,
    secrets: Secrets,
    subscriptions: vscode.Disposable[],
  ) {
    const refresh = (): void => this.refresh();
    subscriptions.push(
      this.changed,
      projects.onDidChange(refresh),
      secrets.onDidChange(refresh),
      endpoints.onDidRelearn(refresh),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    );
  }

  /** Forgets what was found and asks again when the view is shown. */
  refresh(): void {
    this.states.clear();
    this.changed.fire(undefined);
  }

  /** Asks one endpoint now because the user wants it. */
  async check(node: ModelNode): Promise<EndpointState> {
    const state = await this.endpoints.probe(node.project, node.spec, true);
    this.states.set(keyOf(node), state);
    this.changed.fire(undefined);
    return state;
  }

  getChildren(node?: ModelNode): ModelNode[] {
    if (node !== undefined) return [];
    return this.projects.all.flatMap((project) =>
      Object.entries(modelSpecsOf(project.config)).map(([role, spec]) => ({ project, role, spec })),
    );
  }

  getTreeItem(node: ModelNode): vscode.TreeItem {
    const key = keyOf(node);
    const item = new vscode.TreeItem(titleOf(node.role));
    item.id = key;
    const state = this.states.get(key);
    if (state === undefined) void this.probe(node, key);
    const what = [node.spec.model, whereOf(node.spec.endpoint)].filter(Boolean).join(' · ');
    // The view is narrow: what there is to do comes before what is known.
    const isCalm = state === undefined || state.kind === 'reachable' || state.kind === 'recorded';
    item.description = isCalm ? `${what} · ${stateText(state)}` : `${stateText(state)} · ${what}`;
    item.accessibilityInformation = { label: `${titleOf(node.role)}, ${item.description}` };
    item.iconPath = iconOf(state);
    item.contextValue = `model.${state?.kind ?? 'checking'}${isDemo(node.spec.endpoint) ? '.demo' : ''}`;
    item.tooltip = tooltipOf(node, state);
    if (state?.kind === 'recorded') {
      item.command = { command: 'tuningFork.importOutputs', title: '' };
    } else if (!vscode.workspace.isTrusted) {
      item.command = { command: 'workbench.trust.manage', title: '' };
    } else if (state?.kind === 'needs-key') {
      item.command = { command: 'tuningFork.setApiKey', title: '', arguments: [node.spec.endpoint] };
    } else if (state?.kind === 'unchecked' || state?.kind === 'error') {
      item.command = { command: 'tuningFork.checkModel', title: '', arguments: [node] };
    }
    return item;
  }

  private async probe(node: ModelNode, key: string): Promise<void> {
    const state = await this.endpoints.probe(node.project, node.spec);
    this.states.set(key, state);
    this.changed.fire(undefined);
  }
}

function keyOf({ project, role, spec }: ModelNode): string {
  return `${project.folder.uri.toString()} ${role} ${spec.endpoint} ${spec.model}`;
}

function titleOf(role: ModelRole): string {
  if (role === 'base') return 'Base';
  if (role === 'tuned') return 'Tuned';
  return role;
}

/** Where a model runs; empty for one that does not run. */
function whereOf(endpoint: string): string {
  if (isRecorded(endpoint)) return '';
  return isDemo(endpoint) ? 'demo models' : hostOf(endpoint);
}

function hostOf(endpoint: string): string {
  try {
    return new URL(originOf(endpoint)).host;
  } catch {
    return endpoint;
  }
}

function stateText(state: EndpointState | undefined): string {
  if (state === undefined) return 'checking…';
  if (state.kind === 'reachable') return 'reachable';
  if (state.kind === 'needs-key') return 'needs key: click to enter it';
  if (state.kind === 'error') return 'error: click to check again';
  if (state.kind === 'recorded') return 'recorded: click to import outputs';
  return vscode.workspace.isTrusted ? 'click to check' : 'workspace not trusted';
}

function iconOf(state: EndpointState | undefined): vscode.ThemeIcon {
  if (state === undefined) return new vscode.ThemeIcon('loading~spin');
  if (state.kind === 'reachable') return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  if (state.kind === 'needs-key') return new vscode.ThemeIcon('key', new vscode.ThemeColor('list.warningForeground'));
  if (state.kind === 'error') return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  return new vscode.ThemeIcon(state.kind === 'recorded' ? 'archive' : 'circle-outline');
}

function tooltipOf({ spec }: ModelNode, state: EndpointState | undefined): string {
  const lines = [`${spec.model} · ${spec.api}`, spec.endpoint];
  const parameters = Object.entries(spec.parameters).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  if (parameters.length > 0) lines.push(parameters.join(', '));
  if (isDemo(spec.endpoint)) {
    lines.push('A nearest-neighbour text model that learned from files. Not a language model.');
  }
  if (state?.kind === 'recorded') lines.push('Its answers were recorded elsewhere: nothing is sent.');
  if (state?.kind === 'error' || state?.kind === 'needs-key') lines.push('', state.message);
  return lines.join('\n');
}
