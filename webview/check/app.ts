import type { CheckHost, CheckPage, CheckState } from '../../src/protocol/checkPage';
import { Peer, type Remote } from '../../src/protocol/rpc';
import type { PageHost } from '../host';

/** Milliseconds after which a call to the extension fails. */
const CALL_TIMEOUT_MS = 30_000;

/** The state of the page of Check Dataset. */
export class CheckApp implements CheckPage {
  state: CheckState | undefined;
  /** A sentence about something that did not work, until it is dismissed. */
  problem: string | undefined;
  readonly remote: Remote<CheckHost>;

  constructor(
    private readonly host: PageHost,
    readonly redraw: () => void,
  ) {
    const served = { showState: (state: CheckState) => this.showState(state) };
    this.remote = new Peer<CheckPage, CheckHost>(host, served, { timeoutMs: CALL_TIMEOUT_MS }).remote;
  }

  async start(): Promise<void> {
    this.redraw();
    const state = await this.attempt(this.remote.ready());
    if (state) await this.showState(state);
  }

  showState(state: CheckState): Promise<void> {
    this.state = state;
    this.host.setState({ dataset: state.dataset.uri });
    this.redraw();
    return Promise.resolve();
  }

  /** Shows what went wrong, if it does. */
  async attempt<T>(call: Promise<T>): Promise<T | undefined> {
    try {
      return await call;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      this.redraw();
      return undefined;
    }
  }

  dismissProblem(): void {
    this.problem = undefined;
    this.redraw();
  }
}
