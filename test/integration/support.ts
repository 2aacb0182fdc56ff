/** What integration tests share: the workspace's files, the views as a person sees them, and waiting for a condition. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TuningForkApi } from '../../src/api';
import type { ItemLiteral } from '../../src/editor/testCommands';

/** A tree item as `tuningFork.internal.tree` gives it. */
export type Item = ItemLiteral;

export type View = 'datasets' | 'models' | 'runs' | 'categories';

const PATIENCE_MS = 15_000;
const LOOK_MS = 25;

/** Activates the extension and returns its API. */
export async function activate(): Promise<TuningForkApi> {
  const extension = vscode.extensions.getExtension<TuningForkApi>('tuning-fork.tuning-fork');
  assert.ok(extension, 'the extension is not installed');
  return extension.activate();
}

/** Items of a view below an item, or at its top. */
export function tree(view: View, parent?: Item): Promise<Item[]> {
  return run<Item[]>('tuningFork.internal.tree', { view, ...(parent && { parent: parent.id }) });
}

/** The item with this label. */
export async function item(view: View, label: string, parent?: Item): Promise<Item> {
  const found = await eventually(`“${label}” in ${view}`, async () =>
    (await tree(view, parent)).find((each) => each.label === label),
  );
  return found;
}

/** Clicks the check boxes of items. */
export function tick(items: readonly Item[], ticked = true): Promise<void> {
  return run('tuningFork.internal.tick', { ids: items.map(({ id }) => id), ticked });
}

/** Executes a command. */
export async function run<T>(command: string, ...args: unknown[]): Promise<T> {
  return vscode.commands.executeCommand<T>(command, ...args);
}

/** Waits until `look` finds something: what it returns once that is neither undefined nor false. */
export async function eventually<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found as NonNullable<Exclude<T, false>>;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await delay(LOOK_MS);
  }
}

/** Absolute path of a file of the workspace. */
export function at(file: string): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return path.join(folder.uri.fsPath, file);
}

export function write(file: string, text: string): void {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
}

export function read(file: string): string {
  return readFileSync(at(file), 'utf8');
}

/** The error that a call ends with. */
export async function failure(call: Promise<unknown>): Promise<{ readonly code?: string; readonly message: string }> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  }
  throw new assert.AssertionError({ message: 'the call succeeded' });
}
