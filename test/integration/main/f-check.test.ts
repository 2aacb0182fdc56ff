import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { CheckReport } from '../../../src/core/check/check';
import { activate, eventually, run, write } from '../support';

const row = (prompt: string, completion: string): string => JSON.stringify({ prompt, completion });
const viewTypes = (): string[] =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputWebview ? [input.viewType] : []));

describe('Check Dataset', () => {
  before(async () => {
    await activate();
    write('check/train.jsonl', `${row('Which clause? Rent is due monthly.', 'Payment')}\n`);
    const rows = [
      row('Which clause? Rent is due monthly.', 'Payment'),
      row('Which clause? Storms excuse delay.', 'Force majeure'),
      row('Which clause? Storms excuse delay.', 'Termination'),
      '{"prompt":"cut o',
    ];
    write('check/eval.jsonl', `${rows.join('\n')}\n`);
  });

  it('gives its report to who calls it with an argument', async () => {
    const report = await eventually('the training file’s leak', async () => {
      const latest = await run<CheckReport>('tuningFork.checkDataset', { dataset: 'check/eval.jsonl' });
      return latest.counts.some(({ check }) => check === 'leak') && latest;
    });
    const found = report.findings.map(({ check, line }) => [check, line]);
    assert.deepEqual(found, [
      ['leak', 1],
      ['label-conflict', 3],
      ['unusable', 4],
    ]);
    assert.equal(report.profile?.samples, 3);
    assert.deepEqual(
      report.profile.leaks.map(({ rows, exact }) => [rows, exact]),
      [[1, 1]],
    );
  });

  it('opens a page, one for each dataset', async () => {
    const uri = (await vscode.workspace.findFiles('check/eval.jsonl'))[0];
    assert.ok(uri);
    await run('tuningFork.checkDataset', uri);
    await run('tuningFork.checkDataset', uri);
    await eventually('the page', () => viewTypes().filter((each) => each.endsWith('tuningFork.check')).length === 1);
    await run('workbench.action.closeAllEditors');
    await eventually('no page', () => !viewTypes().some((each) => each.endsWith('tuningFork.check')));
  });
});
