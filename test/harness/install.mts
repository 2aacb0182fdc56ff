import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const PROJECT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A VS Code from the npm registry: the package `code-server` holds the real workbench, server and extension host. */
export interface VsCodeVersion {
  /** Version of VS Code. */
  readonly name: string;
  /** Version of the npm package that holds it. */
  readonly package: string;
  /** The Node it needs, where the project's own does not do. */
  readonly node?: string;
  /** Version of `@vscode/ripgrep-universal`, where VS Code's own ripgrep comes only with an install script: file search needs it. */
  readonly ripgrep?: string;
}

/** The oldest VS Code that `engines.vscode` allows. Its extension host hangs on Node 24; its desktop has Node 22. */
export const OLDEST: VsCodeVersion = { name: '1.103', package: '4.103.2', node: '22.23.3', ripgrep: '1.18.0' };
export const NEWEST: VsCodeVersion = { name: '1.139', package: '4.139.1' };

/** What to start: `node` with `server`. */
export interface InstalledVsCode {
  readonly node: string;
  readonly server: string;
}

/**
 * Makes sure that a VS Code is in `.vscode-test/`. An install gets its final name when it is whole; a lock keeps two
 * processes from doing the same work at once.
 */
export async function installVsCode(version: VsCodeVersion): Promise<InstalledVsCode> {
  const cache = path.join(PROJECT, '.vscode-test');
  const folder = path.join(cache, version.package);
  const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const nodeFile = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const installed = {
    node: version.node === undefined ? process.execPath : path.join(folder, 'node_modules', nodePackage, nodeFile),
    server: path.join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
  if (existsSync(folder)) return installed;
  await mkdir(cache, { recursive: true });
  const unlock = await lock(`${folder}.lock`);
  try {
    if (existsSync(folder)) return installed;
    console.log(`Getting VS Code ${version.name} (code-server ${version.package}) from the npm registry …`);
    const staging = `${folder}.partial`;
    await rm(staging, { recursive: true, force: true });
    await mkdir(staging);
    await writeFile(path.join(staging, 'package.json'), '{ "private": true }\n');
    // Scripts would compile native modules, for minutes. Only the integrated terminal needs them.
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const packages = [`code-server@${version.package}`];
    if (version.node !== undefined) packages.push(`${nodePackage}@${version.node}`);
    if (version.ripgrep !== undefined) packages.push(`@vscode/ripgrep-universal@${version.ripgrep}`);
    await npm(staging, ['install', '--save-exact', ...quiet, ...packages]);
    const vscode = path.join(staging, 'node_modules/code-server/lib/vscode');
    await npm(vscode, ['install', '--omit=dev', ...quiet]);
    if (version.ripgrep !== undefined) {
      const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
      const from = path.join(
        staging,
        'node_modules/@vscode/ripgrep-universal/bin',
        `${process.platform}-${process.arch}`,
      );
      await cp(path.join(from, name), path.join(vscode, 'node_modules/@vscode/ripgrep/bin', name));
    }
    await rename(staging, folder);
    return installed;
  } finally {
    await unlock();
  }
}

/** Waits until this process holds the lock; takes it over from a process that is gone. */
async function lock(file: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (holder > 0 && !isRunning(holder)) await rm(file, { force: true });
    else await delay(500);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Runs npm, the one that runs this script if npm does. */
async function npm(cwd: string, args: readonly string[]): Promise<void> {
  const own = process.env['npm_execpath'];
  const child = own
    ? spawn(process.execPath, [own, ...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'], env: npmEnvironment() })
    : spawn('npm', [...args], {
        cwd,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: npmEnvironment(),
        shell: process.platform === 'win32',
      });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${errors}`);
}

/** The environment without what an outer `npm run` says about its own package and flags. */
function npmEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|command|config_(local_)?prefix|config_ignore_scripts|config_omit)/.test(name),
  );
  return {
    ...Object.fromEntries(entries),
    // Some install steps start `node` by name: it has to be this one.
    PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
  };
}
