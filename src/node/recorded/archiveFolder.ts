import { readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { openaiEvalsArchive } from '../../core/recorded/formats/openaiEvalsArchive';
import { HumanError } from '../../core/humanError';
import { DatasetBytes } from '../datasetBytes';
import { sniffRecorded } from './sniffRecorded';

/** Most files of a folder that are looked at. */
const MOST_FILES = 1000;

/** Whether a path leads to a folder. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * The files of an archive of OpenAI's Evals, `openai-evals-export`: one for each evaluation, in the order of their names.
 * None in any other folder. Files below `files/` are the data that was uploaded, without answers.
 * @throws {HumanError} when the folder cannot be read
 */
export function archiveFiles(folder: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    throw new HumanError('folder-unreadable', `${folder} cannot be read; check its permissions.`, String(error));
  }
  const files = names.filter((name) => /\.json$/i.test(name)).slice(0, MOST_FILES);
  return files.map((name) => join(resolve(folder), name)).filter(isArchiveFile);
}

/** What the items of a file are called by, before their own keys, in the recording of its folder. */
export function nameInArchive(file: string): string {
  return basename(file).replace(/\.json$/i, '');
}

function isArchiveFile(path: string): boolean {
  let bytes: DatasetBytes | undefined;
  try {
    bytes = new DatasetBytes(path);
    return sniffRecorded(bytes) === openaiEvalsArchive;
  } catch (error) {
    // A folder of that name, or a file that is gone or may not be read.
    if (error instanceof HumanError) return false;
    throw error;
  } finally {
    bytes?.close();
  }
}
