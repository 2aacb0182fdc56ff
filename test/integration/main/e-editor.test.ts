import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { activate, at, eventually, item, read, run, tree, write } from '../support';

interface Inspected {
  readonly dataset: string;
  readonly sample?: string;
}

const HOSTILE =
  '![x](https://example.com/a.png) [click](command:workbench.action.quit) <b>bold</b> https://example.com';
const FILES = [
  'editor.jsonl',
  'list.json',
  'table.csv',
  'tools.jsonl',
  'train.jsonl',
  'many.jsonl',
  'tuning-fork.json',
];

/** A row of OpenAI chat. */
function row(question: string, answer: string, more: object = {}): string {
  const messages = [
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ];
  return JSON.stringify({ ...more, messages });
}

function lines(...rows: string[]): string {
  return `${rows.join('\n')}\n`;
}

const uriOf = (file: string): vscode.Uri => vscode.Uri.file(at(file));

async function open(file: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf(file)), { preview: false });
}

async function close(): Promise<void> {
  await run('workbench.action.closeAllEditors');
}

function problems(file: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uriOf(file)).filter(({ source }) => source === 'Tuning Fork');
}

/** What is wrong where (zero-based lines): `exact-duplicate 2`. */
function shown(all: readonly vscode.Diagnostic[]): string {
  return all
    .map(({ code, range }) => `${typeof code === 'string' ? code : ''} ${range.start.line}`)
    .sort()
    .join(', ');
}

/** Waits until these and no other problems are shown. */
async function waitFor(file: string, ...expected: string[]): Promise<vscode.Diagnostic[]> {
  const wanted = expected.sort().join(', ');
  try {
    return await eventually(`problems ${wanted} in ${file}`, () => {
      const all = problems(file);
      return shown(all) === wanted && all;
    });
  } catch {
    throw new assert.AssertionError({ actual: shown(problems(file)), expected: wanted, operator: 'strictEqual' });
  }
}

async function fixes(file: string, line: number): Promise<vscode.CodeAction[]> {
  const range = new vscode.Range(line, 0, line, 1000);
  const kind = vscode.CodeActionKind.QuickFix.value;
  const all = await run<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uriOf(file), range, kind, 20);
  return all.filter(({ edit, title }) => edit && /row|arguments/.test(title));
}

/** Applies the fix with this title, as a click on it does. */
async function fix(file: string, line: number, title: RegExp): Promise<void> {
  const all = await fixes(file, line);
  const chosen = all.find((each) => title.test(each.title));
  assert.ok(chosen?.edit, `no ${String(title)} among ${all.map((each) => each.title).join(', ')}`);
  assert.ok(await vscode.workspace.applyEdit(chosen.edit));
}

async function textOf(file: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(uriOf(file))).getText();
}

async function lenses(file: string): Promise<vscode.CodeLens[]> {
  return run<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uriOf(file), 5000);
}

function titlesOn(all: readonly vscode.CodeLens[], line: number): string[] {
  return all.filter(({ range }) => range.start.line === line).map(({ command }) => command?.title ?? '');
}

async function hover(file: string, line: number): Promise<vscode.MarkdownString[]> {
  const found = await run<vscode.Hover[]>('vscode.executeHoverProvider', uriOf(file), new vscode.Position(line, 5));
  return found.flatMap(({ contents }) => contents.filter((each) => each instanceof vscode.MarkdownString));
}

async function symbols(file: string): Promise<vscode.DocumentSymbol[]> {
  return (await run<vscode.DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', uriOf(file))) ?? [];
}

describe('a dataset in the editor', () => {
  before(async () => {
    await activate();
    rmSync(at('tuning-fork.json'), { force: true });
    write(
      'editor.jsonl',
      lines(
        row('How long is the notice?', 'Thirty days', { id: 'notice', metadata: { task: 'terms' } }),
        row('Who pays the rent?', 'The tenant', { id: 'rent' }),
        'not JSON',
        row(HOSTILE, 'Nothing', { id: 'hostile' }),
        row('Who pays the rent?', 'The tenant', { id: 'rent-again' }),
      ),
    );
    await item('datasets', 'editor.jsonl');
  });
  after(async () => {
    await close();
    for (const file of FILES) rmSync(at(file), { force: true });
    rmSync(at('.tuning-fork/runs/editor'), { force: true, recursive: true });
  });
  describe('its problems', () => {
    it('stand on their lines while it is open, say which check found them, and go with the editor', async () => {
      await open('editor.jsonl');
      const found = await waitFor('editor.jsonl', 'unusable 2', 'exact-duplicate 4');
      const duplicate = found.find(({ code }) => code === 'exact-duplicate');
      assert.equal(duplicate?.severity, vscode.DiagnosticSeverity.Warning);
      assert.equal(duplicate.relatedInformation?.[0]?.location.range.start.line, 1);
      await close();
      await waitFor('editor.jsonl');
    });

    it('are off by a setting', async () => {
      await open('editor.jsonl');
      await waitFor('editor.jsonl', 'unusable 2', 'exact-duplicate 4');
      const configuration = vscode.workspace.getConfiguration('tuningFork');
      await configuration.update('checkDatasets', false, vscode.ConfigurationTarget.Global);
      await waitFor('editor.jsonl');
      await configuration.update('checkDatasets', undefined, vscode.ConfigurationTarget.Global);
      await waitFor('editor.jsonl', 'unusable 2', 'exact-duplicate 4');
    });

    it('move with their rows, go when their row is edited, and are found anew once the file is saved', async () => {
      const editor = await open('editor.jsonl');
      await waitFor('editor.jsonl', 'unusable 2', 'exact-duplicate 4');
      await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), `${row('New', 'Row')}\n`));
      await waitFor('editor.jsonl', 'unusable 3', 'exact-duplicate 5');
      await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), '#'));
      await waitFor('editor.jsonl', 'exact-duplicate 5');
      assert.ok(await editor.document.save());
      await waitFor('editor.jsonl', 'unusable 3', 'exact-duplicate 5');
      await run('undo');
      await run('undo');
      assert.ok(await editor.document.save());
      await waitFor('editor.jsonl', 'unusable 2', 'exact-duplicate 4');
    });

    it('come back in their places when edits are undone', async () => {
      const editor = await open('editor.jsonl');
      await waitFor('editor.jsonl', 'unusable 2', 'exact-duplicate 4');
      await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), '#'));
      await waitFor('editor.jsonl', 'exact-duplicate 4');
      await run('undo');
      await waitFor('editor.jsonl', 'unusable 2', 'exact-duplicate 4');
    });

    it('are shown of a dataset that the configuration names, without opening it', async () => {
      await close();
      write('tuning-fork.json', '{ "datasets": [{ "files": "editor.jsonl" }] }');
      await waitFor('editor.jsonl', 'unusable 2', 'exact-duplicate 4');
      rmSync(at('tuning-fork.json'));
      await waitFor('editor.jsonl');
    });

    it('follow a training file', async () => {
      await open('editor.jsonl');
      await waitFor('editor.jsonl', 'unusable 2', 'exact-duplicate 4');
      write('train.jsonl', lines(row('Something else?', 'Yes'), row('How long is the notice?', 'Thirty days')));
      const found = await waitFor('editor.jsonl', 'unusable 2', 'exact-duplicate 4', 'leak 0');
      const related = found.find(({ code }) => code === 'leak')?.relatedInformation?.[0];
      assert.equal(related?.location.uri.fsPath, at('train.jsonl'));
      assert.equal(related.location.range.start.line, 1);
    });
  });

  describe('its quick fixes', () => {
    it('are offered only where something can be mended without a decision', async () => {
      assert.deepEqual(await fixes('editor.jsonl', 1), []);
      assert.deepEqual(await fixes('editor.jsonl', 2), []);
      assert.deepEqual(
        (await fixes('editor.jsonl', 4)).map(({ title }) => title),
        ['Remove this row'],
      );
    });

    it('remove a duplicate, so that it can be undone', async () => {
      const before = read('editor.jsonl');
      const editor = await open('editor.jsonl');
      await fix('editor.jsonl', 4, /^Remove this row$/);
      assert.equal(editor.document.getText(), before.split('\n').slice(0, 4).join('\n') + '\n');
      await waitFor('editor.jsonl', 'unusable 2', 'leak 0');
      await run('undo');
      assert.equal(editor.document.getText(), before);
    });

    it('remove a row that stands in the training file, and move one that stands there otherwise', async () => {
      await open('editor.jsonl');
      await waitFor('editor.jsonl', 'unusable 2', 'exact-duplicate 4', 'leak 0');
      await fix('editor.jsonl', 0, /^Remove this row$/);
      assert.doesNotMatch(await textOf('editor.jsonl'), /notice/, 'the same row stands in the training file already');
      await run('undo');

      write('train.jsonl', lines(row('how long is the notice', 'Thirty days')));
      const [leak] = await eventually('a leak that is not exact', () => {
        const found = problems('editor.jsonl').filter(({ code }) => code === 'leak');
        return found[0]?.relatedInformation?.[0]?.location.range.start.line === 0 && found;
      });
      await fix('editor.jsonl', leak?.range.start.line ?? 0, /^Move this row to train\.jsonl$/);
      const [first = ''] = read('editor.jsonl').split('\n');
      assert.equal(await textOf('train.jsonl'), `${read('train.jsonl')}${first}\n`);
      await vscode.window.showTextDocument(uriOf('train.jsonl'));
      await run('workbench.action.files.revert');
      await vscode.window.showTextDocument(uriOf('editor.jsonl'));
      await run('workbench.action.files.revert');
      rmSync(at('train.jsonl'));
    });

    it('remove elements of a list with their commas, and records of a table, all at once where there are several', async () => {
      const sample = (prompt: string): object => ({ prompt, completion: 'x' });
      write(
        'list.json',
        JSON.stringify([sample('a first'), sample('b second'), sample('a first'), sample('a first')], null, 2),
      );
      await open('list.json');
      await waitFor('list.json', 'exact-duplicate 9', 'exact-duplicate 13');
      await fix('list.json', 9, /^Remove all 2 such rows$/);
      assert.deepEqual(JSON.parse(await textOf('list.json')), [sample('a first'), sample('b second')]);
      await waitFor('list.json');

      write('table.csv', 'prompt,completion\n"one,\ntwo",x\nthree,y\n"one,\ntwo",x\n');
      await open('table.csv');
      await waitFor('table.csv', 'exact-duplicate 4');
      await fix('table.csv', 4, /^Remove this row$/);
      assert.equal(await textOf('table.csv'), 'prompt,completion\n"one,\ntwo",x\nthree,y\n');
    });

    it('write arguments of tool calls as texts, and leave the rest of the line as it is', async () => {
      const called = (args: string): string =>
        `{ "messages": [{"role":"user","content":"Weather?"}, {"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"look","arguments":${args}}}]}] }`;
      write('tools.jsonl', lines(called('{"city": "Bonn", "n": 1.50}'), row('Hello there', 'Good day')));
      await open('tools.jsonl');
      await waitFor('tools.jsonl', 'tool-arguments 0');
      await fix('tools.jsonl', 0, /^Write the arguments as a text$/);
      const [line] = (await textOf('tools.jsonl')).split('\n');
      assert.equal(line, called(String.raw`"{\"city\":\"Bonn\",\"n\":1.50}"`));
    });
  });

  describe('its lenses', () => {
    it('offer to run and to open each sample, and tell its notes', async () => {
      await open('editor.jsonl');
      const all = await eventually('lenses', async () => {
        const found = await lenses('editor.jsonl');
        return found.length > 0 && found;
      });
      assert.deepEqual(titlesOn(all, 0), ['Run sample', 'Open in Inspector']);
      assert.deepEqual(titlesOn(all, 2), [], 'a row that cannot be used');
      assert.deepEqual(titlesOn(all, 3), ['Run sample', 'Open in Inspector']);
      await run('tuningFork.saveNote', { dataset: 'editor.jsonl', note: { sample: 'rent', verdict: 'tie' } });
      await eventually('the note', async () => titlesOn(await lenses('editor.jsonl'), 1).includes('1 note'));
      rmSync(at('editor.notes.jsonl'));
    });

    it('tell the outcome and its change once the sample has been run', async () => {
      const model = { endpoint: 'http://127.0.0.1:1/v1', api: 'chat', parameters: {} };
      const models = { base: { ...model, model: 'b' }, tuned: { ...model, model: 't' } };
      const dataset = { path: 'editor.jsonl', sha256: '0'.repeat(64), samples: 4 };
      const answer = (role: string, text: string): string =>
        JSON.stringify({
          ...{ type: 'response', sample: 'rent-again', line: 5, model: role, repeat: 0, key: role, text },
          ...{ finished: '2026-01-01T00:00:01Z', finishReason: 'stop', totalMs: 5 },
        });
      const started = '2026-01-01T00:00:00Z';
      write(
        '.tuning-fork/runs/editor/r1.run.jsonl',
        lines(
          JSON.stringify({
            type: 'run',
            version: 1,
            id: 'r1',
            dataset,
            models,
            samples: 'all',
            useCache: true,
            started,
          }),
          answer('base', 'The tenant'),
          answer('tuned', 'Nobody'),
          JSON.stringify({ type: 'end', status: 'complete', finished: '2026-01-01T00:00:02Z' }),
        ),
      );
      // The Runs view reads what other windows have written.
      await tree('runs');
      await eventually('the outcome', async () => titlesOn(await lenses('editor.jsonl'), 4).includes('broken −1.00'));
      const [shown] = await hover('editor.jsonl', 4);
      assert.match(shown?.value ?? '', /The tenant\n\n\*\*broken −1\.00\*\*$/);
    });

    it('open their sample', async () => {
      const [, lens] = (await lenses('editor.jsonl')).filter(({ range }) => range.start.line === 1);
      assert.ok(lens?.command);
      await run(lens.command.command, ...(lens.command.arguments as unknown[]));
      await eventually('the inspector at the sample', async () =>
        (await run<Inspected[]>('tuningFork.internal.inspectors')).some(({ sample }) => sample === 'rent'),
      );
    });

    it('follow their rows and leave what is edited alone', async () => {
      const editor = await open('editor.jsonl');
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${row('New', 'Row')}\n`));
      const moved = await lenses('editor.jsonl');
      assert.deepEqual(titlesOn(moved, 0), []);
      assert.equal(titlesOn(moved, 1).length, 2);
      await run('undo');
      assert.equal(titlesOn(await lenses('editor.jsonl'), 0).length, 2);
    });

    it('are few, however many rows there are, and follow the eye', async () => {
      write('many.jsonl', lines(...Array.from({ length: 2000 }, (_, index) => row(`Question ${index}`, 'Yes'))));
      const editor = await open('many.jsonl');
      await eventually('lenses', async () => titlesOn(await lenses('many.jsonl'), 0).length === 2);
      assert.ok((await lenses('many.jsonl')).length <= 2 * 300);
      editor.revealRange(new vscode.Range(1500, 0, 1500, 0), vscode.TextEditorRevealType.AtTop);
      const all = await eventually('lenses below', async () => {
        const found = await lenses('many.jsonl');
        return titlesOn(found, 1500).length === 2 && found;
      });
      assert.deepEqual(titlesOn(all, 0), []);
    });
  });

  describe('its hovers', () => {
    it('show the conversation, and nothing of it as Markdown or HTML', async () => {
      await open('editor.jsonl');
      const [plain] = await hover('editor.jsonl', 0);
      assert.match(plain?.value ?? '', /^#### user\n\nHow long is the notice&#63;\n\n#### Reference\n\nThirty days$/);
      const [hostile] = await hover('editor.jsonl', 3);
      assert.ok(hostile);
      assert.ok(!hostile.isTrusted);
      assert.ok(!hostile.supportHtml);
      const withoutReferences = hostile.value.replace(/^#### /gm, '').replace(/&#\d+;/g, '');
      assert.doesNotMatch(withoutReferences, /[![\](){}<>:/.`*_#-]/);
      assert.match(withoutReferences, /click/);
    });

    it('are missing where there is no sample', async () => {
      assert.deepEqual(await hover('editor.jsonl', 2), []);
    });
  });

  describe('its outline', () => {
    it('lists the samples with line, task and beginning, and the rows that cannot be used', async () => {
      const all = await eventually('symbols', async () => {
        const found = await symbols('editor.jsonl');
        return found.length > 0 && found;
      });
      assert.equal(all.length, 5);
      assert.equal(all[0]?.name, '1 terms: How long is the notice?');
      assert.equal(all[1]?.name, '2: Who pays the rent?');
      assert.match(all[2]?.name ?? '', /^3 .*JSON/);
      assert.equal(all[3]?.range.start.line, 3);
    });

    it('is left out for files over 5 MB', async () => {
      const long = 'x'.repeat(1000);
      write('many.jsonl', lines(...Array.from({ length: 5300 }, (_, index) => row(`${index} ${long}`, 'Yes'))));
      const document = await vscode.workspace.openTextDocument(uriOf('many.jsonl'));
      await eventually('the long text', () => document.lineCount > 5000);
      assert.deepEqual(await symbols('many.jsonl'), []);
    });
  });

  it('opens the sample at the cursor in the inspector, and its line from there', async () => {
    const editor = await open('editor.jsonl');
    editor.selection = new vscode.Selection(3, 10, 3, 10);
    await run('tuningFork.openSampleAtCursor');
    await eventually('the inspector at the sample', async () =>
      (await run<Inspected[]>('tuningFork.internal.inspectors')).some(({ sample }) => sample === 'hostile'),
    );
    await run('tuningFork.openSource', { dataset: 'editor.jsonl', sample: 'hostile' });
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 3);
  });

  it('leaves files alone that are no datasets', async () => {
    await open('settings.json');
    const none = await symbols('settings.json');
    assert.ok(none.every(({ name }) => !/^\d/.test(name)));
    assert.deepEqual(await lenses('settings.json'), []);
    assert.deepEqual(await hover('settings.json', 0), []);
    assert.deepEqual(problems('settings.json'), []);
  });
});
