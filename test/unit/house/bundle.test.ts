import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAll, type Bundle } from '../../../esbuild.mts';

const require = createRequire(import.meta.url);
let folder: string;
let bundles: Map<string, Bundle>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tuning-fork-bundles-'));
  bundles = await buildAll(folder);
});

afterAll(() => rm(folder, { recursive: true }));

function bundle(name: string): Bundle {
  const found = bundles.get(name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}

describe('the bundle that is loaded at activation', () => {
  it('has 300 KB at most', () => {
    const shared = bundle('humanError.js').bytes + bundle('model.js').bytes;
    expect(bundle('extension.js').bytes + shared).toBeLessThanOrEqual(300 * 1024);
  });

  it('holds neither the openai client nor the demo models’ server nor what only workers need', () => {
    const { sources } = bundle('extension.js');
    const heavy = sources.filter((file) =>
      /node_modules\/(openai|minisearch|re2js|franc-min)\/|openaiClient|demo\/demo(Server|Worker)|datasetWorker/.test(
        file,
      ),
    );
    expect(heavy).toEqual([]);
  });
});

describe('the command line', () => {
  it('can be called, and holds nothing heavy before a command is known', async () => {
    // Windows has no such bits.
    if (process.platform !== 'win32') expect((await stat(path.join(folder, 'cli.js'))).mode & 0o111).toBe(0o111);
    expect(await readFile(path.join(folder, 'cli.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(bundle('cli.js').bytes).toBeLessThan(2 * 1024);
    const heavy = /node_modules\/(openai|minisearch|re2js|franc-min|hyparquet|yaml)\//;
    expect(bundle('commandLine.js').sources.filter((file) => heavy.test(file))).toEqual([]);
  });
});

describe('the bundles', () => {
  it('hold the client where it is loaded from', () => {
    expect(bundle('openaiClient.js').sources.some((file) => file.includes('node_modules/openai/'))).toBe(true);
    expect(bundle('demoWorker.js').sources.some((file) => file.includes('node_modules/minisearch/'))).toBe(true);
  });

  it('hold the readers of Parquet and YAML apart from the worker, which loads them when it needs them', () => {
    const heavy = /node_modules\/(hyparquet|hyparquet-compressors|yaml)\//;
    for (const name of ['extension.js', 'datasetWorker.js']) {
      expect(bundle(name).sources.filter((file) => heavy.test(file))).toEqual([]);
    }
    expect(require(path.join(folder, 'parquetReader.js'))).toHaveProperty('openParquet');
    expect(require(path.join(folder, 'yamlReader.js'))).toHaveProperty('readYaml');
  });

  it('hold the formats of recorded outputs where discovery and the worker load them, and ZIPs in the worker only', () => {
    const isReader = (file: string): boolean => /core\/recorded\/formats\/|node_modules\/(yauzl|fzstd)\//.test(file);
    expect(bundle('extension.js').sources.filter(isReader)).toEqual([]);
    expect(bundle('detectRecorded.js').sources.filter((file) => file.includes('node_modules/yauzl/'))).toEqual([]);
    expect(bundle('datasetWorker.js').sources.some((file) => file.includes('node_modules/fzstd/'))).toBe(true);
    expect(require(path.join(folder, 'detectRecorded.js'))).toHaveProperty('detectRecorded');
  });

  it.each(['openaiClient.js', 'datasetWorker.js', 'demoWorker.js', 'commandLine.js'])(
    '%s knows nothing of vscode',
    (name) => {
      expect(bundle(name).sources.filter((file) => file.startsWith('src/editor/'))).toEqual([]);
    },
  );

  it('share the classes that are told apart by instanceof', () => {
    for (const name of ['extension.js', 'openaiClient.js', 'commandLine.js', 'scoreCommand.js']) {
      const shared = bundle(name).sources.filter((file) => /core\/(humanError|model\/model)\.ts$/.test(file));
      expect(shared).toEqual([]);
    }
    const { HumanError } = require(path.join(folder, 'humanError.js')) as {
      HumanError: new (...args: string[]) => Error;
    };
    expect(new HumanError('code', 'Do this.')).toBeInstanceOf(Error);
    // Loads its siblings, as the extension does when a run starts.
    expect(require(path.join(folder, 'openaiClient.js'))).toHaveProperty('OpenAiClient');
  });

  it('come with a schema for tuning-fork.json in which nothing is required that has a default', async () => {
    const schema = JSON.parse(await readFile(path.join(folder, 'tuning-fork.schema.json'), 'utf8')) as {
      required?: string[];
      allowComments: boolean;
      additionalProperties?: boolean;
      properties: { models: { additionalProperties: { required: string[]; additionalProperties?: boolean } } };
    };
    expect(schema.required ?? []).toEqual([]);
    expect(schema.allowComments).toBe(true);
    expect(schema.additionalProperties ?? true).toBe(true);
    const model = schema.properties.models.additionalProperties;
    expect(model.required).toEqual(['endpoint', 'model']);
    expect(model.additionalProperties ?? true).toBe(true);
  });

  it('come with the licence of every package in them', async () => {
    const notices = await readFile(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const packages = [...bundles.values()].flatMap(({ sources }) =>
      sources.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]).filter((name) => name !== undefined),
    );
    expect(new Set(packages)).toContain('openai');
    for (const name of new Set(packages)) expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});
