import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildAll } from '../../../esbuild.mts';
import { copyProject } from '../../harness/package.mts';

let copy: string;

beforeAll(async () => {
  copy = await copyProject();
  await buildAll(path.join(copy, 'dist'));
  for (const secret of ['.env', '.npmrc', 'notes.txt', 'dist/extension.js.map', 'media/screenshot.png']) {
    await writeFile(path.join(copy, secret), '');
  }
});

afterAll(() => rm(copy, { recursive: true }));

it('the package holds what is needed and nothing else', async () => {
  const files = await listFiles({ cwd: copy, packageManager: PackageManager.None });
  expect(files.sort()).toEqual(
    [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'package.json',
      'package.nls.json',
      'dist/THIRD-PARTY-NOTICES.txt',
      'dist/check.css',
      'dist/check.js',
      'dist/checkWorker.js',
      'dist/cli.js',
      'dist/codicon.css',
      'dist/codicon.ttf',
      'dist/commandLine.js',
      'dist/datasetWorker.js',
      'dist/demoWorker.js',
      'dist/detectRecorded.js',
      'dist/exportReport.js',
      'dist/extension.js',
      'dist/humanError.js',
      'dist/idWorker.js',
      'dist/inspector.css',
      'dist/inspector.js',
      'dist/model.js',
      'dist/openaiClient.js',
      'dist/parquetReader.js',
      'dist/scoreCommand.js',
      'dist/report.css',
      'dist/report.js',
      'dist/tokenCounter.js',
      'dist/tuning-fork.schema.json',
      'dist/yamlReader.js',
      'media/icon.png',
      'media/icons/tab-dark.svg',
      'media/icons/tab-light.svg',
      'media/icons/tuning-fork.svg',
      'media/sample/README.md',
      'media/sample/eval.jsonl',
      'media/sample/eval.notes.jsonl',
      'media/sample/general.jsonl',
      'media/sample/train.jsonl',
      'media/sample/tuning-fork.json',
      'media/walkthrough/data.svg',
      'media/walkthrough/improve.svg',
      'media/walkthrough/inspect.svg',
      'media/walkthrough/models.svg',
      'media/walkthrough/run.svg',
    ].sort(),
  );
});
