import { ModelError } from '../core/model/model';
import { timedOut } from './openaiErrors';

/** One attempt's bounds: its time, the pauses between pieces, and the caller's signal. Ends all with one signal. */
export class Attempt {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private stallTimer: NodeJS.Timeout | undefined;
  private reason: 'cancelled' | 'timeout' | 'stalled' | undefined;
  private readonly cancel = (): void => this.stop('cancelled');

  constructor(
    private readonly outer: AbortSignal,
    timeoutMs: number,
  ) {
    this.timer = setTimeout(() => this.stop('timeout'), timeoutMs);
    if (outer.aborted) this.cancel();
    else outer.addEventListener('abort', this.cancel, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** A piece of the answer arrived: the next must follow within `stallMs`. Before the first, a model may think long. */
  arrived(stallMs: number): void {
    if (this.stallTimer) this.stallTimer.refresh();
    else this.stallTimer = setTimeout(() => this.stop('stalled'), stallMs);
  }

  /** Why the attempt was ended from this side; undefined when it was not. */
  ended(endpoint: string): ModelError | undefined {
    switch (this.reason) {
      case undefined:
        return undefined;
      case 'cancelled':
        return new ModelError('cancelled', 'Cancelled.', false);
      case 'timeout':
        return timedOut(endpoint);
      case 'stalled':
        return new ModelError('stalled', `${endpoint} stopped in the middle of the answer: run again.`, true);
    }
  }

  /** Lets go of timers and listeners. */
  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.stallTimer);
    this.outer.removeEventListener('abort', this.cancel);
  }

  private stop(reason: 'cancelled' | 'timeout' | 'stalled'): void {
    this.reason ??= reason;
    this.controller.abort();
  }
}
