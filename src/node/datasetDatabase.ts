import type { Outcome } from '../core/compare/outcome';
import type { SampleDetail, SampleListItem, SamplePage } from '../core/compare/results';
import type { CheckReport } from '../core/check/check';
import { discordantShare } from '../core/check/profile/detectable';
import type { SliceList } from '../core/compare/slices';
import type { DatasetConfig } from '../core/config/config';
import type { Row, Sample } from '../core/dataset/sample';
import { HumanError } from '../core/humanError';
import type { Report } from '../core/report/report';
import type { RunInfo, RunResponse } from '../core/run/run';
import type { CallContext, Served } from '../protocol/rpc';
import { DatasetBuilder, type Standing } from './datasetBuilder';
import { facetsOf } from './datasetFacets';
import type { DatasetFile } from './datasetFile';
import { DatasetLists } from './datasetLists';
import { DatasetReports } from './datasetReports';
import { reportOf } from './datasetReport';
import { DatasetResults } from './datasetResults';
import { DatasetSlices } from './datasetSlices';
import type {
  CheckRequest,
  DatasetInfo,
  DatasetStore,
  Facet,
  NoteMark,
  OpenDataset,
  ReportRequest,
  SampleSelection,
} from './datasetStore';
import { importOutputs, summaryOf, type ImportedOutputs, type RecordingSummary } from './recorded/importOutputs';
import { RunLibrary } from './runLibrary';
import { detailOf } from './sampleDetail';

/** Most rows of one answer about lines. */
const MOST_ON_LINES = 5000;

/** The database of one dataset; lives in a worker (see `datasetStore.ts`). */
export class DatasetDatabase implements Served<Omit<DatasetStore, 'preview'>> {
  private readonly builder: DatasetBuilder;
  private marks: ReadonlyMap<string, NoteMark> = new Map();
  private readonly slicing = new DatasetSlices();
  private readonly lists = new DatasetLists(this.slicing, () => this.builder.changed());
  /** Sample id → row of what was listed before ids are final: what is seen can be opened. */
  private listed: { readonly of: Standing; readonly rows: Map<string, number> } | undefined;
  private known: { readonly file: DatasetFile; readonly facets: readonly Facet[] } | undefined;
  private readonly reports: DatasetReports;

  /**
   * @param push told of newer snapshots, at most one per 50 ms
   * @param checkWorker the bundled `checkWorker.js`
   * @param idWorker the bundled `idWorker.js`
   */
  constructor(push: (info: DatasetInfo) => void, checkWorker?: string, idWorker?: string) {
    this.builder = new DatasetBuilder(push, idWorker);
    this.reports = new DatasetReports(checkWorker);
  }

  async open(params: OpenDataset): Promise<DatasetInfo> {
    await this.builder.open(params);
    return this.builder.info();
  }

  async whenReady(): Promise<DatasetInfo> {
    await this.builder.settled();
    this.builder.current();
    return this.builder.info();
  }

  async reload({ config }: { readonly config?: DatasetConfig }): Promise<DatasetInfo> {
    await this.builder.rebuild(config);
    return this.builder.info();
  }

  readRows({ offset, limit }: { readonly offset: number; readonly limit: number }): Promise<Row[]> {
    return settle(() => this.builder.current().file.readRows(offset, limit));
  }

  async rowsOnLines({ from, to }: Parameters<DatasetStore['rowsOnLines']>[0]): Promise<SampleListItem[]> {
    await this.builder.settled();
    const sources = this.sources();
    const { first, behind } = sources.file.rowsOnLines(from, to);
    const length = Math.min(behind - first, MOST_ON_LINES);
    return this.lists.items(
      sources,
      Array.from({ length }, (_, index) => first + index),
    );
  }

  async readSamples({ ids }: { readonly ids: readonly string[] }): Promise<Sample[]> {
    await this.builder.settled();
    const { file } = this.builder.current();
    return ids.flatMap((id) => sampleAt(file, file.rowOfId(id)));
  }

  async readSelection(params: {
    readonly selection: SampleSelection;
    readonly offset: number;
    readonly limit: number;
  }): Promise<{ total: number; samples: Sample[] }> {
    await this.builder.settled();
    const { file } = this.builder.current();
    const rows = this.lists.selection(this.sources(), this.builder.revision, params.selection);
    const page = [...rows.subarray(params.offset, params.offset + params.limit)];
    return { total: rows.length, samples: page.flatMap((row) => sampleAt(file, row)) };
  }

  async list(params: Parameters<DatasetStore['list']>[0], { signal }: CallContext): Promise<SamplePage> {
    for (;;) {
      const { standing } = this.builder;
      try {
        const page = await this.lists.page(this.sources(), this.builder.revision, params, signal);
        this.remember(page.items);
        return page;
      } catch (error) {
        // The file was replaced, and so closed, while it was searched: the answer is in the new one.
        if (standing === this.builder.standing) throw error;
      }
    }
  }

  async detail({ id }: { readonly id: string }): Promise<SampleDetail> {
    if (this.rowOf(id) === undefined) await this.builder.settled();
    const { file, results } = this.builder.current();
    const [sample] = sampleAt(file, this.rowOf(id));
    if (sample === undefined) {
      throw new HumanError('no-sample', 'This sample is no longer in the dataset. Choose another one.');
    }
    return detailOf(sample, results);
  }

  async findCached({ keys }: { readonly keys: readonly string[] }): Promise<Record<string, RunResponse>> {
    let found: Record<string, RunResponse> = {};
    await this.builder.afterRuns(async () => {
      found = await this.builder.source.library.findCached(keys);
    });
    return found;
  }

  addResponses(params: { readonly run: string; readonly responses: readonly RunResponse[] }): Promise<void> {
    return this.builder.afterRuns(() => {
      const { ready } = this.builder;
      if (!ready) return;
      try {
        ready.results.takeLive(params.responses, params.run);
      } catch (error) {
        // The file is changing under the run. The journal has the responses, and the reload that follows reads it.
        if (!(error instanceof HumanError)) throw error;
      }
      this.builder.changed();
    });
  }

  async reloadRuns(): Promise<DatasetInfo> {
    await this.builder.settled();
    await this.builder.readRuns();
    return this.builder.info();
  }

  async runs(): Promise<RunInfo[]> {
    await this.reloadRuns();
    return this.builder.source.library.infos();
  }

  async readRecording({ file }: { readonly file: string }, { signal }: CallContext): Promise<RecordingSummary> {
    const { readRecording } = await import('./recorded/readRecording');
    return summaryOf(await readRecording(file, signal), file);
  }

  async importOutputs(
    { sources, journal }: Parameters<DatasetStore['importOutputs']>[0],
    { signal }: CallContext,
  ): Promise<ImportedOutputs> {
    const { config, file: before } = this.builder.current();
    // Who imports just after writing the file is quicker than what watches it.
    if (before.isStale()) await this.builder.rebuild(config);
    const runs = await this.runs();
    const { file } = this.builder.current();
    const { path, runsFolder } = this.builder.source;
    const { readRecording } = await import('./recorded/readRecording');
    const target = { file, path, runsFolder, runs, ...(journal !== undefined && { journal }) };
    const outputs = await importOutputs(sources, target, readRecording, signal);
    await this.builder.readRuns();
    return outputs;
  }

  async check(request: CheckRequest, { signal }: CallContext): Promise<CheckReport> {
    for (;;) {
      await this.builder.settled();
      const standing = this.builder.current();
      const { file, config, results } = standing;
      try {
        const checked = { file, path: this.builder.source.file, config };
        return await this.reports.report(checked, request, discordantShare(results.book.summary().outcomes), signal);
      } catch (error) {
        // The file was replaced, and so closed, while it was checked.
        if (standing === this.builder.standing || signal.aborted) throw error;
      }
    }
  }

  async report(request: ReportRequest, { signal }: CallContext): Promise<Report> {
    await this.reloadRuns();
    const { path, runsFolder, journals } = this.builder.source;
    const { file, results, config } = this.builder.current();
    const cluster = config?.cluster;
    if (request.runs === undefined) {
      return reportOf({ file, path, results, library: this.builder.source.library, cluster }, request, signal);
    }
    const chosen = new DatasetResults(file, config);
    const library = new RunLibrary(runsFolder, path, journals, request.runs);
    await chosen.readRuns(library);
    return reportOf({ file, path, results: chosen, library, cluster }, request, signal);
  }

  async facets(_params: undefined, { signal }: CallContext): Promise<readonly Facet[]> {
    await this.builder.settled();
    const { file } = this.builder.current();
    if (this.known?.file !== file) this.known = { file, facets: await facetsOf(file, signal) };
    return this.known.facets;
  }

  async slices({ field, text }: Parameters<DatasetStore['slices']>[0], { signal }: CallContext): Promise<SliceList> {
    await this.builder.settled();
    const sources = this.sources();
    const rowsOf = (outcomes: readonly Outcome[]): Promise<Int32Array> =>
      this.lists.rows(sources, this.builder.revision, { text, outcomes, sort: 'line' }, signal);
    const found = { found: await rowsOf([]), broken: await rowsOf(['broken']) };
    return this.slicing.count(sources.file, field, found, signal);
  }

  setNotes({ marks }: { readonly marks: readonly NoteMark[] }): Promise<void> {
    this.marks = new Map(marks.map((mark) => [mark.sample, mark]));
    this.builder.changed();
    return Promise.resolve();
  }

  private rowOf(id: string): number | undefined {
    const { standing } = this.builder;
    const listed = this.listed?.of === standing ? this.listed?.rows.get(id) : undefined;
    return standing?.file.rowOfId(id) ?? listed;
  }

  private remember(items: readonly SampleListItem[]): void {
    const { standing } = this.builder;
    if (standing === undefined || standing.state === 'ready') return;
    if (this.listed?.of !== standing) this.listed = { of: standing, rows: new Map() };
    for (const { id, row, bad } of items) if (bad === undefined) this.listed.rows.set(id, row);
  }

  private sources(): { file: DatasetFile; results: DatasetResults; marks: ReadonlyMap<string, NoteMark> } {
    const { file, results } = this.builder.current();
    return { file, results, marks: this.marks };
  }
}

function settle<T>(work: () => T | Promise<T>): Promise<T> {
  return Promise.resolve().then(work);
}

function sampleAt(file: DatasetFile, row: number | undefined): Sample[] {
  const read = row === undefined ? undefined : file.readRow(row);
  return read?.kind === 'sample' ? [read] : [];
}
