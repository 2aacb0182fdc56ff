import * as vscode from 'vscode';
import { settings } from './settings';

const PREFIX = 'apiKey:';

/**
 * API keys, each under the origin (scheme, host, port) it was entered for, in VS Code's secret storage. A key is given
 * to no other origin. Environment variables are read only where the user's own settings name them.
 */
export class Secrets {
  private readonly changed = new vscode.EventEmitter<string>();
  /** Fires with the origin whose key changed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly storage: vscode.SecretStorage,
    subscriptions: vscode.Disposable[],
  ) {
    subscriptions.push(
      this.changed,
      storage.onDidChange(({ key }) => {
        if (key.startsWith(PREFIX)) this.changed.fire(key.slice(PREFIX.length));
      }),
    );
  }

  /** The key for an origin, if there is one. */
  async keyFor(origin: string): Promise<string | undefined> {
    const variable = settings.apiKeyEnvironmentVariables[origin];
    const value = variable === undefined ? await this.storage.get(PREFIX + origin) : process.env[variable];
    const key = value?.trim();
    return key === '' ? undefined : key;
  }

  /** Asks for a key and keeps it. Resolves to false when the user gave none. */
  async promptForKey(origin: string): Promise<boolean> {
    const key = await vscode.window.showInputBox({
      title: `API key for ${origin}`,
      prompt: `Kept in VS Code’s secret storage and sent to ${origin} only.`,
      password: true,
      ignoreFocusOut: true,
    });
    if (key === undefined || key.trim() === '') return false;
    await this.storage.store(PREFIX + origin, key.trim());
    return true;
  }

  /** Removes the key of an origin. */
  async forget(origin: string): Promise<void> {
    await this.storage.delete(PREFIX + origin);
  }
}
