import type { Sample } from '../dataset/sample';
import { isRight, type MetricPlan, type SampleMetrics } from '../metric/metricPlan';
import type { ModelRole } from '../model/model';
import type { RunResponse } from '../run/run';
import { OUTCOMES, outcomeOf, type Outcome, type Verdictable } from './outcome';
import { ResultColumn, roomFor } from './resultColumn';
import { orderRows, type RowOrder } from './resultOrder';
import { pairScores, type PairedScores } from './pairedScores';
import { summarize } from './resultSummary';
import type { ResultSummary, SampleQuery } from './results';

/** A set of rows, such as a `Set<number>`. */
export interface RowSet {
  readonly size: number;
  has(row: number): boolean;
}

/** Right (1) and wrong (0) of both models, by place. */
export interface JudgedPairs {
  readonly slots: Int32Array;
  readonly base: Uint8Array;
  readonly tuned: Uint8Array;
}

/** Numbers of samples. */
export interface AnswerCounts {
  /** Both models answered. */
  readonly both: number;
  /** With the same text, to all appearance: the texts' hashes are equal. */
  readonly identical: number;
  readonly failed: { readonly base: number; readonly tuned: number };
}

const NOT_RUN = OUTCOMES.indexOf('not-run');

/**
 * The results of one dataset: for each row and model role the newest response's scores, and what follows from them.
 *
 * Rows are numbers (`Sample.row`). Per row of the file there are five bytes; everything else is only kept for rows
 * that have a response. Texts are not kept: `Locator` is whatever the caller needs to find a response again. When the
 * file or the metrics change, `clear` it (or make a new one) and take the responses again.
 */
export class ResultBook<Locator> {
  private rows = 0;
  private badRows: RowSet = new Set<number>();
  /** Row → slot + 1 of a row with a response, else 0. */
  private slotOfRow = new Int32Array(0);
  /** Slot → row. */
  private rowOfSlot = new Int32Array(0);
  /** Row → index into `OUTCOMES`. */
  private outcomes = new Uint8Array(0);
  /** Slot → index into the plan's lists. */
  private lists = new Uint8Array(0);
  private slots = 0;
  private newestTime = -Infinity;
  private columns = new Map<ModelRole, ResultColumn<Locator>>();
  private counts = new Int32Array(OUTCOMES.length);

  constructor(readonly metrics: MetricPlan) {}

  /** Says how many rows of the file are known now, and which of them cannot be used. */
  setRows(rows: number, badRows: RowSet): void {
    this.rows = rows;
    this.badRows = badRows;
    this.makeRoom(rows);
  }

  /** Forgets every response; the rows stay. */
  clear(): void {
    this.slotOfRow.fill(0);
    this.outcomes.fill(NOT_RUN);
    this.counts.fill(0);
    this.columns.clear();
    this.slots = 0;
    this.newestTime = -Infinity;
  }

  /**
   * Takes a response into the results and scores it. The newest (`finished`) of a sample and role counts; of two of the
   * same time, the one taken later.
   * @returns false when a newer one is known and nothing changed
   */
  take(sample: Sample, response: RunResponse, locator: Locator): boolean {
    const slot = this.slotFor(sample);
    const list = this.listOf(slot);
    let column = this.columns.get(response.model);
    if (!column) {
      column = new ResultColumn(Math.max(...this.metrics.lists.map(({ metrics }) => metrics.length)));
      this.columns.set(response.model, column);
    }
    const parsed = Date.parse(response.finished);
    const time = Number.isNaN(parsed) ? 0 : parsed;
    const completion = response.error ? undefined : response;
    if (!column.take(slot, time, locator, list.metrics, completion, sample.references)) return false;
    this.newestTime = Math.max(this.newestTime, time);
    this.setOutcome(sample.row, outcomeOf(this.verdict('base', slot), this.verdict('tuned', slot)));
    return true;
  }

  /** What became of a row; rows that cannot be used are never run. */
  outcomeOf(row: number): Outcome {
    return OUTCOMES[this.outcomes[row] ?? NOT_RUN] ?? 'not-run';
  }

  /**
   * Change (tuned − base) of the metric that decides the row's sample, signed so that positive is better; undefined when
   * one of the two has no score.
   */
  change(row: number): number | undefined {
    const slot = this.slotOf(row);
    if (slot === undefined) return undefined;
    const { metrics, decider } = this.listOf(slot);
    const difference = this.score('tuned', slot, decider) - this.score('base', slot, decider);
    if (Number.isNaN(difference)) return undefined;
    return metrics[decider]?.better === 'lower' ? 0 - difference : difference;
  }

  /** Where the newest responses to a row are found, errors included, by model role. */
  locators(row: number): Readonly<Record<ModelRole, Locator>> {
    const slot = this.slotOf(row);
    if (slot === undefined) return {};
    const found: [ModelRole, Locator][] = [];
    for (const [role, column] of this.columns) {
      const locator = column.locator(slot);
      if (locator !== undefined) found.push([role, locator]);
    }
    return Object.fromEntries(found);
  }

  /** When the newest response came in (ISO 8601); undefined when there is none. */
  newest(): string | undefined {
    return this.slots === 0 ? undefined : new Date(this.newestTime).toISOString();
  }

  /** Results as a whole. `not-run` counts usable rows that not both models were asked. */
  summary(): ResultSummary {
    const counts = [...this.counts];
    const settled = counts.reduce((sum, count) => sum + count, 0);
    counts[NOT_RUN] = Math.max(0, this.rows - this.badRows.size - settled);
    const outcomes = Object.fromEntries(OUTCOMES.map((outcome, index) => [outcome, counts[index] ?? 0]));
    return {
      outcomes: outcomes as Record<Outcome, number>,
      metrics: summarize(this.pairs()),
      guessed: this.metrics.guessed,
      ...(this.metrics.unknown.length > 0 && { unknownMetrics: this.metrics.unknown }),
    };
  }

  /** The row of a slot of `pairs` and `judged`. */
  rowAt(slot: number): number {
    return this.rowOfSlot[slot] ?? -1;
  }

  /** The samples of which it is known for both models whether the answer is right. */
  judged(): JudgedPairs {
    const slots: number[] = [];
    const right = { base: [] as boolean[], tuned: [] as boolean[] };
    for (let slot = 0; slot < this.slots; slot++) {
      const [base, tuned] = [this.verdict('base', slot), this.verdict('tuned', slot)];
      if ((base !== 'right' && base !== 'wrong') || (tuned !== 'right' && tuned !== 'wrong')) continue;
      slots.push(slot);
      right.base.push(base === 'right');
      right.tuned.push(tuned === 'right');
    }
    return {
      slots: Int32Array.from(slots),
      base: Uint8Array.from(right.base, Number),
      tuned: Uint8Array.from(right.tuned, Number),
    };
  }

  /** What came of the requests to both models, in numbers of samples. */
  answers(): AnswerCounts {
    const base = this.columns.get('base');
    const tuned = this.columns.get('tuned');
    const counts = { both: 0, identical: 0, failed: { base: 0, tuned: 0 } };
    for (let slot = 0; slot < this.slots; slot++) {
      if (base?.state(slot) === 'error') counts.failed.base++;
      if (tuned?.state(slot) === 'error') counts.failed.tuned++;
      if (base?.state(slot) !== 'answered' || tuned?.state(slot) !== 'answered') continue;
      counts.both++;
      if (base.textHash(slot) === tuned.textHash(slot)) counts.identical++;
    }
    return counts;
  }

  /** The metrics on the samples that both models answered. */
  pairs(): PairedScores[] {
    const { metrics: plan, columns, slots } = this;
    return pairScores({ plan, columns, slots, listOf: (slot) => this.lists[slot] ?? 0 });
  }

  /**
   * The rows of a list, bad rows among `not-run`.
   * @param keep leaves out rows for which it is false, such as those that a search does not find
   */
  order(query: Pick<SampleQuery, 'outcomes' | 'sort'>, keep?: (row: number) => boolean): RowOrder {
    return orderRows({ rows: this.rows, outcomes: this.outcomes, change: (row) => this.change(row) }, query, keep);
  }

  private slotOf(row: number): number | undefined {
    const slot = (this.slotOfRow[row] ?? 0) - 1;
    return slot < 0 ? undefined : slot;
  }

  private slotFor(sample: Sample): number {
    const known = this.slotOf(sample.row);
    if (known !== undefined) return known;
    this.makeRoom(sample.row + 1);
    const slot = this.slots++;
    this.lists = roomFor(this.lists, this.slots);
    this.rowOfSlot = roomFor(this.rowOfSlot, this.slots);
    this.rowOfSlot[slot] = sample.row;
    this.slotOfRow[sample.row] = slot + 1;
    this.lists[slot] = this.metrics.lists.indexOf(this.metrics.forReferences(sample.references));
    return slot;
  }

  private listOf(slot: number): SampleMetrics {
    return this.metrics.lists[this.lists[slot] ?? 0] ?? { metrics: [], decider: -1 };
  }

  private score(role: ModelRole, slot: number, position: number): number {
    return position < 0 ? NaN : (this.columns.get(role)?.score(slot, position) ?? NaN);
  }

  private verdict(role: ModelRole, slot: number): Verdictable {
    const state = this.columns.get(role)?.state(slot) ?? 'missing';
    if (state !== 'answered') return state;
    const { metrics, decider } = this.listOf(slot);
    const metric = metrics[decider];
    const score = this.score(role, slot, decider);
    const right = metric && !Number.isNaN(score) ? isRight(metric, score) : undefined;
    return right === undefined ? 'error' : right ? 'right' : 'wrong';
  }

  private setOutcome(row: number, outcome: Outcome): void {
    const before = this.outcomes[row] ?? NOT_RUN;
    const after = OUTCOMES.indexOf(outcome);
    if (before !== NOT_RUN) this.counts[before] = (this.counts[before] ?? 0) - 1;
    if (after !== NOT_RUN) this.counts[after] = (this.counts[after] ?? 0) + 1;
    this.outcomes[row] = after;
  }

  private makeRoom(rows: number): void {
    this.slotOfRow = roomFor(this.slotOfRow, rows);
    this.outcomes = roomFor(this.outcomes, rows, NOT_RUN);
  }
}
