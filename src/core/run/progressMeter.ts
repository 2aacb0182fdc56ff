import type { RunProgress } from './run';

/** The shortest time between two reports, in milliseconds. */
const INTERVAL_MS = 50;

/** Counts what a run has done and reports it: complete snapshots, not more than one per 50 ms. */
export class ProgressMeter {
  private answered = 0;
  private failed = 0;
  private cached = 0;
  private state: RunProgress['state'] = 'running';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastReport = -Infinity;
  private ended = false;

  constructor(
    private readonly id: string,
    private planned: number,
    private readonly pausedUntil: () => number | undefined,
    private readonly report: (progress: RunProgress) => void,
  ) {}

  count(what: 'answered' | 'failed' | 'cached'): void {
    if (what === 'failed') this.failed++;
    else this.answered++;
    if (what === 'cached') this.cached++;
    this.changed();
  }

  /** The number of responses asked for is known now. */
  plan(planned: number): void {
    this.planned = planned;
  }

  cancelling(): void {
    this.state = 'cancelling';
    this.changed();
  }

  /** Something changed that a report tells of. */
  changed(): void {
    if (this.timer !== undefined || this.ended) return;
    const wait = this.lastReport + INTERVAL_MS - Date.now();
    if (wait <= 0) this.send();
    else this.timer = setTimeout(() => this.send(), wait);
  }

  /** Reports the end at once, and nothing after it. */
  end(state: RunProgress['state']): RunProgress {
    this.state = state;
    this.ended = true;
    this.send();
    return this.snapshot();
  }

  private send(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.lastReport = Date.now();
    this.report(this.snapshot());
  }

  private snapshot(): RunProgress {
    const { id, planned, answered, failed, cached, state } = this;
    const pausedUntil = state === 'running' ? this.pausedUntil() : undefined;
    return { id, planned, answered, failed, cached, state, ...(pausedUntil === undefined ? {} : { pausedUntil }) };
  }
}
