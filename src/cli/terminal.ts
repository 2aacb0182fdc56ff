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

  /** Prints a result for people. */
  print(text: string): void {
    this.write(printable(text));
  }

  printJson(value: unknown): void {
    this.write(JSON.stringify(value));
  }

  /** Writes a result as it is, for programs. */
  write(text: string): void {
    this.endProgress();
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** Tells the person something. */
  say(sentence: string): void {
    this.endProgress();
    process.stderr.write(`${printable(sentence)}\n`);
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

/** Text without what a terminal would take for a command: names come from files. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, '');
}
