/** Progress is written at most so often where it is rewritten in place. */
const REWRITE_MS = 100;
/** Where it is not, a line for so much of the whole. */
const STEP = 0.1;

/** Results go to the standard output, everything else to the standard error. */
export class Terminal {
  /** True where a line can be written over: never in a file, a pipe or a job's log. */
  private readonly canRewrite = process.stderr.isTTY && process.env['TERM'] !== 'dumb';
  private hasProgress = false;
  private lastRewrite = 0;
  private nextStep = 0;

  /** Prints a result. */
  print(text: string): void {
    this.endProgress();
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  printJson(value: unknown): void {
    this.print(JSON.stringify(value));
  }

  /** Tells the person something. */
  say(sentence: string): void {
    this.endProgress();
    process.stderr.write(`${sentence}\n`);
  }

  /**
   * Shows how far something is: in place on a terminal, elsewhere as a line now and then.
   * @param share from 0 to 1
   */
  progress(share: number, text: string): void {
    if (!this.canRewrite) {
      if (share < this.nextStep) return;
      this.nextStep = Math.floor(share / STEP + 1) * STEP;
      process.stderr.write(`${text}\n`);
      return;
    }
    const now = Date.now();
    if (now - this.lastRewrite < REWRITE_MS && share < 1) return;
    this.lastRewrite = now;
    this.hasProgress = true;
    process.stderr.write(`\r${text}\u001b[K`);
  }

  private endProgress(): void {
    if (!this.hasProgress) return;
    this.hasProgress = false;
    process.stderr.write('\n');
  }
}
