/** The signals by which a person or a job ends us, with the exit status that shells expect then. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** Turns the first signal into an orderly end; the second one ends the process as usual. */
export class Cancelling {
  private readonly abort = new AbortController();
  private readonly listeners: readonly (readonly [NodeJS.Signals, () => void])[];
  /** Exit status once we were told to end. */
  status: number | undefined;

  constructor(onSignal: () => void) {
    this.listeners = Object.entries(SIGNALS).map(([signal, status]) => {
      const listener = (): void => {
        this.status = status;
        this.dispose();
        onSignal();
        this.abort.abort();
      };
      process.on(signal, listener);
      return [signal as NodeJS.Signals, listener] as const;
    });
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  dispose(): void {
    for (const [signal, listener] of this.listeners) process.off(signal, listener);
  }
}
