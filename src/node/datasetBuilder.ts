import type { DatasetConfig } from '../core/config/config';
import { HumanError } from '../core/humanError';
import { DatasetFile } from './datasetFile';
import { readsAlike } from './datasetHead';
import { DatasetResults } from './datasetResults';
import type { DatasetInfo, OpenDataset } from './datasetStore';
import { RunLibrary } from './runLibrary';

/** Snapshots are pushed at most this often. */
const SNAPSHOT_MS = 50;

/** A file with its results: replaced as a whole when the file or its configuration changes. */
export interface Standing {
  readonly file: DatasetFile;
  /** The configuration with which the file is read and scored. */
  readonly config: DatasetConfig | undefined;
  readonly results: DatasetResults;
  state: DatasetInfo['state'];
}

/**
 * Brings a dataset's file and journals to stand together, and again when one of them changes; tells of every change in
 * snapshots.
 */
export class DatasetBuilder {
  private opened: (OpenDataset & { readonly library: RunLibrary }) | undefined;
  private shown: Standing | undefined;
  private error: string | undefined;
  private changes = 0;
  private building = new AbortController();
  /** The newest build; never rejects: what went wrong is in `error`. */
  private built: Promise<void> = Promise.resolve();
  /** Reading of journals and taking of responses, one after the other. */
  private runsRead: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param push told of newer snapshots, at most one per 50 ms
   * @param idWorker the bundled `idWorker.js`
   */
  constructor(
    private readonly push: (info: DatasetInfo) => void,
    private readonly idWorker: string | undefined,
  ) {}

  /** What stands now; undefined before the first file does. */
  get standing(): Standing | undefined {
    return this.shown;
  }

  /** Grows with every change of rows, results or notes. */
  get revision(): number {
    return this.changes;
  }

  /** What was opened. @throws {HumanError} before that */
  get source(): OpenDataset & { readonly library: RunLibrary } {
    if (this.opened === undefined) throw new HumanError('not-open', 'The dataset is not open.');
    return this.opened;
  }

  /** Resolves when the first rows can be read. @throws {HumanError} when there are none to be had */
  async open(params: OpenDataset): Promise<void> {
    this.opened = { ...params, library: new RunLibrary(params.runsFolder, params.path, params.journals) };
    await this.build(params.config);
  }

  /** Reads everything anew as far as it changed; what goes wrong is in the snapshot. */
  async rebuild(config: DatasetConfig | undefined): Promise<void> {
    await this.build(config).catch((error: unknown) => {
      if (!(error instanceof HumanError)) throw error;
    });
    await this.settled();
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
    const { source, shown: before } = this;
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
    if (before?.state === 'ready' && !grown) file.knowRowsOf(before.file);
    const standing: Standing = { file, config, results: new DatasetResults(file, config), state: 'indexing' };
    if (before === undefined) this.stand(standing);
    try {
      await this.passes(standing, onFirstRows, signal);
      await this.standWithRuns(standing, library, signal);
    } catch (error) {
      if (this.shown !== standing) file.close();
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
    const before = this.shown;
    this.shown = standing;
    if (before?.file !== standing.file) before?.file.close();
    this.changed();
  }

  /** Resolves when no build is going on. */
  async settled(): Promise<void> {
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

  /** What stands, when everything of it has been read and nothing is wrong. */
  get ready(): Standing | undefined {
    return this.error === undefined && this.shown?.state === 'ready' ? this.shown : undefined;
  }

  /** Takes over what is new in the journals. */
  readRuns(): Promise<void> {
    return this.afterRuns(async () => {
      const { ready } = this;
      if (ready && (await ready.results.readRuns(this.source.library))) this.changed();
    });
  }

  /** Does something when the journals are not being read and no responses are being taken. */
  afterRuns(work: () => void | Promise<void>): Promise<void> {
    const done = this.runsRead.then(work);
    this.runsRead = done.catch(() => undefined);
    return done;
  }

  /** What stands, where nothing is wrong with it. @throws {HumanError} */
  current(): Standing {
    if (this.error !== undefined) throw new HumanError('no-dataset', this.error);
    if (this.shown === undefined) throw new HumanError('not-open', 'The dataset is not open.');
    return this.shown;
  }

  info(): DatasetInfo {
    const { file, results, state } = this.shown ?? this.current();
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
      revision: this.changes,
    };
  }

  changed(): void {
    this.changes += 1;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      if (this.shown !== undefined) this.push(this.info());
    }, SNAPSHOT_MS);
  }
}

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new HumanError('cancelled', 'Cancelled.');
}
