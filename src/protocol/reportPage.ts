/**
 * The contract between the extension and the page of a report. The page calls `ReportHost`; the extension calls
 * `ReportPage` with complete snapshots.
 */
import * as v from 'valibot';
import { OUTCOMES, type Outcome } from '../core/compare/outcome';
import { REPORT_FORMATS, type ReportFormat } from '../core/report/formats';
import type { Report } from '../core/report/report';
import { callCheck, type CallSchemas } from './callChecks';

/** What has to be done before there is anything to report. */
const NEXT_STEPS = ['run', 'set-up-models', 'trust-workspace'] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

/** Everything the page shows. */
export interface ReportState {
  /** The page keeps the URI in its own state: that is what a tab is restored from after a reload. */
  readonly dataset: { readonly uri: string; readonly name: string; readonly path: string };
  readonly state: 'computing' | 'done' | 'nothing' | 'failed';
  /** Why there is no report, as a sentence, when `failed`. */
  readonly error?: string;
  /** What to do first, when there is `nothing` to report. */
  readonly next?: { readonly reason: string; readonly step: NextStep };
  /** The newest report; while another is computed, the one before. */
  readonly report?: Report;
  /** True when results, notes or the configuration have changed since the report was made. */
  readonly isOutdated: boolean;
}

/** Samples that a figure of the report is about: all that is given holds for them. */
export interface ReportedSamples {
  readonly outcome?: Outcome;
  readonly slice?: { readonly field: string; readonly value: string };
  /** Id of an error category. */
  readonly category?: string;
}

/** Methods the page calls. */
export interface ReportHost {
  /** First call of every page. */
  ready(params: undefined): Promise<ReportState>;
  /** Computes the report anew. */
  refresh(params: undefined): Promise<void>;
  /** Shows the samples in the inspector. */
  openSamples(params: ReportedSamples): Promise<void>;
  /** Asks where to save the report, and saves it. */
  exportAs(params: { readonly format: ReportFormat }): Promise<void>;
  /** Opens `tuning-fork.json`, where metrics and objectives are named. */
  openConfig(params: undefined): Promise<void>;
  takeStep(params: { readonly step: NextStep }): Promise<void>;
}

/** Methods the extension calls. */
export interface ReportPage {
  showState(state: ReportState): Promise<void>;
}

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000));

const schemas = {
  ready: v.undefined(),
  refresh: v.undefined(),
  openSamples: v.object({
    outcome: v.exactOptional(v.picklist(OUTCOMES)),
    slice: v.exactOptional(v.object({ field: text, value: text })),
    category: v.exactOptional(text),
  }),
  exportAs: v.object({ format: v.picklist(REPORT_FORMATS) }),
  openConfig: v.undefined(),
  takeStep: v.object({ step: v.picklist(NEXT_STEPS) }),
} satisfies { readonly [K in keyof ReportHost]: v.GenericSchema<unknown, Parameters<ReportHost[K]>[0]> };

/** The checked parameters of a call of the page. @throws {HumanError} `bad-params` */
export const checkReportPageCall = callCheck(schemas satisfies CallSchemas);
