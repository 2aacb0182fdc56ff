import { setTimeout } from 'node:timers/promises';
import { parseSearch, type SampleSearch } from '../core/compare/resultQuery';
import type { Row } from '../core/dataset/sample';
import { HumanError } from '../core/humanError';
import type { DatasetFile } from './datasetFile';
import type { NoteMark } from './datasetStore';

/** Milliseconds after which a search that goes on answers with what was found so far. */
const PATIENCE_MS = 100;

/** Searches kept, going on or done. Two views may search for different things; a newer search ends the oldest. */
const KEPT = 2;

/** In what is searched. */
export interface Searched {
  readonly file: DatasetFile;
  readonly marks: ReadonlyMap<string, NoteMark>;
}

/** What a search has found so far. */
export interface Found {
  /** 1 at the place of each row that is found. */
  readonly rows: Uint8Array;
  /** Grows with every row that is found. */
  readonly count: number;
  /** Present while the search goes on: rows that are through. */
  readonly searched?: number;
}

/** Searches of one dataset, which go on while their first results are looked at. */
export class DatasetSearches {
  private jobs: readonly SearchJob[] = [];

  /** @param onProgress told when a search that somebody was answered from has come further */
  constructor(private readonly onProgress: () => void) {}

  /**
   * What a search finds: everything, or after a while what was found so far.
   * @returns undefined when there is nothing to search for
   * @throws {HumanError} as `DatasetFile.search`, and `cancelled`
   */
  async find(text: string, searched: Searched, signal: AbortSignal): Promise<Found | undefined> {
    const search = parseSearch(text);
    if (search === undefined) return undefined;
    const known = this.jobs.find((job) => job.text === text && job.holdsFor(searched));
    const job = known ?? new SearchJob(text, search, searched, this.onProgress);
    const others = this.jobs.filter((other) => other !== job);
    const kept = others.filter((other) => other.text !== text).slice(0, KEPT - 1);
    for (const other of others) if (!kept.includes(other)) other.stop();
    this.jobs = [job, ...kept];
    return job.found(signal);
  }
}

class SearchJob {
  private rows = new Uint8Array(0);
  private count = 0;
  private through = 0;
  private going: Promise<void> | undefined;
  private failure: Error | undefined;
  private readonly stopped = new AbortController();
  private readonly sha256: string | undefined;
  /** Somebody was answered before the end, and waits to be told. */
  private isWatched = false;
  private toldAt = 0;

  constructor(
    readonly text: string,
    private readonly search: SampleSearch,
    private readonly searched: Searched,
    private readonly onProgress: () => void,
  ) {
    this.sha256 = searched.file.sha256;
  }

  /** False when it searched other rows, or those of other ids or notes, or failed. */
  holdsFor({ file, marks }: Searched): boolean {
    const isSame = file === this.searched.file && file.sha256 === this.sha256;
    return isSame && (!this.search.readsNotes || marks === this.searched.marks) && this.failure === undefined;
  }

  stop(): void {
    this.stopped.abort();
  }

  /** Searches what rows there are, and answers when it is through or after a while. */
  async found(signal: AbortSignal): Promise<Found> {
    if (this.through < this.searched.file.rowCount) this.going ??= this.goOn();
    if (this.going) await atMost(PATIENCE_MS, this.going, signal);
    if (this.failure !== undefined && !this.stopped.signal.aborted) throw this.failure;
    // A search that was stopped has not come to its end, and is begun anew when it is asked for again.
    this.isWatched = this.going !== undefined || this.failure !== undefined;
    return { rows: this.rows, count: this.count, ...(this.isWatched && { searched: this.through }) };
  }

  /** Never rejects: why it failed is in `failure`. */
  private async goOn(): Promise<void> {
    const { file, marks } = this.searched;
    const rows = new Uint8Array(file.rowCount);
    rows.set(this.rows);
    this.rows = rows;
    const take = (row: Row): void => {
      if (row.kind === 'bad' || !this.search.matches(row, marks.get(row.id))) return;
      rows[row.row] = 1;
      this.count++;
    };
    try {
      await file.search(
        { from: this.through, needle: this.search.needle },
        take,
        (t) => this.tell(t),
        this.stopped.signal,
      );
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
    this.going = undefined;
    this.toldAt = -Infinity;
    this.tell(this.through);
  }

  private tell(through: number): void {
    this.through = through;
    const now = performance.now();
    if (!this.isWatched || now - this.toldAt < PATIENCE_MS) return;
    this.toldAt = now;
    this.onProgress();
  }
}

/** Waits for work, which never rejects, but not longer than so many milliseconds. @throws {HumanError} `cancelled` */
async function atMost(milliseconds: number, work: Promise<void>, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  try {
    await Promise.race([work, setTimeout(milliseconds, undefined, { signal: AbortSignal.any([signal, done.signal]) })]);
  } catch (error) {
    throw signal.aborted ? new HumanError('cancelled', 'Cancelled.') : error;
  } finally {
    done.abort();
  }
}
