import type { Completion } from '../model/model';
import { TextHash } from '../check/whole/textHash';
import { answerTextOf } from '../metric/answerText';
import { setSums, type ScoredSet } from '../metric/corpusFigure';
import type { Metric, Scored } from '../metric/metric';

/** What is known of a model's answer to a sample. */
export type AnswerState = 'missing' | 'answered' | 'error';
const HASH = new TextHash();
const STATES: readonly AnswerState[] = ['missing', 'answered', 'error'];

/**
 * The newest answers of one model role, by slot (a number per answered sample). Numbers only, in arrays that double:
 * a million answers are a few arrays and not a few million objects. `Locator` says where the caller finds the text.
 */
export class ResultColumn<Locator> {
  private states = new Uint8Array(0);
  private times = new Float64Array(0);
  private values = new Float64Array(0);
  private hashes = new Int32Array(0);
  private readonly locators: Locator[] = [];
  /** Metric id → what its figure of the whole set is made of, by slot. */
  private readonly sums = new Map<string, Float64Array>();
  private readonly statistics = new Map<string, unknown[]>();

  /** @param width scores per answer, at most */
  constructor(private readonly width: number) {}

  state(slot: number): AnswerState {
    return STATES[this.states[slot] ?? 0] ?? 'missing';
  }

  /** A hash of the answer's text: of two that differ, the texts do. */
  textHash(slot: number): number {
    return this.hashes[slot] ?? 0;
  }

  /** Where the answer or the error is found; undefined when there is none. */
  locator(slot: number): Locator | undefined {
    return this.locators[slot];
  }

  /** The score of the metric at `position` in the sample's list; NaN when there is none. */
  score(slot: number, position: number): number {
    return this.states[slot] === 1 ? (this.values[slot * this.width + position] ?? NaN) : NaN;
  }

  /**
   * What a metric says of every slot's answer.
   * @param positionOf where the metric stands in the list of a slot's sample; -1 where it does not apply
   */
  setOf(metric: Metric, slots: number, positionOf: (slot: number) => number): ScoredSet {
    const scores = new Float64Array(slots);
    for (let slot = 0; slot < slots; slot++) {
      const position = positionOf(slot);
      scores[slot] = position < 0 ? NaN : this.score(slot, position);
    }
    const sums = this.sums.get(metric.id);
    const statistics = this.statistics.get(metric.id);
    return {
      scores,
      ...(sums && { sums }),
      ...(statistics && { statistics: Array.from(scores, (_, slot) => statistics[slot]) }),
    };
  }

  /**
   * Takes an answer unless a newer one is known; of two of the same time the later taken is the newer.
   * @param time milliseconds since the epoch
   * @param completion undefined for an error
   * @returns false when it is older than what is known
   */
  take(
    slot: number,
    time: number,
    locator: Locator,
    metrics: readonly Metric[],
    completion: Completion | undefined,
    references: readonly string[],
  ): boolean {
    if (this.state(slot) !== 'missing' && time < (this.times[slot] ?? 0)) return false;
    this.states = roomFor(this.states, slot + 1);
    this.times = roomFor(this.times, slot + 1);
    this.values = roomFor(this.values, (slot + 1) * this.width);
    this.times[slot] = time;
    this.locators[slot] = locator;
    this.states[slot] = STATES.indexOf(completion ? 'answered' : 'error');
    if (completion) {
      this.hashes = roomFor(this.hashes, slot + 1);
      HASH.begin();
      HASH.add(answerTextOf(completion));
      this.hashes[slot] = HASH.low;
      const answer = { completion, references };
      for (const [position, metric] of metrics.entries()) {
        this.values[slot * this.width + position] = metric.score(answer) ?? NaN;
        this.takeStatistics(slot, metric, answer);
      }
    }
    return true;
  }

  private takeStatistics(slot: number, { id, corpus }: Metric, answer: Scored): void {
    if (corpus?.kind === 'sum') {
      const sums = roomFor(this.sums.get(id) ?? new Float64Array(0), (slot + 1) * corpus.width, NaN);
      setSums(sums, slot, corpus.width, corpus.statistics(answer));
      this.sums.set(id, sums);
    } else if (corpus) {
      const statistics = this.statistics.get(id) ?? [];
      statistics[slot] = corpus.statistic(answer);
      this.statistics.set(id, statistics);
    }
  }
}

/** The array itself when it is long enough, else a copy at least twice as long. New entries are `fill`. */
export function roomFor<T extends Uint8Array | Int32Array | Float64Array>(array: T, length: number, fill = 0): T {
  if (array.length >= length) return array;
  const Kind = array.constructor as new (length: number) => T;
  const longer = new Kind(Math.max(length, 2 * array.length, 64));
  longer.set(array);
  if (fill !== 0) longer.fill(fill, array.length);
  return longer;
}
