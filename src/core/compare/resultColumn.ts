import type { Completion } from '../model/model';
import type { Metric } from '../metric/metric';

/** What is known of a model's answer to a sample. */
export type AnswerState = 'missing' | 'answered' | 'error';
const STATES: readonly AnswerState[] = ['missing', 'answered', 'error'];

/**
 * The newest answers of one model role, by slot (a number per answered sample). Numbers only, in arrays that double:
 * a million answers are a few arrays and not a few million objects. `Locator` says where the caller finds the text.
 */
export class ResultColumn<Locator> {
  private states = new Uint8Array(0);
  private times = new Float64Array(0);
  private values = new Float64Array(0);
  private readonly locators: Locator[] = [];

  /** @param width scores per answer, at most */
  constructor(private readonly width: number) {}

  state(slot: number): AnswerState {
    return STATES[this.states[slot] ?? 0] ?? 'missing';
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
      for (const [position, metric] of metrics.entries())
        this.values[slot * this.width + position] = metric.score({ completion, references }) ?? NaN;
    }
    return true;
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
