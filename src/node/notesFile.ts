import { readFile, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { HumanError } from '../core/humanError';
import type { Note } from '../core/note/note';
import { timeOf } from '../core/note/noteLine';
import { mergeNote, parseNotes, type MergedNotes, type NotesContent } from '../core/note/notesText';
import { errorCode, updateFile } from './atomicFile';
import { withFileLock } from './fileLock';

/** A notes file larger than this is neither read nor written. */
export const MOST_NOTES_BYTES = 64 * 1024 * 1024;

/** The last save of each file: saves of one window come to the file in the order in which they were asked for. */
const saves = new Map<string, Promise<unknown>>();

/**
 * Reads a notes file. A missing file has no notes; lines that are not understood are told by their numbers.
 * @throws {HumanError} when the file is too large, not UTF-8 or may not be read
 */
export async function readNotes(file: string): Promise<NotesContent> {
  return parseNotes(await readText(file));
}

/**
 * Saves a note into a notes file, merged with what stands there; see {@link mergeNote}. Other windows wait meanwhile, and
 * a change that another program makes at the same time is merged too. A link is followed.
 * @returns the note that holds now: this one, or a later version that another window has saved
 * @throws {HumanError} when the file cannot be read or written; it is then as it was
 */
export async function saveNote(file: string, note: Note): Promise<Note> {
  const save = (saves.get(file) ?? Promise.resolve()).then(() => saveNow(file, note));
  const settled = save.catch(() => undefined);
  saves.set(file, settled);
  try {
    return await save;
  } finally {
    if (saves.get(file) === settled) saves.delete(file);
  }
}

async function saveNow(file: string, note: Note): Promise<Note> {
  try {
    const target = await linkTarget(file);
    return await withFileLock(target, async () => {
      let saved = note;
      await updateFile(target, readText, (text) => {
        const merged = mergeAtLast(text, note);
        if (Buffer.byteLength(merged.text) > MOST_NOTES_BYTES) throw tooLarge(file);
        saved = merged.note;
        return merged.text;
      });
      return saved;
    });
  } catch (error) {
    throw saveError(file, error);
  }
}

/**
 * What a reviewer saves now follows what was saved before. A version that is dated in the future comes from a machine
 * whose clock is ahead: it must not swallow what is written here until then.
 */
function mergeAtLast(text: string, note: Note): MergedNotes {
  const merged = mergeNote(text, note);
  const isAhead = merged.note !== note && timeOf(merged.note) > Date.now();
  return isAhead ? mergeNote(text, { ...note, updated: merged.note.updated }) : merged;
}

async function readText(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    const info = await stat(file);
    if (!info.isFile()) throw new HumanError('notes-unreadable', `${path.basename(file)} is not a file; move it away.`);
    if (info.size > MOST_NOTES_BYTES) throw tooLarge(file);
    bytes = await readFile(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw readError(file, error);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Decoded with replacement characters, the next save would destroy what could not be read.
    const sentence = `${path.basename(file)} is not UTF-8 text; save it with that encoding and try again.`;
    throw new HumanError('notes-not-utf8', sentence);
  }
}

/**
 * The file to write: the one that a link leads to, whether it exists yet or not. A link in a dataset's folder may come
 * from anybody, so it must lead to a file of lines of JSON.
 */
async function linkTarget(file: string): Promise<string> {
  const target = await resolveLinks(file);
  if (target.endsWith('.jsonl')) return target;
  throw new HumanError(
    'notes-link',
    `${path.basename(file)} is a link to a file that is not a .jsonl file; replace the link and save again.`,
    target,
  );
}

async function resolveLinks(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const folder = await realpath(path.dirname(file));
  const own = path.join(folder, path.basename(file));
  const next = await readlink(own).catch(() => undefined);
  return next === undefined ? own : resolveLinks(path.resolve(folder, next));
}

function tooLarge(file: string): HumanError {
  return new HumanError(
    'notes-too-large',
    `${path.basename(file)} would be larger than 64 MB; move lines that are no longer needed to another file.`,
  );
}

function readError(file: string, error: unknown): unknown {
  if (error instanceof HumanError || errorCode(error) === undefined) return error;
  const sentence = `${path.basename(file)} cannot be read; check its permissions and the disk.`;
  return new HumanError('notes-unreadable', sentence, String(error));
}

function saveError(file: string, error: unknown): unknown {
  const name = path.basename(file);
  if (error instanceof HumanError || errorCode(error) === undefined) return error;
  const sentences: Readonly<Record<string, string>> = {
    ENOENT: `The folder of ${name} is not there any more; restore it and save again.`,
    ENOSPC: `There is no room on the disk for ${name}; free some and save again.`,
  };
  const sentence =
    sentences[errorCode(error) ?? ''] ?? `${name} cannot be written; check the permissions of it and its folder.`;
  return new HumanError('notes-not-saved', sentence, String(error));
}
