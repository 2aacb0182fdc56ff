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
    const send = vscode.l10n.t('Send');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Send samples of {0} to {1}?', dataset, origin),
      {
        modal: true,
        detail: vscode.l10n.t(
          'The prompts of {0} samples go to {1} for {2}. References, notes and other files are not sent. Your answer is remembered for this workspace and this address.',
          samples,
          origin,
          models.join(vscode.l10n.t(' and ')),
        ),
      },
      send,
    );
    if (answer !== send) return false;
    await this.state.update(keyOf(origin), true);
    return true;
  }
}

function keyOf(origin: string): string {
  return `consent:${origin}`;
}
