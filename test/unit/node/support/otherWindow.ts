import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Order } from './noteProcess';

/** Bundles the program of the other windows into a folder. */
export async function buildNoteProcess(folder: string): Promise<string> {
  const outfile = path.join(folder, 'noteProcess.cjs');
  const entry = fileURLToPath(new URL('noteProcess.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node22' });
  return outfile;
}

/** Starts another window: resolves when it waits for its order. */
export async function startWindow(program: string): Promise<ChildProcess> {
  const child = fork(program, { execArgv: [] });
  await once(child, 'message');
  return child;
}

/** Gives an order and waits until the window has done it and ended. */
export async function finish(child: ChildProcess, order: Order): Promise<void> {
  const exit = once(child, 'exit');
  child.send(order);
  const [code] = (await exit) as [number | null];
  if (code !== 0) throw new Error(`The other window ended with ${code}.`);
}

/** Gives an order that gets stuck, and kills the window there. */
export async function crash(child: ChildProcess, order: Order): Promise<void> {
  const stuck = once(child, 'message');
  child.send(order);
  await stuck;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
