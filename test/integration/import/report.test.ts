import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Report } from '../../../src/core/report/report';
import { activate, eventually, failure, run, write } from '../support';

const DATASET = 'reported.csv';
const viewTypes = (): string[] =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputWebview ? [input.viewType] : []));

describe('Open Report', () => {
  before(async () => {
    await activate();
    const rows = Array.from({ length: 20 }, (_, at) => {
      const [base, tuned] = at < 2 ? ['Yes', 'No'] : at < 12 ? ['No', 'Yes'] : ['Yes', 'Yes'];
      return `Question ${at}?,Yes,${base},${tuned},${at % 2 === 0 ? 'rent' : 'term'}`;
    });
    write(DATASET, `prompt,reference,base,tuned,task\n${rows.join('\n')}\n`);
  });

  it('says that there is nothing to report before anything was run', async () => {
    assert.equal((await failure(run('tuningFork.openReport', { dataset: DATASET }))).code, 'nothing-to-report');
  });

  it('gives the report to who calls it with an argument', async () => {
    const answers = (model: string): object => ({ file: DATASET, model });
    await run('tuningFork.importOutputs', { dataset: DATASET, base: answers('base'), tuned: answers('tuned') });
    const report = await run<Report>('tuningFork.openReport', { dataset: DATASET });
    assert.equal(report.dataset.path, DATASET);
    assert.match(report.dataset.sha256, /^[0-9a-f]{64}$/);
    assert.deepEqual(report.outcomes, {
      broken: 2,
      fixed: 10,
      'both-right': 8,
      'both-wrong': 0,
      error: 0,
      'not-run': 0,
    });
    assert.equal(report.right?.base, 0.5);
    assert.equal(report.right.tuned, 0.9);
  });

  it('gives files that are equal byte for byte', async () => {
    for (const format of ['markdown', 'html', 'csv', 'json']) {
      const [first, second] = [
        await run<string>('tuningFork.openReport', { dataset: DATASET, format }),
        await run<string>('tuningFork.openReport', { dataset: DATASET, format }),
      ];
      assert.equal(first, second);
      assert.ok(first.includes(DATASET), format);
    }
    assert.equal(
      (await failure(run('tuningFork.openReport', { dataset: DATASET, format: 'pdf' }))).code,
      'bad-argument',
    );
  });

  it('opens a page, one for each dataset', async () => {
    const [uri] = await vscode.workspace.findFiles(DATASET);
    assert.ok(uri);
    await run('tuningFork.openReport', uri);
    await run('tuningFork.openReport', uri);
    await eventually('the page', () => viewTypes().filter((each) => each.endsWith('tuningFork.report')).length === 1);
    await run('workbench.action.closeAllEditors');
    await eventually('no page', () => !viewTypes().some((each) => each.endsWith('tuningFork.report')));
  });
});
