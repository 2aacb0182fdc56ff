import { randomBytes } from 'node:crypto';
import { access, constants, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** On Windows a virus scanner, an indexer or a reader of the file makes these pass within moments. */
const PASSING = new Set(['EPERM', 'EBUSY', 'EACCES']);
const FIRST_WAIT_MS = 10;
const MOST_TRIES = 8;
const MOST_UPDATES = 100;

/** The code of an error of the operating system (`ENOENT`, …). */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Does something with a file that another program may keep busy for a moment: tries again for about a second. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === MOST_TRIES || !PASSING.has(errorCode(error) ?? '')) throw error;
      await delay(FIRST_WAIT_MS * 2 ** (tries - 1));
    }
  }
}

/**
 * Gives a file a new content at once: whoever reads it sees the old or the new one, whole, even after a crash. The file's
 * mode stays; a file that is read-only is refused. The new content waits on the disk beside the file while
 * `stillWanted` is asked; false leaves everything as it was.
 * @returns whether the file was replaced
 * @throws an error of the operating system; nothing is left behind
 */
export async function replaceFile(
  file: string,
  content: string,
  stillWanted: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<boolean> {
  const mode = await modeOf(file);
  const temporary = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await writeThrough(handle, content, mode);
    } finally {
      await handle.close();
    }
    if (!(await stillWanted())) {
      await rm(temporary);
      return false;
    }
    await patiently(() => rename(temporary, file));
    return true;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * Changes what a file says, for programs that know nothing of each other: when the file is no longer what `change` was
 * given (a `git pull` came in between), `change` is asked again with what it says now.
 * @param read reads the file; its text is compared too
 * @param change the new text for a text; the same text leaves the file alone
 */
export async function updateFile(
  file: string,
  read: (file: string) => Promise<string>,
  change: (text: string) => string,
): Promise<void> {
  for (let updates = 0; updates < MOST_UPDATES; updates += 1) {
    const before = await read(file);
    const after = change(before);
    if (after === before) return;
    if (await replaceFile(file, after, async () => (await read(file)) === before)) return;
  }
  throw new Error(`${file} keeps changing.`);
}

/** The mode of a file that may be written; `undefined` when there is none yet. */
async function modeOf(file: string): Promise<number | undefined> {
  try {
    await access(file, constants.W_OK);
    return (await stat(file)).mode & 0o7777;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeThrough(handle: FileHandle, content: string, mode: number | undefined): Promise<void> {
  // The mode given to `open` is narrowed by the process's mask.
  if (mode !== undefined) await handle.chmod(mode);
  await handle.writeFile(content);
  await handle.sync();
}
