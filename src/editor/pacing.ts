/** Calls `work` once things have been quiet for `ms` milliseconds. */
export class Debounce {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly ms: number,
    private readonly work: () => void,
  ) {}

  /** Starts the quiet period anew. */
  trigger(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.work, this.ms);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

/** Calls `work` at once and then at most once per `ms` milliseconds, the last time after the last trigger. */
export class Throttle {
  private timer: NodeJS.Timeout | undefined;
  private pending = false;

  constructor(
    private readonly ms: number,
    private readonly work: () => void,
  ) {}

  trigger(): void {
    if (this.timer !== undefined) {
      this.pending = true;
      return;
    }
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (!this.pending) return;
      this.pending = false;
      this.trigger();
    }, this.ms);
    this.work();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.pending = false;
  }
}
