import type { Outcome } from '../core/compare/outcome';
import type { SampleDetail, SampleListItem, SamplePage } from '../core/compare/results';
import type { CheckReport } from '../core/check/check';
import { discordantShare } from '../core/check/profile/detectable';
import type { SliceList } from '../core/compare/slices';
import type { DatasetConfig } from '../core/config/config';
import type { Row, Sample } from '../core/dataset/sample';
import { HumanError } from '../core/humanError';
import type { RunInfo, RunResponse } from '../core/run/run';
import type { CallContext, Served } from '../protocol/rpc';
import { facetsOf } from './datasetFacets';
import { DatasetFile } from './datasetFile';
import { readsAlike } from './datasetHead';
import { DatasetLists } from './datasetLists';
import { DatasetReports } from './datasetReports';
import { DatasetResults } from './datasetResults';
import { DatasetSlices } from './datasetSlices';
import type {
  CheckRequest,
  DatasetInfo,
  DatasetStore,
  Facet,
  NoteMark,
  OpenDataset,
  SampleSelection,
} from './datasetStore';
import { importOutputs, summaryOf, type ImportedOutputs, type RecordingSummary } from './recorded/importOutputs';
import { readRecording } from './recorded/readRecording';
import { RunLibrary } from './runLibrary';
import { detailOf } from './sampleDetail';

/** Most rows of one answer about lines. */
const MOST_ON_LINES = 5000;

/** Snapshots are pushed at most this often. */
const SNAPSHOT_MS = 50;

/** A file with its results: replaced as a whole when the file or its configuration changes. */
interface Standing {
  readonly file: DatasetFile;
  /** The configuration with which the file is read and scored. */
  readonly config: DatasetConfig | undefined;
  readonly results: DatasetResults;
  state: DatasetInfo['state'];
}

/** The database of one dataset; lives in a worker (see `datasetStore.ts`). */
export class DatasetDatabase implements Served<Omit<DatasetStore, 'preview'>> {
  private source: (OpenDataset & { readonly library: RunLibrary }) | undefined;
  private standing: Standing | undefined;
  private error: string | undefined;
  private revision = 0;
  private building = new AbortController();
  /** The newest build; never rejects: what went wrong is in `error`. */
  private built: Promise<void> = Promise.resolve();
  /** Reading of journals and taking of responses, one after the other. */
  private runsRead: Promise<void> = Promise.resolve();
  private marks: ReadonlyMap<string, NoteMark> = new Map();
  private readonly slicing = new DatasetSlices();
  private readonly lists = new DatasetLists(this.slicing, () => this.changed());
  /** Sample id → row of what was listed before ids are final: what is seen can be opened. */
  private readonly listed = new Map<string, number>();
  private known: { readonly file: DatasetFile; readonly facets: readonly Facet[] } | undefined;
  private readonly reports: DatasetReports;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param push told of newer snapshots, at most one per 50 ms
   * @param checkWorker the bundled `checkWorker.js`
   * @param idWorker the bundled `idWorker.js`
   */
  constructor(
    private readonly push: (info: DatasetInfo) => void,
    checkWorker?: string,
    private readonly idWorker?: string,
  ) {
    this.reports = new DatasetReports(checkWorker);
  }

  async open(params: OpenDataset): Promise<DatasetInfo> {
    this.source = { ...params, library: new RunLibrary(params.runsFolder, params.path) };
    await this.build(params.config);
    return this.info();
  }

  async whenReady(): Promise<DatasetInfo> {
    await this.settled();
    if (this.standing === undefined || this.error !== undefined) {
      throw new HumanError('no-dataset', this.error ?? 'The dataset cannot be read.');
    }
    return this.info();
  }

  async reload({ config }: { readonly config?: DatasetConfig }): Promise<DatasetInfo> {
    await this.build(config).catch((error: unknown) => {
      // What people are told is in the snapshot.
      if (!(error instanceof HumanError)) throw error;
    });
    await this.settled();
    return this.info();
  }

  readRows({ offset, limit }: { readonly offset: number; readonly limit: number }): Promise<Row[]> {
    return settle(() => this.current().file.readRows(offset, limit));
  }

  async rowsOnLines({ from, to }: Parameters<DatasetStore['rowsOnLines']>[0]): Promise<SampleListItem[]> {
    await this.settled();
    const sources = this.sources();
    const { first, behind } = sources.file.rowsOnLines(from, to);
    const length = Math.min(behind - first, MOST_ON_LINES);
    return this.lists.items(
      sources,
      Array.from({ length }, (_, index) => first + index),
    );
  }

  async readSamples({ ids }: { readonly ids: readonly string[] }): Promise<Sample[]> {
    await this.settled();
    const { file } = this.current();
    return ids.flatMap((id) => sampleAt(file, file.rowOfId(id)));
  }

  async readSelection(params: {
    readonly selection: SampleSelection;
    readonly offset: number;
    readonly limit: number;
  }): Promise<{ total: number; samples: Sample[] }> {
    await this.settled();
    const { file } = this.current();
    const rows = this.lists.selection(this.sources(), this.revision, params.selection);
    const page = [...rows.subarray(params.offset, params.offset + params.limit)];
    return { total: rows.length, samples: page.flatMap((row) => sampleAt(file, row)) };
  }

  async list(params: Parameters<DatasetStore['list']>[0], { signal }: CallContext): Promise<SamplePage> {
    for (;;) {
      const { standing } = this;
      try {
        const page = await this.lists.page(this.sources(), this.revision, params, signal);
        this.remember(page.items);
        return page;
      } catch (error) {
        // The file was replaced, and so closed, while it was searched: the answer is in the new one.
        if (standing === this.standing) throw error;
      }
    }
  }

  async detail({ id }: { readonly id: string }): Promise<SampleDetail> {
    if (this.rowOf(id) === undefined) await this.settled();
    const { file, results } = this.current();
    const [sample] = sampleAt(file, this.rowOf(id));
    if (sample === undefined) {
      throw new HumanError('no-sample', 'This sample is no longer in the dataset. Choose another one.');
    }
    return detailOf(sample, results);
  }

  async findCached({ keys }: { readonly keys: readonly string[] }): Promise<Record<string, RunResponse>> {
    await this.runsRead;
    return (await this.source?.library.findCached(keys)) ?? {};
  }

  addResponses({
    run,
    responses,
  }: {
    readonly run: string;
    readonly responses: readonly RunResponse[];
  }): Promise<void> {
    return this.afterRuns(() => {
      const { standing } = this;
      if (this.error !== undefined || standing?.state !== 'ready') return;
      try {
        standing.results.takeLive(responses, run);
      } catch (error) {
        // The file is changing under the run. The journal has the responses, and the reload that follows reads it.
        if (!(error instanceof HumanError)) throw error;
      }
      this.changed();
    });
  }

  async reloadRuns(): Promise<DatasetInfo> {
    await this.settled();
    await this.readRuns();
    return this.info();
  }

  async runs(): Promise<RunInfo[]> {
    await this.settled();
    await this.readRuns();
    return this.source?.library.infos() ?? [];
  }

  async readRecording({ file }: { readonly file: string }, { signal }: CallContext): Promise<RecordingSummary> {
    return summaryOf(await readRecording(file, signal));
  }

  async importOutputs(
    { sources }: Parameters<DatasetStore['importOutputs']>[0],
    { signal }: CallContext,
  ): Promise<ImportedOutputs> {
    const { config } = this.current();
    // Who imports just after writing the file is quicker than what watches it.
    if (this.current().file.isStale()) await this.reload(config ? { config } : {});
    const runs = await this.runs();
    const { file } = this.current();
    if (this.source === undefined) throw new HumanError('not-open', 'The dataset is not open.');
    const { path, runsFolder } = this.source;
    const outputs = await importOutputs(sources, { file, path, runsFolder, runs }, readRecording, signal);
    await this.readRuns();
    return outputs;
  }

  async check(request: CheckRequest, { signal }: CallContext): Promise<CheckReport> {
    for (;;) {
      await this.settled();
      const standing = this.current();
      const { file, config, results } = standing;
      try {
        const checked = { file, path: this.source?.file ?? '', config };
        return await this.reports.report(checked, request, discordantShare(results.book.summary().outcomes), signal);
      } catch (error) {
        // The file was replaced, and so closed, while it was checked.
        if (standing === this.standing || signal.aborted) throw error;
      }
    }
  }

  async facets(_params: undefined, { signal }: CallContext): Promise<readonly Facet[]> {
    await this.settled();
    const { file } = this.current();
    if (this.known?.file !== file) this.known = { file, facets: await facetsOf(file, signal) };
    return this.known.facets;
  }

  async slices({ field, text }: Parameters<DatasetStore['slices']>[0], { signal }: CallContext): Promise<SliceList> {
    await this.settled();
    const sources = this.sources();
    const rowsOf = (outcomes: readonly Outcome[]): Promise<Int32Array> =>
      this.lists.rows(sources, this.revision, { text, outcomes, sort: 'line' }, signal);
    const found = { found: await rowsOf([]), broken: await rowsOf(['broken']) };
    return this.slicing.count(sources.file, field, found, signal);
  }

  setNotes({ marks }: { readonly marks: readonly NoteMark[] }): Promise<void> {
    this.marks = new Map(marks.map((mark) => [mark.sample, mark]));
    this.changed();
    return Promise.resolve();
  }

  /**
   * Starts a build in place of the one that may be going on. Resolves when the first rows can be read, `built` when
   * everything can.
   */
  private async build(config: DatasetConfig | undefined): Promise<void> {
    this.building.abort();
    const building = new AbortController();
    this.building = building;
    this.error = undefined;
    const { promise: firstRows, resolve } = Promise.withResolvers<undefined>();
    const work = this.renew(config, () => resolve(undefined), building.signal);
    this.built = work.catch((error: unknown) => {
      if (this.building === building) this.fail(error);
    });
    await Promise.race([firstRows, work]);
  }

  /**
   * Opens the file anew and reads all of it, or what was added to it; what was shown before stays until the new one
   * stands. Where only the metrics changed, the index is kept.
   */
  private async renew(config: DatasetConfig | undefined, onFirstRows: () => void, signal: AbortSignal): Promise<void> {
    const { source, standing: before } = this;
    if (source === undefined) throw new HumanError('not-open', 'The dataset is not open.');
    const { library } = source;
    if (before?.state === 'ready' && !before.file.isStale() && readsAlike(before.config, config)) {
      const { file, state } = before;
      await this.standWithRuns({ file, config, results: new DatasetResults(file, config), state }, library, signal);
      return;
    }
    const isAlike = before?.state === 'ready' && readsAlike(before.config, config);
    const grown = isAlike ? await DatasetFile.openGrown(before.file) : undefined;
    const file = grown ?? (await DatasetFile.open(source.file, config));
    if (signal.aborted) file.close();
    throwIfCancelled(signal);
    const standing: Standing = { file, config, results: new DatasetResults(file, config), state: 'indexing' };
    if (before === undefined) this.stand(standing);
    try {
      await this.passes(standing, onFirstRows, signal);
      await this.standWithRuns(standing, library, signal);
    } catch (error) {
      if (this.standing !== standing) file.close();
      throw error;
    }
  }

  /** Both passes over the file. */
  private async passes(standing: Standing, onFirstRows: () => void, signal: AbortSignal): Promise<void> {
    const { file, results } = standing;
    const follow = (): void => {
      results.followRows();
      this.changed();
    };
    await file.index(() => {
      follow();
      onFirstRows();
    }, signal);
    standing.state = 'identifying';
    await file.identify(undefined, signal, this.idWorker);
    standing.state = 'ready';
    follow();
  }

  /** Shows a file once the journals are read for it. Responses that come meanwhile wait, and follow. */
  private standWithRuns(standing: Standing, library: RunLibrary, signal: AbortSignal): Promise<void> {
    return this.afterRuns(async () => {
      throwIfCancelled(signal);
      library.clear();
      await standing.results.readRuns(library);
      throwIfCancelled(signal);
      this.stand(standing);
    });
  }

  private stand(standing: Standing): void {
    const before = this.standing;
    this.standing = standing;
    this.listed.clear();
    if (before?.file !== standing.file) before?.file.close();
    this.changed();
  }

  private rowOf(id: string): number | undefined {
    return this.standing?.file.rowOfId(id) ?? this.listed.get(id);
  }

  private remember(items: readonly SampleListItem[]): void {
    if (this.standing?.state === 'ready') return;
    for (const { id, row, bad } of items) if (bad === undefined) this.listed.set(id, row);
  }

  /** Resolves when no build is going on. */
  private async settled(): Promise<void> {
    let built: Promise<void>;
    do {
      ({ built } = this);
      await built;
    } while (built !== this.built);
  }

  private fail(error: unknown): void {
    this.error = error instanceof HumanError ? error.message : `The dataset cannot be read: ${String(error)}.`;
    this.changed();
  }

  private readRuns(): Promise<void> {
    return this.afterRuns(async () => {
      const { standing, source } = this;
      if (this.error !== undefined || standing?.state !== 'ready' || source === undefined) return;
      if (await standing.results.readRuns(source.library)) this.changed();
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

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new HumanError('cancelled', 'Cancelled.');
}
