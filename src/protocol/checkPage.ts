/**
 * The contract between the extension and the page of Check Dataset. The page calls `CheckHost`; the extension calls
 * `CheckPage` with complete snapshots.
 */
import * as v from 'valibot';
import type { CheckReport } from '../core/check/check';
import { callCheck, type CallSchemas } from './callChecks';

/** Everything the page shows. */
export interface CheckState {
  /** The page keeps the URI in its own state: that is what a tab is restored from after a reload. */
  readonly dataset: { readonly uri: string; readonly name: string; readonly path: string; readonly format: string };
  /** Training files that samples are looked for in, as paths below the workspace folder. */
  readonly training: readonly string[];
  readonly state: 'checking' | 'done' | 'failed';
  /** Why there is no report, as a sentence, when `failed`. */
  readonly error?: string;
  /** The newest report; while a check goes on, the one before. */
  readonly report?: CheckReport;
  /** When it was made (ISO 8601). */
  readonly checkedAt?: string;
}

/** Methods the page calls. */
export interface CheckHost {
  /** First call of every page. */
  ready(params: undefined): Promise<CheckState>;
  checkAgain(params: undefined): Promise<void>;
  /** Shows a line of the dataset. */
  openLine(params: { readonly line: number }): Promise<void>;
  /** Shows VS Code's list of problems. */
  showProblems(params: undefined): Promise<void>;
  /** Opens the report as a Markdown document. */
  exportMarkdown(params: undefined): Promise<void>;
  /** Opens `tuning-fork.json`, where training files are named. */
  nameTrainingFiles(params: undefined): Promise<void>;
}

/** Methods the extension calls. */
export interface CheckPage {
  showState(state: CheckState): Promise<void>;
}

const schemas = {
  ready: v.undefined(),
  checkAgain: v.undefined(),
  openLine: v.object({ line: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }),
  showProblems: v.undefined(),
  exportMarkdown: v.undefined(),
  nameTrainingFiles: v.undefined(),
} satisfies { readonly [K in keyof CheckHost]: v.GenericSchema<unknown, Parameters<CheckHost[K]>[0]> };

/** The checked parameters of a call of the page. @throws {HumanError} `bad-params` */
export const checkCheckPageCall = callCheck(schemas satisfies CallSchemas);
