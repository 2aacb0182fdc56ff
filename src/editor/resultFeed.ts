import type { RunResponse } from '../core/run/run';
import type { OpenDataset } from './openDataset';
import { Throttle } from './pacing';

/** Finished responses are handed to the worker at most this often. */
const FLUSH_MS = 50;

/** Hands finished responses to the dataset's worker, many at a time. */
export class ResultFeed {
  private waiting: RunResponse[] = [];
  private sent: Promise<void> = Promise.resolve();
  private readonly throttle = new Throttle(FLUSH_MS, () => {
    // What goes wrong here, the last flush tells.
    this.flush().catch(() => undefined);
  });

  constructor(
    private readonly dataset: OpenDataset,
    private readonly run: string,
  ) {}

  add(response: RunResponse): void {
    this.waiting.push(response);
    this.throttle.trigger();
  }

  /** Resolves when the worker has taken everything added so far. */
  flush(): Promise<void> {
    if (this.waiting.length > 0) {
      const responses = this.waiting;
      this.waiting = [];
      this.sent = this.sent.then(() => this.dataset.store.addResponses({ run: this.run, responses }));
    }
    return this.sent;
  }
}
