import { looksLikeDataset } from './detect';
import { isJsonObject, type JsonObject } from './json';

/** Records looked at to tell a format. */
export const RECORDS_LOOKED_AT = 20;

/** Deepest place of a list of records: a member of a member. */
export const LIST_DEPTH = 2;

/** Names under which tools keep their records, best known first. */
const LIST_NAMES = ['tests', 'examples', 'data', 'samples', 'rows', 'records', 'items', 'train', 'test', 'validation'];

/** A list of objects within an object. */
export interface RecordList {
  /** Names of the members that lead to it. */
  readonly path: readonly string[];
  /** Its first records. */
  readonly records: readonly JsonObject[];
}

/** The one of several lists that holds a file's samples: the first that looks so, else the one with the best known name. */
export function chooseList<T extends RecordList>(lists: readonly T[]): T | undefined {
  const samples = lists.find(({ records }) => looksLikeDataset(records));
  if (samples) return samples;
  const name = LIST_NAMES.find((known) => lists.some(({ path }) => path.at(-1) === known));
  return name === undefined ? undefined : lists.find(({ path }) => path.at(-1) === name);
}

/** The lists of objects within a document. */
export function listsIn(document: unknown, path: readonly string[] = []): RecordList[] {
  if (Array.isArray(document)) {
    const records = document.slice(0, RECORDS_LOOKED_AT).filter(isJsonObject);
    return records.length > 0 ? [{ path, records }] : [];
  }
  if (!isJsonObject(document) || path.length === LIST_DEPTH) return [];
  return Object.entries(document).flatMap(([name, member]) => listsIn(member, [...path, name]));
}
