import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { MAX_ROW_BYTES } from '../../core/dataset/containers/rowScanner';
import { firstPrompt, withTestDefaults, type PromptfooDefaults } from '../../core/dataset/formats/promptfooConfig';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/dataset/json';
import { chooseList, listsIn } from '../../core/dataset/recordLists';
import { HumanError } from '../../core/humanError';
import type { DatasetBytes } from '../datasetBytes';
import { boundedJson } from './boundedJson';
import type { YamlFile, YamlItem } from './yamlReader';

/** Longest YAML file that is read (20 MB): reading one takes half a second a megabyte. */
const MOST_BYTES = 20 * 1024 * 1024;

/** Longest text that all rows together are written to: the aliases of a small file may unfold to any length. */
const MOST_WRITTEN = 10 * MOST_BYTES;

/** Longest prompt file (1 MB). */
const MOST_PROMPT_BYTES = 1024 * 1024;

const FOLDED = 'The aliases (*name) of this item unfold to more than can be read; write the values out.';

/** The rows of a YAML file as lines of JSON, and the lines of the file on which they begin. */
export interface YamlRows {
  readonly text: string;
  readonly lines: readonly number[];
}

/** Reads the list of tests, or of other objects, in a YAML file. @throws {HumanError} when there is none */
export async function yamlRows(file: DatasetBytes): Promise<YamlRows> {
  const { text, isExact } = textOf(file);
  const { readYaml } = await import('./yamlReader');
  let yaml: YamlFile;
  try {
    yaml = readYaml(text);
  } catch (error) {
    throw refused(
      file,
      'it is YAML that cannot be read; look for aliases (*name) without an anchor and deep nesting',
      error,
    );
  }
  const list = chooseList(listsIn(yaml.value));
  if (!list) throw refused(file, elsewhere(yaml.value) ?? whatIsMissing(yaml));
  const items = yaml.itemsAt(list.path);
  const values = valuesAt(yaml.value, list.path);
  const defaults = list.path.join() === 'tests' ? defaultsOf(yaml.value, file) : undefined;
  let budget = MOST_WRITTEN;
  const lines = values.map((value, index) => {
    const line = lineOf(value, items[index], isExact, Math.min(budget, MAX_ROW_BYTES), defaults);
    budget -= line.length;
    return line;
  });
  return { text: lines.map((line) => `${line}\n`).join(''), lines: items.map(({ line }) => line) };
}

function textOf(file: DatasetBytes): { readonly text: string; readonly isExact: boolean } {
  if (file.size > MOST_BYTES) {
    throw refused(file, `it is YAML of more than ${MOST_BYTES / 1024 / 1024} MB; export its rows as JSONL`);
  }
  const bytes = Buffer.allocUnsafe(file.size);
  file.read(bytes, 0);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isExact: true };
  } catch {
    return { text: new TextDecoder().decode(bytes), isExact: false };
  }
}

function lineOf(
  value: unknown,
  item: YamlItem | undefined,
  isExact: boolean,
  limit: number,
  defaults: PromptfooDefaults | undefined,
): string {
  const unusable = (reason: string): string => JSON.stringify({ unusable: reason });
  if (item?.broken !== undefined) return unusable(item.broken);
  if (typeof value === 'string' && value.startsWith('file://')) {
    return unusable(`These tests stand in ${value.slice('file://'.length)}; open that file.`);
  }
  const json = boundedJson(value, limit);
  if (json === undefined) return unusable(FOLDED);
  if (!isExact && json.includes('\ufffd')) return unusable('This item is not valid UTF-8; save the file as UTF-8.');
  const record = defaults && (JSON.parse(json) as JsonValue);
  return isJsonObject(record) && defaults ? JSON.stringify(withTestDefaults(record, defaults)) : json;
}

function valuesAt(document: unknown, path: readonly string[]): readonly unknown[] {
  const value = path.reduce((at: unknown, name) => (isJsonObject(at) ? at[name] : undefined), document);
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** What a promptfoo configuration says for all of its tests. */
function defaultsOf(document: unknown, file: DatasetBytes): PromptfooDefaults | undefined {
  if (!isJsonObject(document)) return undefined;
  const { defaultTest, prompts } = document;
  const json = boundedJson({ defaultTest, prompts }, MAX_ROW_BYTES);
  if (json === undefined) return undefined;
  const config = JSON.parse(json) as JsonObject;
  const prompt = firstPrompt(config['prompts'], (path) => promptFile(path, file));
  return {
    ...(prompt !== undefined && { prompt }),
    ...(isJsonObject(config['defaultTest']) && { test: config['defaultTest'] }),
  };
}

/** The text of a prompt file in the folder of the configuration or below it; files elsewhere are none of its business. */
function promptFile(path: string, file: DatasetBytes): string | undefined {
  const folder = dirname(resolve(file.path));
  const target = resolve(folder, path);
  if (!target.startsWith(folder + sep)) return undefined;
  try {
    return statSync(target).size <= MOST_PROMPT_BYTES ? readFileSync(target, 'utf8') : undefined;
  } catch {
    // The tests can be read without it.
    return undefined;
  }
}

function elsewhere(document: unknown): string | undefined {
  const tests = isJsonObject(document) ? document['tests'] : undefined;
  return typeof tests === 'string' ? `its tests stand in ${tests.replace('file://', '')}; open that file` : undefined;
}

function whatIsMissing({ errors }: YamlFile): string {
  return errors[0] === undefined
    ? 'it holds no list of tests or of other samples'
    : `it is not valid YAML ${errors[0]}`;
}

function refused(file: DatasetBytes, why: string, error?: unknown): HumanError {
  const detail = error instanceof Error ? error.message : undefined;
  return new HumanError('not-a-dataset', `${file.name} cannot be opened as a dataset: ${why}.`, detail);
}
