/** Modules in WebAssembly's text format (`*.wat`): plugins that let the build, the tests and the bench import them. */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import loadWabt from 'wabt';

/**
 * The JavaScript of a module: `instantiate(bytes)` makes an instance with a memory of so many bytes at least. The file beside
 * it, `*.wat.d.ts`, has the types.
 */
async function compiled(file: string): Promise<string> {
  const wabt = await loadWabt();
  const parsed = wabt.parseWat(file, await readFile(file, 'utf8'), { simd: true });
  const code = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
  parsed.destroy();
  return `
    let module;
    export function instantiate(bytes) {
      module ??= new WebAssembly.Module(Buffer.from('${code}', 'base64'));
      const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
      const { exports } = new WebAssembly.Instance(module, { host: { memory } });
      return { ...exports, memory: memory.buffer };
    }`;
}

/** For esbuild. */
export const watModules: Plugin = {
  name: 'wat-modules',
  setup(build) {
    build.onLoad({ filter: /\.wat$/ }, async ({ path }) => ({ contents: await compiled(path), loader: 'js' }));
  },
};

/** For Vite, which runs the tests. */
export const watModulesOfVite = {
  name: watModules.name,
  load: (path: string) => (path.endsWith('.wat') ? compiled(path) : undefined),
};
