import type { ReportElement } from '../../src/core/report/element';
import { reportSections } from '../../src/core/report/page/sections';
import type { Report } from '../../src/core/report/report';
import type { ReportHost, ReportPage, ReportState } from '../../src/protocol/reportPage';
import { Peer, type Remote } from '../../src/protocol/rpc';
import type { PageHost } from '../host';
import { readLayout, type Layout } from './layout';

/** Milliseconds after which a call to the extension fails. */
const CALL_TIMEOUT_MS = 30_000;

/** The state of the page of a report. */
export class ReportApp implements ReportPage {
  state: ReportState | undefined;
  /** A sentence about something that did not work, until it is dismissed. */
  problem: string | undefined;
  readonly remote: Remote<ReportHost>;
  /** How tables are sorted and what is unfolded. */
  readonly layout: Layout;
  private described: { readonly report: Report; readonly sections: readonly ReportElement[] } | undefined;

  constructor(
    private readonly host: PageHost,
    readonly redraw: () => void,
  ) {
    this.layout = readLayout(host.getState());
    const served = { showState: (state: ReportState) => this.showState(state) };
    this.remote = new Peer<ReportPage, ReportHost>(host, served, { timeoutMs: CALL_TIMEOUT_MS }).remote;
  }

  async start(): Promise<void> {
    this.redraw();
    const state = await this.attempt(this.remote.ready());
    if (state) await this.showState(state);
  }

  showState(state: ReportState): Promise<void> {
    this.state = state;
    this.keep();
    this.redraw();
    return Promise.resolve();
  }

  /** What the report says, described once for each report. */
  sectionsOf(report: Report): readonly ReportElement[] {
    if (this.described?.report !== report) this.described = { report, sections: reportSections(report) };
    return this.described.sections;
  }

  /** Remembers what a reload needs. */
  keep(): void {
    const { sorts, open } = this.layout;
    const uri = this.state?.dataset.uri;
    this.host.setState({
      ...(uri !== undefined && { dataset: uri }),
      sorts: Object.fromEntries(sorts),
      open: [...open],
    });
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
