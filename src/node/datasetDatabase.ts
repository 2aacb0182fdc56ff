import { scoresOf } from '../core/compare/resultScores';
import type { ResponseView, SampleDetail, SamplePage } from '../core/compare/results';
import type { DatasetConfig } from '../core/config/config';
import type { Row, Sample } from '../core/dataset/sample';
import { HumanError } from '../core/humanError';
import type { Completion, ModelRole } from '../core/model/model';
import type { RunInfo, RunResponse } from '../core/run/run';
import type { CallContext, Served } from '../protocol/rpc';
import { DatasetFile } from './datasetFile';
import { DatasetLists } from './datasetLists';
import { DatasetResults, type FoundResponse } from './datasetResults';
import type { DatasetInfo, DatasetStore, NoteMark, OpenDataset, SampleSelection } from './datasetStore';
import { RunLibrary } from './runLibrary';

/** Snapshots are pushed at most this often. */
const SNAPSHOT_MS = 50;

/** A file with its results: replaced as a whole when the file or its configuration changes. */
interface Standing {
  readonly file: DatasetFile;
  readonly results: DatasetResults;
  state: DatasetInfo['state'];
}

/** The database of one dataset; lives in a worker (see `datasetStore.ts`). */
export class DatasetDatabase implements Served<DatasetStore> {
  private opened: OpenDataset | undefined;
  private standing: Standing | undefined;
  private library: RunLibrary | undefined;
  private error: string | undefined;
  private revision = 0;
  private building = new AbortController();
  private built: Promise<void> = Promise.resolve();
  /** Reading of journals and taking of responses, one after the other. */
  private runsRead: Promise<void> = Promise.resolve();
  private marks: ReadonlyMap<string, NoteMark> = new Map();
  private readonly lists = new DatasetLists();
  private timer: NodeJS.Timeout | undefined;

  /** @param push told of newer snapshots, at most one per 50 ms */
  constructor(private readonly push: (info: DatasetInfo) => void) {}

  async open(params: OpenDataset): Promise<DatasetInfo> {
    this.opened = params;
    this.library = new RunLibrary(params.runsFolder, params.path);
    await this.build(params.config);
    return this.info();
  }

  async whenReady(): Promise<DatasetInfo> {
    await this.built;
    if (this.standing === undefined || this.error !== undefined) {
      throw new HumanError('no-dataset', this.error ?? 'The dataset cannot be read.');
    }
    return this.info();
  }

  async reload({ config }: { readonly config?: DatasetConfig }): Promise<DatasetInfo> {
    try {
      await this.build(config);
      await this.built;
    } catch (error) {
      if (!(error instanceof HumanError)) throw error;
      if (error.code !== 'cancelled') this.fail(error);
    }
    return this.info();
  }

  readRows({ offset, limit }: { readonly offset: number; readonly limit: number }): Promise<Row[]> {
    return settle(() => this.current().file.readRows(offset, limit));
  }

  async readSamples({ ids }: { readonly ids: readonly string[] }): Promise<Sample[]> {
    await this.built;
    const { file } = this.current();
    return ids.flatMap((id) => sampleAt(file, file.rowOfId(id)));
  }

  async readSelection(params: {
    readonly selection: SampleSelection;
    readonly offset: number;
    readonly limit: number;
  }): Promise<{ total: number; samples: Sample[] }> {
    await this.built;
    const { file } = this.current();
    const rows = this.lists.selection(this.sources(), this.revision, params.selection);
    const page = [...rows.subarray(params.offset, params.offset + params.limit)];
    return { total: rows.length, samples: page.flatMap((row) => sampleAt(file, row)) };
  }

  list(params: Parameters<DatasetStore['list']>[0], { signal }: CallContext): Promise<SamplePage> {
    return settle(() => this.lists.page(this.sources(), this.revision, params, signal));
  }

  async detail({ id }: { readonly id: string }): Promise<SampleDetail> {
    if (this.standing?.file.rowOfId(id) === undefined) await this.built;
    const { file, results } = this.current();
    const [sample] = sampleAt(file, file.rowOfId(id));
    if (sample === undefined) {
      throw new HumanError('no-sample', 'This sample is no longer in the dataset. Choose another one.');
    }
    const found = await results.responsesOf(sample.row);
    const completions: Record<ModelRole, Completion> = {};
    const responses: Record<ModelRole, ResponseView> = {};
    for (const role of Object.keys(found).sort()) {
      const response = found[role];
      if (response === undefined) continue;
      responses[role] = viewOf(response);
      if (response.response.error === undefined) completions[role] = response.response;
    }
    const { row, line, messages, references, metadata } = sample;
    const scores = scoresOf(results.plan, references, completions);
    return { id, row, line, messages, references, metadata, outcome: results.book.outcomeOf(row), responses, scores };
  }

  async findCached({ keys }: { readonly keys: readonly string[] }): Promise<Record<string, RunResponse>> {
    await this.runsRead;
    return (await this.library?.findCached(keys)) ?? {};
  }

  addResponses({
    run,
    responses,
  }: {
    readonly run: string;
    readonly responses: readonly RunResponse[];
  }): Promise<void> {
    return this.afterRuns(() => {
      this.current().results.takeLive(responses, run);
      this.changed();
    });
  }

  async reloadRuns(): Promise<DatasetInfo> {
    await this.built;
    await this.readRuns();
    return this.info();
  }

  async runs(): Promise<RunInfo[]> {
    await this.built;
    await this.readRuns();
    return this.library?.infos() ?? [];
  }

  setNotes({ marks }: { readonly marks: readonly NoteMark[] }): Promise<void> {
    this.marks = new Map(marks.map((mark) => [mark.sample, mark]));
    this.changed();
    return Promise.resolve();
  }

  /**
   * Opens the file anew and indexes it; what was shown before stays until the new index stands. Resolves when the first
   * rows can be read, `built` when everything can. Only the metrics changed: keeps the index and scores again.
   */
  private async build(config: DatasetConfig | undefined): Promise<void> {
    const { opened } = this;
    if (opened === undefined) throw new HumanError('not-open', 'The dataset is not open.');
    this.building.abort();
    const building = new AbortController();
    this.building = building;
    const before = this.standing;
    if (before?.state === 'ready' && !before.file.isStale() && sameFields(opened.config, config)) {
      this.opened = withConfig(opened, config);
      this.stand({ file: before.file, results: new DatasetResults(before.file, config), state: 'ready' });
      this.built = this.readEverything();
      return;
    }
    const file = DatasetFile.open(opened.file, config);
    this.opened = withConfig(opened, config);
    this.error = undefined;
    const standing: Standing = { file, results: new DatasetResults(file, config), state: 'indexing' };
    const { promise: firstRows, resolve } = Promise.withResolvers<undefined>();
    const passes = this.passes(standing, before, () => resolve(undefined), building.signal);
    this.built = passes.catch((error: unknown) => {
      if (this.building === building) this.fail(error);
    });
    await Promise.race([firstRows, passes]);
  }

  /** Both passes over the file, then the journals. */
  private async passes(
    standing: Standing,
    before: Standing | undefined,
    onFirstRows: () => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { file, results } = standing;
    if (before === undefined) this.stand(standing);
    const follow = (): void => {
      results.followRows();
      this.changed();
    };
    await file.index(() => {
      follow();
      onFirstRows();
    }, signal);
    standing.state = 'identifying';
    await file.identify(undefined, signal);
    standing.state = 'ready';
    follow();
    this.stand(standing);
    before?.file.close();
    await this.readEverything();
  }

  private stand(standing: Standing): void {
    this.standing = standing;
    this.changed();
  }

  private fail(error: unknown): void {
    this.error = error instanceof HumanError ? error.message : `The dataset cannot be read: ${String(error)}.`;
    this.changed();
  }

  private readEverything(): Promise<void> {
    this.library?.clear();
    return this.readRuns();
  }

  private readRuns(): Promise<void> {
    return this.afterRuns(async () => {
      const { standing, library } = this;
      if (standing?.state !== 'ready' || library === undefined) return;
      await standing.results.readRuns(library);
      this.changed();
    });
  }

  private afterRuns(work: () => void | Promise<void>): Promise<void> {
    const done = this.runsRead.then(work);
    this.runsRead = done.catch(() => undefined);
    return done;
  }

  private current(): Standing {
    if (this.error !== undefined) throw new HumanError('no-dataset', this.error);
    if (this.standing === undefined) throw new HumanError('not-open', 'The dataset is not open.');
    return this.standing;
  }

  private sources(): { file: DatasetFile; results: DatasetResults; marks: ReadonlyMap<string, NoteMark> } {
    const { file, results } = this.current();
    return { file, results, marks: this.marks };
  }

  private info(): DatasetInfo {
    const { file, results, state } = this.standing ?? this.current();
    const lastRun = results.book.newest();
    return {
      state: this.error === undefined ? state : 'failed',
      ...(this.error === undefined ? {} : { error: this.error }),
      format: file.format,
      rows: file.rowCount,
      badRows: file.badRows,
      ...(file.sha256 === undefined ? {} : { sha256: file.sha256 }),
      summary: results.book.summary(),
      ...(lastRun === undefined ? {} : { lastRun }),
      revision: this.revision,
    };
  }

  private changed(): void {
    this.revision += 1;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (this.standing !== undefined) this.push(this.info());
    }, SNAPSHOT_MS);
  }
}

function settle<T>(work: () => T | Promise<T>): Promise<T> {
  return Promise.resolve().then(work);
}

function sampleAt(file: DatasetFile, row: number | undefined): Sample[] {
  const read = row === undefined ? undefined : file.readRow(row);
  return read?.kind === 'sample' ? [read] : [];
}

function viewOf({ response, run }: FoundResponse): ResponseView {
  const { finished } = response;
  if (response.error !== undefined) return { state: 'error', error: response.error, run, finished };
  const { text, reasoning, toolCalls, finishReason, usage, firstTokenMs, totalMs } = response;
  return {
    state: 'done',
    cached: response.cached === true,
    run,
    finished,
    text,
    finishReason,
    totalMs,
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(toolCalls === undefined ? {} : { toolCalls }),
    ...(usage === undefined ? {} : { usage }),
    ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
  };
}

/** True when two configurations read the rows in the same way. */
function sameFields(a: DatasetConfig | undefined, b: DatasetConfig | undefined): boolean {
  const fields = (config: DatasetConfig | undefined): unknown[] => [
    config?.format,
    config?.prompt,
    config?.reference,
    config?.id,
  ];
  return fields(a).every((field, index) => field === fields(b)[index]);
}

function withConfig(opened: OpenDataset, config: DatasetConfig | undefined): OpenDataset {
  const { file, path, runsFolder } = opened;
  return { file, path, runsFolder, ...(config === undefined ? {} : { config }) };
}
