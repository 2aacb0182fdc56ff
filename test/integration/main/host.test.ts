import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('the extension host', () => {
  it('is a VS Code that the manifest allows, on Node 22 or newer, in a trusted folder', () => {
    const [, minor] = vscode.version.split('.').map(Number);
    assert.ok(minor !== undefined && minor >= 103, vscode.version);
    assert.ok(Number(process.versions.node.split('.')[0]) >= 22, process.version);
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
    assert.equal(vscode.workspace.isTrusted, true);
  });
});
