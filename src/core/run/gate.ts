import type { ModelError, ModelErrorCode } from '../model/model';

/** Errors that say something of the endpoint or the model rather than of the request. */
const HOPELESS: ReadonlySet<ModelErrorCode> = new Set(['unreachable', 'unauthorized', 'forbidden', 'not-found']);
/** So many hopeless attempts in a row end it while the model has not answered at all, … */
const ENOUGH_AT_FIRST = 8;
/** … and so many when it has: that may be a restart. */
const ENOUGH_LATER = 64;

/** Watches one model of a run and tells when there is no sense in asking it any more. */
export class Gate {
  private hopelessInARow = 0;
  private answers = 0;
  private failures = 0;
  /** The error that every further request gets without being sent. */
  closedBy: ModelError | undefined;

  /** True once the model has answered. */
  get hasAnswered(): boolean {
    return this.answers > 0;
  }

  /** True when the model gave up on the run: it was not asked to the end, or only errors came. */
  get hasFailed(): boolean {
    return this.closedBy !== undefined || (this.answers === 0 && this.failures > 0);
  }

  answered(): void {
    this.answers++;
    this.hopelessInARow = 0;
  }

  /** A request failed for good. */
  failed(): void {
    this.failures++;
  }

  /** An attempt failed. */
  attemptFailed(error: ModelError): void {
    this.hopelessInARow = HOPELESS.has(error.code) ? this.hopelessInARow + 1 : 0;
    if (this.hopelessInARow >= (this.hasAnswered ? ENOUGH_LATER : ENOUGH_AT_FIRST)) this.closedBy ??= error;
  }
}
