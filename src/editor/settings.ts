import * as vscode from 'vscode';
import { DEFAULT_LIMITS, type RunLimits } from '../core/run/engine';

const SECTION = 'tuningFork';

function read(name: string): unknown {
  return vscode.workspace.getConfiguration(SECTION).get(name);
}

/** A number of the settings, brought into its range: settings files are written by hand. */
function readNumber(name: string, fallback: number, least: number, most: number): number {
  const value = Number(read(name));
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : fallback;
}

/** The extension's settings as they stand now. */
export const settings = {
  /** Requests in flight per endpoint. */
  get concurrency(): number {
    return Math.round(readNumber('concurrency', DEFAULT_LIMITS.concurrency, 1, 256));
  },
  /** Milliseconds for one attempt. */
  get requestTimeoutMs(): number {
    return readNumber('requestTimeout', DEFAULT_LIMITS.timeoutMs / 1000, 1, 3600) * 1000;
  },
  /** Attempts after the first. */
  get retries(): number {
    return Math.round(readNumber('retries', DEFAULT_LIMITS.retries, 0, 10));
  },
  get runLimits(): RunLimits {
    return { concurrency: this.concurrency, timeoutMs: this.requestTimeoutMs, retries: this.retries };
  },
  /** The name notes are signed with; empty for the git user name. */
  get reviewer(): string {
    const name = read('reviewer');
    return typeof name === 'string' ? name.trim() : '';
  },
  /** Problems of datasets are shown. */
  get checkDatasets(): boolean {
    return read('checkDatasets') !== false;
  },
  /** Origin → environment variable with its key. Application-scoped in the manifest: a workspace cannot set it. */
  get apiKeyEnvironmentVariables(): Readonly<Record<string, string>> {
    return (read('apiKeyEnvironmentVariables') ?? {}) as Record<string, string>;
  },
};

/** Tells of a change of one of the extension's settings. */
export function onDidChangeSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SECTION)) listener();
  });
}
