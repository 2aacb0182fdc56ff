import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { CONFIG_FILE, EMPTY_CONFIG, type Config, type DatasetConfig } from '../core/config/config';
import { globTest } from '../core/config/glob';
import { parseConfig } from '../core/config/parseConfig';
import { HumanError } from '../core/humanError';

/** A folder with a configuration, as a workspace folder is one in the editor. */
export interface Project {
  /** Absolute path; what the configuration names is relative to it. */
  readonly folder: string;
  /** Empty where there is no file. */
  readonly config: Config;
  /** Absolute path of `tuning-fork.json`; undefined where there is none. */
  readonly configFile: string | undefined;
}

/**
 * The project that a dataset belongs to: the folder of the nearest `tuning-fork.json` at or above it. Where there is none,
 * the folder of the configuration that was named, the working directory, or the dataset's own, whichever holds it first.
 * @param file absolute path of the dataset
 * @param named path of a configuration that holds in place of the one found
 * @throws {HumanError} `no-config`; `bad-config`, with file and line
 */
export async function projectOf(file: string, named?: string): Promise<Project> {
  const found = await findUpward(path.dirname(file), CONFIG_FILE);
  const configFile = named === undefined ? found : path.resolve(named);
  if (named !== undefined && !(await isFile(named))) {
    throw new HumanError('no-config', `The configuration “${named}” cannot be read.`);
  }
  const candidates = [found, configFile].flatMap((each) => (each === undefined ? [] : [path.dirname(each)]));
  const folder = [...candidates, process.cwd()].find((each) => pathBelow(each, file) !== undefined);
  return {
    folder: folder ?? path.dirname(file),
    config: configFile === undefined ? EMPTY_CONFIG : await readConfig(configFile),
    configFile,
  };
}

/** The entry of a dataset in the configuration: one with its path goes before globs. */
export function entryOf({ datasets = [] }: Config, dataset: string): DatasetConfig | undefined {
  return datasets.find(({ files }) => files === dataset) ?? datasets.find(({ files }) => globTest(files)(dataset));
}

/** The path of a file below a folder, with forward slashes; undefined for one that is elsewhere. */
export function pathBelow(folder: string, file: string): string | undefined {
  const relative = path.relative(folder, file);
  const isElsewhere = relative === '' || relative.split(path.sep)[0] === '..' || path.isAbsolute(relative);
  return isElsewhere ? undefined : relative.split(path.sep).join('/');
}

/** The nearest file of a name (or with a path) in a folder or those above it. */
export async function findUpward(folder: string, name: string): Promise<string | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    const file = path.join(at, name);
    if (await isFile(file)) return file;
    if (at === path.dirname(at)) return undefined;
  }
}

/** True for a file that is there. */
export function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

async function readConfig(file: string): Promise<Config> {
  const { config, problems } = parseConfig(await readFile(file, 'utf8'));
  const [first] = problems;
  if (first) throw new HumanError('bad-config', `${shownPath(file)}, line ${first.line}: ${first.message}`);
  return config;
}

/** A path as a person at the terminal would write it. */
export function shownPath(file: string): string {
  return pathBelow(process.cwd(), file) ?? file;
}

/** Folders in which nobody keeps training files. */
const PASSED_OVER = new Set(['node_modules', '.git', '.tuning-fork']);
/** Most files that a glob may stand for. */
const MOST_FILES = 100;

/** The files below a folder that globs stand for: absolute paths, at most 100. */
export async function filesMatching(folder: string, globs: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const tests = globs.map(globTest);
  const open = tests.length > 0 ? [folder] : [];
  for (let at = open.shift(); at !== undefined && found.length < MOST_FILES; at = open.shift()) {
    for (const entry of await readdir(at, { withFileTypes: true }).catch(() => [])) {
      const file = path.join(at, entry.name);
      const below = pathBelow(folder, file) ?? '';
      if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) open.push(file);
      if (entry.isFile() && tests.some((test) => test(below))) found.push(file);
    }
  }
  return found.sort().slice(0, MOST_FILES);
}
