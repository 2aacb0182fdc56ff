import { setImmediate } from 'node:timers/promises';
import { HumanError } from '../core/humanError';

/** Milliseconds of work after which others get their turn. */
const TURN_MS = 20;

/**
 * Lets a long job share its thread: when `isOver`, it calls `turn` to give way. The first turn is over at once, so that
 * those who wait for the job's first results need not wait longer.
 */
export class DatasetPace {
  private turnBegan = -Infinity;

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** True when it is time to give way. */
  get isOver(): boolean {
    return performance.now() - this.turnBegan >= TURN_MS;
  }

  /** Gives way to what else waits on this thread. @throws {HumanError} when the job was cancelled */
  async turn(): Promise<void> {
    await setImmediate();
    if (this.signal?.aborted) throw new HumanError('cancelled', 'Cancelled.');
    this.turnBegan = performance.now();
  }
}
