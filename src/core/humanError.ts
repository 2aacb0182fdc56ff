/**
 * An error whose message is written for the person using the product: one sentence that says what went wrong, and what to
 * do next. Anything else that is thrown is a defect and is shown as such. `code` is stable and safe to switch on;
 * `detail` goes to the log channel only.
 */
export class HumanError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly detail?: string,
  ) {
    super(message);
    this.name = 'HumanError';
  }
}
