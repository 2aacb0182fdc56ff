import { setImmediate } from 'node:timers/promises';
import { HumanError } from '../core/humanError';

/** Milliseconds of work after which others get their turn. */
const TURN_MS = 20;

/** Lets a long job share its thread: call `turn` often, and it gives way when it is time. */
export class DatasetPace {
  private turnBegan = performance.now();

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** True when `turn` would give way now. */
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
