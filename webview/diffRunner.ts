import { startDiff, type Diff } from './diff';
import type { DiffUnit } from './state';

/** Milliseconds of comparing in one frame. */
const SLICE_MS = 12;

/** A comparison that a part of the page shows. */
export type DiffSlot = 'base' | 'tuned' | 'models';

interface Job {
  readonly unit: DiffUnit;
  readonly from: string;
  readonly to: string;
  result?: Diff;
  steps: Generator<void, Diff> | undefined;
}

/**
 * Compares texts in slices between frames, so that the page never stands still. A slot holds one comparison: asking for
 * another one gives up the one before.
 */
export class DiffRunner {
  private readonly jobs = new Map<DiffSlot, Job>();
  private frame = 0;

  constructor(private readonly onChange: () => void) {}

  /** The comparison, or undefined while it is being worked out. */
  compare(slot: DiffSlot, unit: DiffUnit, from: string, to: string): Diff | undefined {
    const known = this.jobs.get(slot);
    if (known?.unit === unit && known.from === from && known.to === to) return known.result;
    const job: Job = { unit, from, to, steps: startDiff(unit, from, to) };
    this.jobs.set(slot, job);
    // Most answers are short: they are compared before the first paint.
    advance(job, performance.now() + SLICE_MS / 3);
    if (job.steps) this.schedule();
    return job.result;
  }

  /** Gives up everything that is not finished. */
  clear(): void {
    this.jobs.clear();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  private schedule(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      const until = performance.now() + SLICE_MS;
      let finished = false;
      for (const job of this.jobs.values()) {
        if (!job.steps) continue;
        advance(job, until);
        finished ||= job.result !== undefined;
      }
      if ([...this.jobs.values()].some((job) => job.steps)) this.schedule();
      if (finished) this.onChange();
    });
  }
}

function advance(job: Job, until: number): void {
  while (job.steps) {
    const step = job.steps.next();
    if (step.done) {
      job.result = step.value;
      job.steps = undefined;
    } else if (performance.now() >= until) {
      return;
    }
  }
}
