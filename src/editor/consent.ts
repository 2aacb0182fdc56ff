import * as vscode from 'vscode';

/** What a run is about to send. */
export interface Sending {
  readonly origin: string;
  readonly dataset: string;
  readonly samples: number;
  readonly models: readonly string[];
}

/**
 * The user's consent to send samples to an origin: asked for before the first run against it, remembered per workspace
 * and origin.
 */
export class Consent {
  constructor(private readonly state: vscode.Memento) {}

  isGiven(origin: string): boolean {
    return this.state.get<boolean>(keyOf(origin)) === true;
  }

  /** Says what is sent where and asks, unless that was answered before. */
  async ask({ origin, dataset, samples, models }: Sending): Promise<boolean> {
    if (this.isGiven(origin)) return true;
    const send = 'Send';
    const answer = await vscode.window.showWarningMessage(
      `Send samples of ${dataset} to ${origin}?`,
      {
        modal: true,
        detail: `The ${samples === 1 ? 'prompt of 1 sample goes' : `prompts of ${samples} samples go`} to ${named(models)}. References, notes and other files are not sent. Once you agree, this workspace may send to this address without asking again.`,
      },
      send,
    );
    if (answer !== send) return false;
    await this.give(origin);
    return true;
  }

  /** Remembers the user's consent. */
  async give(origin: string): Promise<void> {
    await this.state.update(keyOf(origin), true);
  }
}

function named(models: readonly string[]): string {
  const names = [...new Set(models)].map((model) => `“${model}”`);
  return `the ${names.length > 1 ? 'models' : 'model'} ${names.join(' and ')}`;
}

function keyOf(origin: string): string {
  return `consent:${origin}`;
}
