import type { Sample } from '../dataset/sample';
import { ModelError, type Completion, type ModelRole, type ModelSpec } from '../model/model';
import type { Gate } from './gate';

/** One request of a run. */
export interface Task {
  readonly sample: Sample;
  readonly role: ModelRole;
  readonly spec: ModelSpec;
  readonly key: string;
  readonly gate: Gate;
  attempts: number;
}

/** What became of a request. */
export type TaskResult = { readonly completion: Completion } | { readonly error: ModelError };

export interface LaneOptions {
  /** Requests in flight. */
  readonly concurrency: number;
  /** Attempts after the first. */
  readonly retries: number;
  /** Makes one attempt; rejects with a {@link ModelError}. */
  readonly send: (task: Task) => Promise<Completion>;
  /** Takes the result; a request that was cancelled has none. */
  readonly settle: (task: Task, result: TaskResult) => void;
  /** Called when there is room for more tasks, or a pause begins or ends. */
  readonly changed: () => void;
  /** Takes an error that is a defect rather than an answer. */
  readonly defect: (error: unknown) => void;
}

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;
/** So many shared pauses without an answer in between, and the endpoint counts as refusing. */
const PAUSES_WITHOUT_ANSWER = 8;
/** The longest time that platform timers can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The requests to one endpoint: at most `concurrency` in flight, in the order given, tried again with growing pauses.
 * When the endpoint asks to wait, everybody waits.
 */
export class Lane {
  private readonly queue: Task[] = [];
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private inFlight = 0;
  private waiting = 0;
  private pausesWithoutAnswer = 0;
  private stopped = false;
  /** When the shared pause ends, in milliseconds since the epoch; undefined when there is none. */
  pausedUntil: number | undefined;

  constructor(private readonly options: LaneOptions) {}

  /** Tasks not yet sent. */
  get backlog(): number {
    return this.queue.length;
  }

  /** True when nothing is queued, waiting or in flight. */
  get isIdle(): boolean {
    return this.queue.length + this.waiting + this.inFlight === 0;
  }

  add(task: Task): void {
    this.queue.push(task);
    this.start();
  }

  /** Forgets what has not been sent and sends nothing more. */
  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.queue.length = 0;
  }

  private start(): void {
    while (!this.stopped && this.pausedUntil === undefined && this.inFlight < this.options.concurrency) {
      const task = this.queue.shift();
      if (task === undefined) return;
      const { closedBy } = task.gate;
      if (closedBy) this.options.settle(task, { error: closedBy });
      else void this.run(task);
    }
  }

  private async run(task: Task): Promise<void> {
    this.inFlight++;
    task.attempts++;
    try {
      const completion = await this.options.send(task);
      this.pausesWithoutAnswer = 0;
      task.gate.answered();
      if (!this.stopped) this.options.settle(task, { completion });
    } catch (error) {
      if (error instanceof ModelError) this.failed(task, error);
      else this.options.defect(error);
    } finally {
      this.inFlight--;
      this.start();
      this.options.changed();
    }
  }

  private failed(task: Task, error: ModelError): void {
    if (this.stopped || error.code === 'cancelled') return;
    task.gate.attemptFailed(error);
    const limited = error.code === 'rate-limited' && error.retryable;
    if (limited || (error.retryable && error.retryAfterMs !== undefined)) this.pause(task, error);
    // A server that has never answered is not running yet: that is for the person to see at once.
    const worthIt = error.retryable && (error.code !== 'unreachable' || task.gate.hasAnswered);
    if (limited && !task.gate.closedBy) this.queue.unshift(task);
    else if (worthIt && !task.gate.closedBy && task.attempts <= this.options.retries) this.again(task, error);
    else this.options.settle(task, { error });
  }

  /** Tries a task again: after the shared pause where the endpoint named one, else after a time of its own. */
  private again(task: Task, error: ModelError): void {
    if (error.retryAfterMs !== undefined) {
      this.queue.unshift(task);
      return;
    }
    this.waiting++;
    this.after(backoff(task.attempts), () => {
      this.waiting--;
      this.queue.unshift(task);
      this.start();
    });
  }

  private pause(task: Task, error: ModelError): void {
    const now = Date.now();
    // Requests that were in flight when the pause began belong to it: they make it longer, never count again.
    if (this.pausedUntil === undefined && ++this.pausesWithoutAnswer > PAUSES_WITHOUT_ANSWER) {
      task.gate.closedBy ??= error;
      return;
    }
    const until = now + Math.max(error.retryAfterMs ?? 0, backoff(this.pausesWithoutAnswer));
    if (this.pausedUntil !== undefined && until <= this.pausedUntil) return;
    const begins = this.pausedUntil === undefined;
    this.pausedUntil = until;
    if (begins) this.waitForPause();
    this.options.changed();
  }

  private waitForPause(): void {
    const left = (this.pausedUntil ?? 0) - Date.now();
    if (left > 0) {
      this.after(Math.min(left, LONGEST_TIMER_MS), () => this.waitForPause());
      return;
    }
    this.pausedUntil = undefined;
    this.start();
    this.options.changed();
  }

  private after(ms: number, then: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      then();
    }, ms);
    this.timers.add(timer);
  }
}

/** Exponential, from half to the whole of its length by chance, so that many do not come back at the same moment. */
function backoff(attempt: number): number {
  const whole = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
  return whole * (0.5 + Math.random() / 2);
}
