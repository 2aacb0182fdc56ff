import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DatasetConfig } from '../../../../src/core/config/config';
import type { SampleQuery } from '../../../../src/core/compare/results';
import type { ModelSpec } from '../../../../src/core/model/model';
import type { RunHeader, RunResponse } from '../../../../src/core/run/run';
import { DatasetDatabase } from '../../../../src/node/datasetDatabase';
import type { DatasetInfo } from '../../../../src/node/datasetStore';
import { createJournal } from '../../../../src/node/journalFile';

/** The context of a call that nobody cancels. */
export const NEVER = { signal: new AbortController().signal };
export const ALL: SampleQuery = { text: '', outcomes: [], sort: 'outcome' };

export const base: ModelSpec = { endpoint: 'http://127.0.0.1:1/v1', model: 'base-model', api: 'chat', parameters: {} };
export const tuned: ModelSpec = { ...base, model: 'tuned-model' };

/** A folder with `eval.jsonl` and its journals, and the database over them. */
export class DatasetFolder {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'tuning-fork-database-'));
  readonly file = path.join(this.folder, 'eval.jsonl');
  private readonly runsFolder = path.join(this.folder, '.tuning-fork', 'runs', 'eval');

  /** Writes the file in place. */
  writeRows(rows: readonly (string | object)[]): void {
    writeFileSync(this.file, linesOf(rows));
  }

  /** Puts a new file in the place of the old one, which stays readable for those who have it open. */
  replaceRows(rows: readonly (string | object)[]): void {
    const fresh = path.join(this.folder, 'fresh');
    writeFileSync(fresh, linesOf(rows));
    renameSync(fresh, this.file);
  }

  async writeRun(of: RunHeader, responses: readonly RunResponse[], ended = true): Promise<string> {
    const journal = await createJournal(this.runsFolder, of);
    for (const response of responses) await journal.append(response);
    if (ended) await journal.append({ type: 'end', status: 'complete', finished: of.started });
    await journal.close();
    return journal.file;
  }

  /** A database with everything read. */
  async open(config?: DatasetConfig, push?: (info: DatasetInfo) => void): Promise<DatasetDatabase> {
    const { database } = await this.begin(config, push);
    await database.whenReady();
    return database;
  }

  /** A database of which the first rows can be read. */
  async begin(
    config?: DatasetConfig,
    push: (info: DatasetInfo) => void = () => undefined,
  ): Promise<{ database: DatasetDatabase; info: DatasetInfo }> {
    const database = new DatasetDatabase(push);
    const { file, runsFolder } = this;
    const info = await database.open({ file, path: 'eval.jsonl', runsFolder, ...(config && { config }) });
    return { database, info };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function header(id: string, started: string, models: RunHeader['models'] = { base, tuned }): RunHeader {
  const dataset = { path: 'eval.jsonl', sha256: '0'.repeat(64), samples: 4 };
  return { type: 'run', version: 1, id, dataset, models, samples: 'all', useCache: true, started };
}

export function answer(sample: string, model: string, text: string, finished: string): RunResponse {
  const key = `${model} ${sample}`;
  return { type: 'response', sample, line: 1, model, repeat: 0, key, finished, text, finishReason: 'stop', totalMs: 5 };
}

function linesOf(rows: readonly (string | object)[]): string {
  return rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('');
}
