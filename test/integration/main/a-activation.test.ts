import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { activate, run, write } from '../support';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('activation', () => {
  const extension = vscode.extensions.getExtension('tuning-fork.tuning-fork');

  it('waits until something of the extension is used', () => {
    write('node_modules/pkg/eval.jsonl', '{"prompt": "a", "completion": "b"}\n');
    assert.ok(extension);
    assert.equal(extension.isActive, false);
  });

  it('returns the API, version 1, frozen and without anything else', async () => {
    const api = await activate();
    assert.deepEqual(Object.keys(api).sort(), [
      'listDatasets',
      'readNotes',
      'readResults',
      'readSamples',
      'run',
      'saveNote',
      'version',
    ]);
    assert.equal(api.version, 1);
    assert.ok(Object.isFrozen(api));
  });

  it('registers exactly the commands of the manifest', async () => {
    const declared = (extension?.packageJSON as Manifest).contributes.commands.map(({ command }) => command);
    // VS Code adds commands of the form tuningFork.<view>.focus by itself.
    const registered = (await vscode.commands.getCommands(true)).filter((id) => /^tuningFork\.\w+$/.test(id));
    assert.deepEqual(registered.sort(), declared.sort());
  });

  it('copies the sample workspace, once', async () => {
    const copy = (): Promise<vscode.Uri> =>
      run<vscode.Uri>('tuningFork.openSampleWorkspace', { place: 'storage', open: false });
    const folder = await copy();
    const config = vscode.Uri.joinPath(folder, 'tuning-fork.json');
    assert.ok((await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, 'eval.jsonl'))).size > 0);
    await vscode.workspace.fs.writeFile(config, new TextEncoder().encode('{}'));
    await copy();
    assert.equal((await vscode.workspace.fs.readFile(config)).length, 2);
  });
});
