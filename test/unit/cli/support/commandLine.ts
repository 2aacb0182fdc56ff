import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { buildBundle } from '../../../../esbuild.mts';

/** What the commands need that open no dataset. */
export const SMALL = [
  'src/cli.ts',
  'src/cli/commandLine.ts',
  'src/cli/scoreCommand.ts',
  'src/core/humanError.ts',
  'src/core/model/model.ts',
];
/** What those need besides that do. */
export const WHOLE = [
  ...SMALL,
  'src/node/datasetWorker.ts',
  'src/node/idWorker.ts',
  'src/node/check/checkWorker.ts',
  'src/node/check/tokenCounter.ts',
  'src/core/recorded/detectRecorded.ts',
];
/** What a run needs besides. */
export const RUNS = [...WHOLE, 'src/node/openaiClient.ts', 'src/node/demo/demoWorker.ts'];

/** A process that has ended. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Circumstances {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node. */
  readonly node?: readonly string[];
}

/** The command line as it is shipped, in a folder of its own, and a working directory for it. */
export class CommandLine {
  private constructor(
    private readonly folder: string,
    /** The working directory, empty at first. */
    readonly cwd: string,
  ) {}

  static async build(bundles: readonly string[]): Promise<CommandLine> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-cli-'));
    const dist = path.join(folder, 'package/dist');
    await Promise.all(bundles.map((bundle) => buildBundle(bundle, dist)));
    await cp('package.json', path.join(folder, 'package/package.json'));
    await cp('media/sample', path.join(folder, 'package/media/sample'), { recursive: true });
    const cwd = path.join(folder, 'work');
    await mkdir(cwd);
    return new CommandLine(folder, cwd);
  }

  /** A file of the package. */
  packaged(name: string): string {
    return path.join(this.folder, 'package', name);
  }

  /** Absolute path of a file in the working directory. */
  at(name: string): string {
    return path.join(this.cwd, name);
  }

  /** Writes a file in the working directory; values are written as JSON, lists as lines of it. */
  async write(name: string, content: unknown): Promise<string> {
    const file = this.at(name);
    await mkdir(path.dirname(file), { recursive: true });
    const lines = Array.isArray(content) ? content : [content];
    const written = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    await writeFile(file, typeof content === 'string' ? content : `${written.join('\n')}\n`);
    return file;
  }

  /** Empties the working directory. */
  async clear(): Promise<void> {
    await rm(this.cwd, { recursive: true, force: true });
    await mkdir(this.cwd);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Starts a command. */
  start(
    args: readonly string[],
    { env, node = [] }: Circumstances = {},
  ): { child: ChildProcess; ended: Promise<Ended> } {
    const child = spawn(process.execPath, [...node, this.packaged('dist/cli.js'), ...args], {
      cwd: this.cwd,
      env: { PATH: process.env['PATH'], ...env },
      stdio: 'pipe',
    });
    const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
      ([[status], out, err]) => ({ status: status as number | null, out, err }),
    );
    return { child, ended };
  }

  /** Runs a command to its end. */
  call(args: readonly string[], circumstances: Circumstances = {}): Promise<Ended> {
    const { child, ended } = this.start(args, circumstances);
    child.stdin?.end(circumstances.stdin ?? '');
    return ended;
  }
}
