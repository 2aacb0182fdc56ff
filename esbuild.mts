/**
 * The build: `node esbuild.mts`, or `node esbuild.mts --watch` for F5. Everything that ships goes into `dist/`.
 *
 * esbuild does not check types; `npm run check` does.
 */
import { chmod, copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { build, context, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import type { GenericSchema } from 'valibot';
import { watModules } from './wat.mts';

const root = path.dirname(fileURLToPath(import.meta.url));

/**
 * Modules that several bundles of the extension host use and that must exist only once there, because `instanceof` has
 * to hold across bundles. Each is a bundle of its own.
 */
const SHARED = ['src/core/humanError.ts', 'src/core/model/model.ts'];

/** Heavy modules are bundles of their own: a dynamic import of one loads the file beside when it is needed. */
const lazyBundles: Plugin = {
  name: 'lazy-bundles',
  setup(build) {
    build.onResolve(
      {
        filter:
          /\/(commandLine|detectRecorded|exportReport|openaiClient|parquetReader|scoreCommand|tokenCounter|yamlReader)$/,
      },
      ({ kind, path: specifier }) =>
        kind === 'dynamic-import' ? { path: `./${path.posix.basename(specifier)}.js`, external: true } : undefined,
    );
  },
};

/** Turns imports of the shared modules into a `require` of the file beside. */
const sharedModules: Plugin = {
  name: 'shared-modules',
  setup(build) {
    const entryPoints = build.initialOptions.entryPoints;
    build.onResolve({ filter: /^\./ }, ({ path: specifier, resolveDir, kind }) => {
      if (kind === 'entry-point') return undefined;
      const file = `${path.relative(root, path.resolve(resolveDir, specifier)).split(path.sep).join('/')}.ts`;
      const isEntry = Array.isArray(entryPoints) && entryPoints.some((entry) => entry === file);
      return SHARED.includes(file) && !isEntry
        ? { path: `./${path.basename(file, '.ts')}.js`, external: true }
        : undefined;
    });
  },
};

const node: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // The oldest VS Code of `engines.vscode` runs its extension host on Node 22.
  target: 'node22',
  // esbuild's default for Node prefers `main`, which for jsonc-parser is a UMD file that cannot be bundled.
  mainFields: ['module', 'main'],
  plugins: [watModules],
};

const browser: BuildOptions = {
  bundle: true,
  platform: 'browser',
  format: 'esm',
  target: 'chrome138',
  tsconfig: path.join(root, 'webview/tsconfig.json'),
};

/** What runs on the extension host's thread shares modules; a worker is complete in itself but for its lazy bundles. */
const host: BuildOptions = { ...node, external: ['vscode'], plugins: [lazyBundles, sharedModules] };
const worker: BuildOptions = { ...node, plugins: [lazyBundles, watModules] };

const BUNDLES: readonly (readonly [entry: string, options: BuildOptions])[] = [
  ...SHARED.map((entry) => [entry, host] as const),
  ['src/extension.ts', host],
  // It must be understood by any Node, to say which one is needed.
  ['src/cli.ts', { ...host, target: 'node12' }],
  ['src/cli/commandLine.ts', host],
  ['src/cli/scoreCommand.ts', host],
  ['src/node/openaiClient.ts', host],
  ['src/node/datasetWorker.ts', worker],
  ['src/node/idWorker.ts', worker],
  ['src/node/check/checkWorker.ts', worker],
  ['src/node/check/tokenCounter.ts', node],
  ['src/core/recorded/detectRecorded.ts', node],
  ['src/core/report/exportReport.ts', node],
  ['src/node/sources/parquetReader.ts', node],
  ['src/node/sources/yamlReader.ts', node],
  ['src/node/demo/demoWorker.ts', node],
  ['webview/inspector.ts', browser],
  ['webview/inspector.css', browser],
  ['webview/check.ts', browser],
  ['webview/check.css', browser],
  ['webview/report.ts', browser],
  ['webview/report.css', browser],
];

/** esbuild's options for one bundle of {@link BUNDLES}. */
function bundleOptions(entry: string, options: BuildOptions, outdir: string): BuildOptions {
  return {
    ...options,
    absWorkingDir: root,
    entryPoints: [entry],
    outdir,
    minify: true,
    // No comment that points to the map: it stays out of the package.
    sourcemap: 'external',
    legalComments: 'none',
    logOverride: { 'import-is-undefined': 'error' },
  };
}

/** Builds one bundle alone into `outdir`, as the product ships it, and returns the file's path. */
export async function buildBundle(entry: string, outdir: string): Promise<string> {
  const options = BUNDLES.find(([candidate]) => candidate === entry)?.[1];
  if (!options) throw new Error(`${entry} is not a bundle`);
  await build(bundleOptions(entry, options, outdir));
  return path.join(outdir, `${path.basename(entry, '.ts')}.js`);
}

/** A file that was built. */
export interface Bundle {
  readonly bytes: number;
  /** Source files in it, relative to the project, with `/`. */
  readonly sources: readonly string[];
}

/** Builds everything into `outdir`; returns the bundles by file name. */
export async function buildAll(outdir = path.join(root, 'dist')): Promise<Map<string, Bundle>> {
  await mkdir(outdir, { recursive: true });
  const results = await Promise.all(
    BUNDLES.map(([entry, options]) => build({ ...bundleOptions(entry, options, outdir), metafile: true })),
  );
  const metafiles = results.map((result) => result.metafile);
  await removeStale(outdir, metafiles);
  await writeExtras(outdir, metafiles);
  await chmod(path.join(outdir, 'cli.js'), 0o755);
  const bundles = new Map<string, Bundle>();
  for (const { outputs } of metafiles) {
    for (const [file, { bytes, inputs }] of Object.entries(outputs)) {
      if (!file.endsWith('.map')) bundles.set(path.basename(file), { bytes, sources: Object.keys(inputs) });
    }
  }
  return bundles;
}

/** Removes bundles of an earlier build that this one does not have. */
async function removeStale(outdir: string, metafiles: readonly Metafile[]): Promise<void> {
  const current = new Set(metafiles.flatMap(({ outputs }) => Object.keys(outputs).map((file) => path.basename(file))));
  for (const file of await readdir(outdir)) {
    if (/\.(js|css|map)$/.test(file) && !current.has(file)) await rm(path.join(outdir, file));
  }
}

async function writeExtras(outdir: string, metafiles: readonly Metafile[]): Promise<void> {
  for (const file of ['codicon.css', 'codicon.ttf']) {
    await copyFile(path.join(root, 'node_modules/@vscode/codicons/dist', file), path.join(outdir, file));
  }
  await writeFile(path.join(outdir, 'tuning-fork.schema.json'), await configJsonSchema());
  await writeFile(path.join(outdir, 'THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices(metafiles));
}

/** The JSON schema of `tuning-fork.json` for VS Code's JSON editor. */
async function configJsonSchema(): Promise<string> {
  const { outputFiles } = await build({
    ...node,
    format: 'esm',
    absWorkingDir: root,
    entryPoints: ['src/core/config/config.ts'],
    write: false,
  });
  const source = outputFiles[0]?.text ?? '';
  const { configSchema } = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
    configSchema: GenericSchema;
  };
  const schema = toJsonSchema(configSchema, { typeMode: 'input', errorMode: 'ignore' });
  return `${JSON.stringify({ ...schema, allowComments: true, allowTrailingCommas: true }, null, 2)}\n`;
}

/** The licences of all npm packages that are in the bundles. */
async function thirdPartyNotices(metafiles: readonly Metafile[]): Promise<string> {
  const packages = new Set(['node_modules/@vscode/codicons']);
  for (const { inputs } of metafiles) {
    for (const file of Object.keys(inputs)) {
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
      if (folder) packages.add(folder);
    }
  }
  const notices = [...packages].sort().map(async (folder) => {
    const manifest = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
      license?: string;
    };
    const files = (await readdir(path.join(root, folder))).filter((name) => /^(licen[cs]e|notice)/i.test(name)).sort();
    const texts = await Promise.all(files.map((name) => readFile(path.join(root, folder, name), 'utf8')));
    return [`${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`, ...texts].join('\n\n');
  });
  return `Tuning Fork contains the following third-party software.\n\n${(await Promise.all(notices)).join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** Builds, then builds again what changes. Prints what VS Code's `$esbuild-watch` problem matcher waits for. */
async function watch(): Promise<void> {
  const outdir = path.join(root, 'dist');
  await mkdir(outdir, { recursive: true });
  await writeExtras(outdir, []);
  let building = 0;
  const announce: Plugin = {
    name: 'announce',
    setup(build) {
      build.onStart(() => {
        if (building++ === 0) console.log('[watch] build started');
      });
      build.onEnd(() => {
        if (--building === 0) console.log('[watch] build finished');
      });
    },
  };
  await Promise.all(
    BUNDLES.map(async ([entry, options]) => {
      const bundle = bundleOptions(entry, options, outdir);
      const plugins = [...(bundle.plugins ?? []), announce];
      await (await context({ ...bundle, plugins, minify: false, sourcemap: 'linked' })).watch();
    }),
  );
}

async function main(): Promise<void> {
  if (process.argv.includes('--watch')) {
    await watch();
    return;
  }
  for (const [file, { bytes }] of await buildAll()) {
    console.log(`${file.padEnd(20)} ${(bytes / 1024).toFixed(1).padStart(8)} KB`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main().catch((error: unknown) => {
    // esbuild has printed what is wrong with the sources.
    if (!(error instanceof Error && 'errors' in error)) console.error(error);
    process.exit(1);
  });
}
