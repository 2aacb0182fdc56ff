import * as vscode from 'vscode';
import { HumanError } from '../core/humanError';

/** What a message offers besides Show Log. */
export interface ErrorAction {
  readonly title: string;
  run(): unknown;
}

/** The extension's log channel, and the one way in which errors reach a person. Keys and headers never reach either. */
export class Log implements vscode.Disposable {
  readonly channel = vscode.window.createOutputChannel('Tuning Fork', { log: true });

  info(message: string): void {
    this.channel.info(message);
  }

  warn(message: string): void {
    this.channel.warn(message);
  }

  /** Writes an error down, defects with their stack. */
  error(error: unknown): void {
    if (error instanceof HumanError)
      this.channel.error(error.detail ? `${error.message} (${error.detail})` : error.message);
    else this.channel.error(error instanceof Error ? error : String(error));
  }

  /** Writes an error down and shows its sentence; does not wait for the message to be closed. */
  showError(error: unknown, action?: ErrorAction): void {
    this.error(error);
    if (error instanceof HumanError && error.code === 'cancelled') return;
    void this.offer(sentenceOf(error), action);
  }

  dispose(): void {
    this.channel.dispose();
  }

  private async offer(sentence: string, action?: ErrorAction): Promise<void> {
    const showLog = 'Show Log';
    const chosen = await vscode.window.showErrorMessage(sentence, ...(action ? [action.title] : []), showLog);
    if (chosen === undefined) return;
    if (chosen === showLog) this.channel.show();
    else action?.run();
  }
}

/** The sentence a person reads: what a human error or a model's error says, and nothing of a defect's inside. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Error && (error instanceof HumanError || error.name === 'ModelError')) return error.message;
  return 'Something went wrong inside Tuning Fork. The log has the details.';
}
