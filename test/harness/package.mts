import path from 'node:path';
import { PROJECT } from './install.mts';
import { runNode } from './layers.mts';

/** The packaged extension. */
export const VSIX = path.join(PROJECT, 'dist/tuning-fork.vsix');

/** Packages what was built, as `npm run package` does. */
export async function packageExtension(): Promise<void> {
  const vsce = path.join(PROJECT, 'node_modules/@vscode/vsce/vsce');
  const { code } = await runNode([vsce, 'package', '--no-dependencies', '--out', VSIX], 60_000);
  if (code !== 0) throw new Error('The extension could not be packaged.');
}
