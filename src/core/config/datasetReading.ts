import { getNodeValue, parseTree } from 'jsonc-parser';
import { isJsonObject, type JsonValue } from '../dataset/json';
import type { DatasetConfig } from './config';
import { appendConfigValue, setConfigValue } from './editConfig';

/** How the rows of a dataset are read; what is absent is guessed from its first rows. */
export type Reading = Pick<DatasetConfig, 'format' | 'prompt' | 'reference' | 'id'>;

const MEMBERS = ['format', 'prompt', 'reference', 'id'] as const;

/**
 * Writes into `tuning-fork.json` how one dataset is read: into the entry of exactly this file, else into a new one, which
 * takes over what held for the file so far. A list that is made for it does not hide the other datasets.
 * @param path of the file, relative to the folder, with forward slashes
 * @param before the entry that held for the file
 */
export function setReading(text: string, path: string, reading: Reading, before?: DatasetConfig): string {
  const root = parseTree(text);
  const config: unknown = root && getNodeValue(root);
  const list = isJsonObject(config) && Array.isArray(config['datasets']) ? config['datasets'] : undefined;
  const at = list?.findIndex((entry: JsonValue) => isJsonObject(entry) && entry['files'] === path) ?? -1;
  if (at >= 0) {
    return MEMBERS.reduce((edited, member) => setConfigValue(edited, ['datasets', at, member], reading[member]), text);
  }
  const kept = Object.entries({ ...before, files: path }).filter(
    ([member]) => !MEMBERS.some((each) => each === member),
  );
  const chosen = MEMBERS.flatMap((member) => (reading[member] === undefined ? [] : [[member, reading[member]]]));
  const edited = appendConfigValue(text, ['datasets'], Object.fromEntries([['files', path], ...kept, ...chosen]));
  return list ? edited : setConfigValue(edited, ['findDatasets'], true);
}
