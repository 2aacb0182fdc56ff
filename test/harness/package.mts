/** Packages what was built: `npm run package`. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { PROJECT } from './install.mts';

/** The packaged extension. */
export const VSIX = path.join(PROJECT, 'dist/tuning-fork.vsix');

/**
 * Copies the project, without what npm, git and the harness put into it, to a temporary folder: vsce holds every file
 * against every pattern, which for those takes half a minute.
 */
export async function copyProject(): Promise<string> {
  const copy = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-package-'));
  const left = ['node_modules', '.git', '.vscode-test'].map((name) => path.join(PROJECT, name));
  await cp(PROJECT, copy, { recursive: true, filter: (file) => !left.includes(file) && !file.endsWith('.vsix') });
  return copy;
}

/** Makes {@link VSIX}. */
export async function packageExtension(): Promise<void> {
  const copy = await copyProject();
  try {
    await createVSIX({ cwd: copy, packagePath: VSIX, dependencies: false });
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await packageExtension();
