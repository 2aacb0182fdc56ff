import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { SuiteReport } from '../integration/suite.ts';
import { PROJECT } from './install.mts';

const INTEGRATION = path.join(PROJECT, 'test/integration');

/**
 * How a group of integration tests, a folder of `test/integration/`, is launched: what its `launch.mts` exports as
 * `launch`. Everything may be left out. Paths are relative to the project.
 */
export interface Launch {
  /** Folder that is copied to a temporary place and opened; an empty folder when absent. */
  readonly workspace?: string;
  /** Workspace file in it to open in its place, for windows with several folders. */
  readonly workspaceFile?: string;
  /** False for Restricted Mode. */
  readonly trusted?: boolean;
  /** Development folders of further extensions. */
  readonly extensions?: readonly string[];
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /**
   * Windows opened one after the other on the same workspace and state, each with some of the group's test files. One
   * window with all of them when absent.
   */
  readonly windows?: readonly TestWindow[];
}

export interface TestWindow {
  /** Names of test files. */
  readonly tests: readonly string[];
  /** True when the tests end by killing the extension host (`killHost` of suite.ts). */
  readonly endsKilled?: boolean;
}

/** A group, ready to be opened. */
export interface Group {
  readonly name: string;
  readonly launch: Launch;
  readonly windows: readonly (TestWindow & { readonly suite: string })[];
}

/** Finds the groups and bundles their tests. `only`: names, all when empty. */
export async function loadGroups(only: readonly string[]): Promise<Group[]> {
  const folders = await readdir(INTEGRATION, { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`There is no group ${unknown.join(', ')} in test/integration.`);
  const groups: Group[] = [];
  for (const name of names.filter((candidate) => only.length === 0 || only.includes(candidate)).sort()) {
    const files = (await readdir(path.join(INTEGRATION, name))).filter((file) => file.endsWith('.test.ts')).sort();
    if (files.length === 0) continue;
    const launchFile = path.join(INTEGRATION, name, 'launch.mts');
    const launch = existsSync(launchFile)
      ? ((await import(pathToFileURL(launchFile).href)) as { launch: Launch }).launch
      : {};
    const windows = launch.windows ?? [{ tests: files }];
    const forgotten = files.filter((file) => !windows.some(({ tests }) => tests.includes(file)));
    if (forgotten.length > 0) throw new Error(`${name}/launch.mts opens no window for ${forgotten.join(', ')}.`);
    groups.push({
      name,
      launch,
      windows: await Promise.all(
        windows.map(async (window, index) => ({ ...window, suite: await bundleSuite(name, index, window.tests) })),
      ),
    });
  }
  return groups;
}

async function bundleSuite(group: string, index: number, tests: readonly string[]): Promise<string> {
  const outfile = path.join(PROJECT, '.vscode-test/suites', `${group}-${index}.js`);
  const requires = tests.map((file) => `require(${JSON.stringify(`./${group}/${file}`)});`).join(' ');
  await build({
    stdin: {
      contents: `import { runSuite } from './suite';\nexport const run = () => runSuite(() => { ${requires} });\n`,
      resolveDir: INTEGRATION,
      sourcefile: `${group}.ts`,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'external',
    logLevel: 'warning',
  });
  return outfile;
}

/** Copies a group's workspace to a temporary place, where tests may write, with room for reports beside it. */
export async function copyWorkspace(
  group: Group,
): Promise<{ folder: string; reports: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(path.join(os.tmpdir(), `tuning-fork-${group.name}-`));
  const folder = path.join(root, 'workspace');
  if (group.launch.workspace === undefined) await mkdir(folder);
  else await cp(path.join(PROJECT, group.launch.workspace), folder, { recursive: true });
  return { folder, reports: root, remove: () => rm(root, { recursive: true, force: true, maxRetries: 5 }) };
}

export async function readReport(file: string): Promise<SuiteReport | undefined> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as SuiteReport) : undefined;
}
