import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { installVsCode, type VsCodeVersion } from './install.mts';
import { CALM_SETTINGS } from './settings.mts';

export interface ServerOptions {
  readonly version: VsCodeVersion;
  /** User settings, besides the calm ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** State of an earlier server; a fresh folder that goes with the server when absent. */
  readonly dataDir?: string;
  /** Fixed port, so that the browser's storage (by origin) survives a relaunch; a free one when absent. */
  readonly port?: number;
  /** Variables the extension host sees besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Shows messages in the corner. VS Code then takes no extension under development from the page. */
  readonly toasts?: boolean;
  /** Packaged extensions to install before the start. */
  readonly vsix?: readonly string[];
  /** Folders of further extensions; a page takes only one under development. */
  readonly extensions?: readonly string[];
}

/** Where a page looks. Paths are absolute. */
export interface PageTarget {
  /** A folder, or a `.code-workspace` file. */
  readonly folder?: string;
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
}

/** Processes to end with this one, whatever ends it. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) killTree(child);
});
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(code));
}

/** A running VS Code server: workbench for browsers, and extension hosts, one per window. */
export class VsCodeServer {
  readonly dataDir: string;
  readonly port: number;
  private readonly child: ChildProcess;
  private readonly options: ServerOptions;
  /** The state was made for this server and goes with it. */
  private ownsState: boolean;
  private output = '';

  private constructor(child: ChildProcess, options: ServerOptions, dataDir: string, port: number) {
    this.child = child;
    this.options = options;
    this.ownsState = options.dataDir === undefined;
    this.dataDir = dataDir;
    this.port = port;
  }

  /** Gets the version if need be, starts it, and resolves when it listens. */
  static async start(options: ServerOptions): Promise<VsCodeServer> {
    const { node, server: main } = await installVsCode(options.version);
    const dataDir = options.dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-vscode-')));
    const settings = path.join(dataDir, 'data/User/settings.json');
    if (!existsSync(settings)) {
      await mkdir(path.dirname(settings), { recursive: true });
      await writeFile(settings, JSON.stringify({ ...CALM_SETTINGS, ...options.settings }, null, 2));
    }
    const common = ['--server-data-dir', dataDir, '--extensions-dir', path.join(dataDir, 'extensions')];
    const env = serverEnvironment(options.env);
    for (const folder of options.extensions ?? []) {
      await cp(folder, path.join(dataDir, 'extensions', path.basename(folder)), { recursive: true });
    }
    for (const vsix of options.vsix ?? []) {
      await promisify(execFile)(node, [main, ...common, '--install-extension', vsix], { env });
    }
    const child = spawn(
      node,
      [
        main,
        ...common,
        ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
        '--without-connection-token',
        '--accept-server-license-terms',
        ...(options.toasts ? [] : ['--enable-smoke-test-driver']),
        ...['--telemetry-level', 'off'],
      ],
      // A process group of its own, so that the extension hosts end with it.
      { env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' },
    );
    running.add(child);
    child.once('exit', () => running.delete(child));
    return new Promise((resolve, reject) => {
      let output = '';
      let server: VsCodeServer | undefined;
      const read = (text: string): void => {
        if (server) {
          server.output += text;
          return;
        }
        output += text;
        const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
        if (!port) return;
        server = new VsCodeServer(child, options, dataDir, Number(port));
        server.output = output;
        resolve(server);
      };
      child.stdout.setEncoding('utf8').on('data', read);
      child.stderr.setEncoding('utf8').on('data', read);
      child.once('error', reject);
      child.once('exit', (code) => {
        reject(new Error(`VS Code ${options.version.name} did not start (exit code ${code}):\n${output}`));
      });
    });
  }

  /** The address of a window. */
  url(target: PageTarget): string {
    const remote = (file: string): string => `vscode-remote://127.0.0.1:${this.port}${encodeURI(file)}`;
    const payload: [string, string][] = [];
    if (target.extensionDevelopmentPath) {
      payload.push(['extensionDevelopmentPath', remote(target.extensionDevelopmentPath)]);
    }
    if (target.extensionTestsPath) payload.push(['extensionTestsPath', remote(target.extensionTestsPath)]);
    const query = new URLSearchParams();
    if (target.folder) query.set(target.folder.endsWith('.code-workspace') ? 'workspace' : 'folder', target.folder);
    else query.set('ew', 'true');
    if (payload.length > 0) query.set('payload', JSON.stringify(payload));
    return `http://127.0.0.1:${this.port}/?${query}`;
  }

  /** Kills the extension hosts at once, as a crash would. Returns how many there were. */
  async killExtensionHosts(): Promise<number> {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
    const hosts = stdout
      .split('\n')
      .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
      .filter((match) => Number(match?.[2]) === this.child.pid && match?.[3]?.includes('--type=extensionHost'));
    for (const host of hosts) process.kill(Number(host?.[1]), 'SIGKILL');
    return hosts.length;
  }

  /** What the server and the extension hosts have written: the last `lines` lines of each log. */
  async logs(lines = 60): Promise<string> {
    const folder = path.join(this.dataDir, 'data/logs');
    const files = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
    const parts = [tail(this.output, 20)];
    for (const file of files.filter((name) => /remoteexthost\.log$|Tuning Fork.*\.log$/.test(name))) {
      parts.push(`--- ${file}\n${tail(await readFile(path.join(folder, file), 'utf8'), lines)}`);
    }
    return parts.join('\n');
  }

  /** Ends the server and its extension hosts, and removes the state that was made for it. */
  async stop(): Promise<void> {
    await this.end();
    if (this.ownsState) await rm(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Ends it, and starts it again with the same state on the same port. */
  async relaunch(changes: Partial<ServerOptions> = {}): Promise<VsCodeServer> {
    await this.end();
    const next = await VsCodeServer.start({ ...this.options, ...changes, dataDir: this.dataDir, port: this.port });
    next.ownsState = this.ownsState;
    return next;
  }

  private async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      killTree(this.child);
      await ended;
    }
  }
}

function serverEnvironment(env: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  // What an outer VS Code tells its own children would confuse this one.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|VITEST)/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...env };
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function tail(text: string, lines: number): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}
