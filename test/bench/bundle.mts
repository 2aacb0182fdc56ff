import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { watModules } from '../../wat.mts';

const here = path.dirname(fileURLToPath(import.meta.url));

/**
 * Bundles a script of this folder, to be run as a process of its own; what it imports when needed stands in files beside, as
 * in the product. @returns the bundle's path
 */
export async function bundle(script: string, folder: string): Promise<string> {
  await build({
    entryPoints: [path.join(here, script)],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    mainFields: ['module', 'main'],
    minify: true,
    plugins: [watModules],
    // Packages that are CommonJS ask for Node's modules by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return path.join(folder, `${path.basename(script, '.ts')}.mjs`);
}
