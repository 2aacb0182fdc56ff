import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importsOf, violation } from './importRule';

describe('the import rule', () => {
  it('holds for every file', () => {
    const files = globSync(['src/**/*.ts', 'webview/**/*.ts']).map((file) => file.replaceAll('\\', '/'));
    expect(files.length).toBeGreaterThan(50);
    const violations = files.flatMap((file) =>
      importsOf(readFileSync(file, 'utf8'))
        .map((specifier) => violation(file, specifier))
        .filter((text) => text !== undefined)
        .map((text) => `${file}: ${text}`),
    );
    expect(violations).toEqual([]);
  });

  it('sees every way of importing', () => {
    const source = `
      import { a } from './static';
      import type { B } from './type';
      import './effect';
      export { c } from './reexport';
      const d = await import('./dynamic');
      type E = import('./inline').E;
      const f = require('./require');`;
    expect(importsOf(source).sort()).toEqual(
      ['./dynamic', './effect', './inline', './reexport', './require', './static', './type'].sort(),
    );
  });

  it.each([
    ['src/core/run/engine.ts', '../../node/journalFile'],
    ['src/core/run/engine.ts', '../../protocol/rpc'],
    ['src/core/run/engine.ts', 'node:fs'],
    ['src/core/run/engine.ts', 'fs'],
    ['src/core/run/engine.ts', 'vscode'],
    ['src/core/run/engine.ts', 'openai/helpers'],
    ['src/protocol/rpc.ts', '../node/datasetStore'],
    ['src/protocol/rpc.ts', 'node:worker_threads'],
    ['src/node/datasetFile.ts', 'vscode'],
    ['src/node/datasetFile.ts', '../editor/log'],
    ['src/node/datasetFile.ts', 'openai'],
    ['src/cli/runCommand.ts', 'vscode'],
    ['src/cli/runCommand.ts', '../editor/log'],
    ['src/cli/runCommand.ts', 'openai'],
    ['src/cli.ts', './node/journalFile'],
    ['src/node/datasetFile.ts', '../cli/terminal'],
    ['src/editor/log.ts', '../cli/terminal'],
    ['src/editor/log.ts', 'openai'],
    ['src/editor/log.ts', '../../webview/app'],
    ['src/editor/log.ts', '../extension'],
    ['webview/app.ts', '../src/node/datasetStore'],
    ['webview/app.ts', '../src/editor/log'],
    ['webview/app.ts', 'vscode'],
    ['webview/app.ts', 'node:path'],
    ['webview/app.ts', '@vscode/webview-ui-toolkit/dist/toolkit'],
    ['test/unit/x.test.ts', './y'],
  ])('forbids %s to import %s', (file, specifier) => {
    expect(violation(file, specifier)).toBeDefined();
  });

  it.each([
    ['src/core/run/engine.ts', '../model/model'],
    ['src/core/compare/words.ts', 'diff'],
    ['src/node/openaiClient.ts', 'openai'],
    ['src/node/datasetFile.ts', 'node:fs/promises'],
    ['src/editor/publicApi.ts', '../api'],
    ['src/editor/log.ts', '../node/datasetClient'],
    ['src/extension.ts', './editor/log'],
    ['src/cli.ts', './cli/commandLine'],
    ['src/cli/runCommand.ts', '../node/journalFile'],
    ['webview/app.ts', '../src/protocol/inspector'],
    ['webview/app.ts', 'lit/directives/repeat.js'],
    ['webview/controls.ts', '@vscode/webview-ui-toolkit'],
  ])('allows %s to import %s', (file, specifier) => {
    expect(violation(file, specifier)).toBeUndefined();
  });
});
