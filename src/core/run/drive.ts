import type { Sample } from '../dataset/sample';
import type { Completion, ModelRequest, ModelRole, ModelSpec } from '../model/model';
import type { RunOptions } from './engine';
import { Gate } from './gate';
import { Lane, type Task, type TaskResult } from './lane';
import { ProgressMeter } from './progressMeter';
import { normalEndpoint, requestKey } from './requestKey';
import type { RunProgress, RunResponse, RunStatus } from './run';

/** Samples whose requests are looked up in the cache and queued together. */
const PAGE = 64;
/** The most requests queued for a slow endpoint, or responses on their way to the journal, while a fast one goes on. */
const MOST_WAITING = 1024;

/** A model of the run with its lane. */
interface Entrant {
  readonly role: ModelRole;
  readonly spec: ModelSpec;
  readonly lane: Lane;
  readonly gate: Gate;
}

/** One run from the first request to the footer. */
export class Drive {
  private readonly entrants: readonly Entrant[];
  private readonly lanes: readonly Lane[];
  private readonly meter: ProgressMeter;
  private readonly stopping = new AbortController();
  private readonly source: AsyncIterator<Sample>;
  private seen = 0;
  private writing = 0;
  private defect: { readonly error: unknown } | undefined;
  private wake: () => void = () => undefined;

  constructor(private readonly options: RunOptions) {
    const { header, sampleCount, onProgress } = options;
    const lanes = new Map<string, Lane>();
    this.entrants = Object.entries(header.models).map(([role, spec]) => {
      const endpoint = normalEndpoint(spec.endpoint);
      const lane = lanes.get(endpoint) ?? this.newLane();
      lanes.set(endpoint, lane);
      return { role, spec, lane, gate: new Gate() };
    });
    this.lanes = [...lanes.values()];
    this.meter = new ProgressMeter(
      header.id,
      sampleCount * this.entrants.length,
      () => this.pausedUntil(),
      (progress) => onProgress?.(progress),
    );
    this.source = options.samples[Symbol.asyncIterator]();
  }

  async run(): Promise<RunProgress> {
    const cancel = (): void => {
      this.stop();
      this.meter.cancelling();
    };
    this.meter.changed();
    this.options.signal.addEventListener('abort', cancel, { once: true });
    if (this.options.signal.aborted) cancel();
    try {
      await this.feed();
      await this.until(() => this.lanes.every((lane) => lane.isIdle));
      await this.written();
    } catch (error) {
      this.fail(error);
    }
    this.options.signal.removeEventListener('abort', cancel);
    return this.end();
  }

  /** Writes the footer and reports the end. */
  private async end(): Promise<RunProgress> {
    const status = this.status();
    try {
      await this.options.journal.append({ type: 'end', status, finished: new Date().toISOString() });
    } catch (error) {
      this.fail(error);
    }
    const progress = this.meter.end(this.status());
    if (this.defect) throw this.defect.error;
    return progress;
  }

  private status(): RunStatus {
    if (this.defect) return 'failed';
    if (this.isStopped) return 'cancelled';
    return this.entrants.some(({ gate }) => gate.hasFailed) ? 'failed' : 'complete';
  }

  private get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Queues the samples page by page, no faster than they are worked off. */
  private async feed(): Promise<void> {
    for (;;) {
      const page = await this.nextPage();
      await this.admit(page);
      if (page.length < PAGE || this.isStopped) break;
      await this.until(() => this.hasRoom());
    }
    if (!this.isStopped) this.meter.plan(this.seen * this.entrants.length);
  }

  /** Up to a page of samples; fewer at the end. */
  private async nextPage(): Promise<Sample[]> {
    const page: Sample[] = [];
    while (page.length < PAGE && !this.isStopped) {
      let next: IteratorResult<Sample> | undefined;
      this.source.next().then(
        (result: IteratorResult<Sample>) => {
          next = result;
          this.wake();
        },
        (error: unknown) => this.fail(error),
      );
      await this.until(() => next !== undefined);
      if (next === undefined) void this.source.return?.().catch(() => undefined);
      if (next === undefined || next.done) break;
      page.push(next.value);
    }
    this.seen += page.length;
    return page;
  }

  /** Answers a page from the cache and queues the rest, a sample's models one after the other. */
  private async admit(page: readonly Sample[]): Promise<void> {
    const { header, isDone, findCached } = this.options;
    const tasks: (Task & { readonly lane: Lane })[] = [];
    for (const sample of page) {
      for (const { role, spec, lane, gate } of this.entrants) {
        if (isDone?.(sample.id, role)) this.meter.count('answered');
        else tasks.push({ sample, role, spec, lane, gate, key: this.keyOf(sample, spec), attempts: 0 });
      }
    }
    const known = header.useCache && tasks.length > 0 ? await findCached(tasks.map(({ key }) => key)) : {};
    if (this.isStopped) return;
    for (const task of tasks) {
      const stored = Object.hasOwn(known, task.key) ? known[task.key] : undefined;
      if (stored === undefined || stored.error !== undefined) task.lane.add(task);
      else this.record(fromCache(stored, task));
    }
  }

  private hasRoom(): boolean {
    const backlogs = this.lanes.map((lane) => lane.backlog);
    const hungry = backlogs.some((backlog) => backlog <= this.options.limits.concurrency);
    return hungry && backlogs.every((backlog) => backlog < MOST_WAITING) && this.writing < MOST_WAITING;
  }

  private newLane(): Lane {
    const { concurrency, retries } = this.options.limits;
    return new Lane({
      concurrency,
      retries,
      send: (task) => this.send(task),
      settle: (task, result) => this.settle(task, result),
      changed: () => {
        this.meter.changed();
        this.wake();
      },
      defect: (error) => this.fail(error),
    });
  }

  private send(task: Task): Promise<Completion> {
    const { client, onPartial } = this.options;
    const { sample, role } = task;
    return client.complete(
      requestOf(sample, task.spec),
      this.stopping.signal,
      onPartial &&
        ((partial) => {
          if (!this.isStopped) onPartial(sample.id, role, partial);
        }),
    );
  }

  private settle(task: Task, result: TaskResult): void {
    const frame = { ...frameOf(task), ...(task.attempts > 1 ? { attempts: task.attempts } : {}) };
    if ('completion' in result) {
      this.record({ ...frame, ...result.completion });
    } else {
      task.gate.failed();
      this.record({ ...frame, error: { code: result.error.code, message: result.error.message } });
    }
  }

  /** Writes a response; it counts, and is told of, once the journal has it. */
  private record(response: RunResponse): void {
    this.writing++;
    this.options.journal
      .append(response)
      .then(() => {
        this.writing--;
        this.meter.count(response.error ? 'failed' : response.cached ? 'cached' : 'answered');
        this.options.onResponse?.(response);
        this.wake();
      })
      .catch((error: unknown) => this.fail(error));
  }

  private keyOf(sample: Sample, spec: ModelSpec): string {
    return requestKey(requestOf(sample, spec), 0, this.options.sha256);
  }

  private pausedUntil(): number | undefined {
    const ends = this.lanes.flatMap((lane) => lane.pausedUntil ?? []);
    return ends.length > 0 ? Math.min(...ends) : undefined;
  }

  private fail(error: unknown): void {
    this.defect ??= { error };
    this.stop();
  }

  private stop(): void {
    this.stopping.abort();
    for (const lane of this.lanes) lane.stop();
    this.wake();
  }

  /** Waits for a condition, or for the run to be stopped. */
  private async until(condition: () => boolean): Promise<void> {
    while (!condition() && !this.isStopped) await this.change();
  }

  /** Waits until everything that was handed to the journal is written. */
  private async written(): Promise<void> {
    while (this.writing > 0 && !this.defect) await this.change();
  }

  private change(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}

function requestOf(sample: Sample, spec: ModelSpec): ModelRequest {
  return { spec, messages: sample.messages, ...(sample.tools ? { tools: sample.tools } : {}) };
}

function frameOf({ sample, role, key }: Task) {
  const finished = new Date().toISOString();
  return { type: 'response', sample: sample.id, line: sample.line, model: role, repeat: 0, key, finished } as const;
}

/** A stored answer as this run's: its text, times and attempts stay, its place is the task's. */
function fromCache(stored: RunResponse, task: Task): RunResponse {
  return { ...stored, ...frameOf(task), cached: true };
}
