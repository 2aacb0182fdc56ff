import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { activate, eventually, run } from '../support';

interface Inspector {
  readonly dataset: string;
  readonly sample?: string;
  readonly ready: boolean;
}
const inspectors = (): Promise<Inspector[]> => run<Inspector[]>('tuningFork.internal.inspectors');

describe('the inspector', () => {
  before(activate);

  it('opens on a dataset, loads its page and shows the sample asked for', async () => {
    const api = await activate();
    const [, second] = await api.readSamples('eval.jsonl', { offset: 0, limit: 2 });
    assert.ok(second?.kind === 'sample');
    await run('tuningFork.openInspector', { dataset: 'eval.jsonl', sample: second.id });
    const [inspector] = await eventually('the page', async () => {
      const open = await inspectors();
      return open[0]?.sample === second.id && open;
    });
    assert.deepEqual(inspector, { dataset: 'eval.jsonl', sample: second.id, ready: true });
  });

  it('is one tab per dataset', async () => {
    await run('tuningFork.openInspector', { dataset: 'eval.jsonl' });
    await run('tuningFork.openInspector', { dataset: 'data/alpaca.json' });
    assert.deepEqual(
      (await inspectors()).map(({ dataset }) => dataset),
      ['eval.jsonl', 'data/alpaca.json'],
    );
    await eventually('two tabs', () => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      const isOwn = (input: unknown): boolean =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith('tuningFork.inspector');
      return tabs.filter(({ input }) => isOwn(input)).length === 2;
    });
    await run('workbench.action.closeAllEditors');
    await eventually('no inspector', async () => (await inspectors()).length === 0);
  });

  it('shows a sample’s line in the dataset file', async () => {
    await run('tuningFork.openSource', { dataset: 'eval.jsonl', line: 4 });
    const editor = await eventually('the editor', () => vscode.window.activeTextEditor);
    assert.ok(editor.document.uri.path.endsWith('/eval.jsonl'));
    assert.equal(editor.selection.active.line, 3);
  });
});
