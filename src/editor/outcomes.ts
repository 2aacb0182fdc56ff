import * as vscode from 'vscode';
import type { Outcome } from '../core/compare/outcome';
import type { SampleListItem } from '../core/compare/results';

/** How an outcome is shown in trees. */
export interface OutcomeLook {
  readonly title: string;
  readonly icon: vscode.ThemeIcon;
}

/** Title and icon of an outcome; the icon's shape tells it without colour. */
export function lookOf(outcome: Outcome): OutcomeLook {
  switch (outcome) {
    case 'broken':
      return { title: 'Broken', icon: icon('close', 'testing.iconFailed') };
    case 'fixed':
      return { title: 'Fixed', icon: icon('check', 'testing.iconPassed') };
    case 'both-wrong':
      return { title: 'Both wrong', icon: icon('circle-slash', 'list.warningForeground') };
    case 'both-right':
      return { title: 'Both right', icon: icon('pass') };
    case 'error':
      return { title: 'Error', icon: icon('error', 'list.errorForeground') };
    case 'not-run':
      return { title: 'Not run', icon: icon('circle-outline') };
  }
}

/** An outcome in the running text, with its change where there is one: `broken −0.40`. */
export function outcomeWithChange({ outcome, change }: Pick<SampleListItem, 'outcome' | 'change'>): string {
  const name = lookOf(outcome).title.toLowerCase();
  if (change === undefined) return name;
  const size = Math.abs(change).toFixed(2);
  const sign = Number(size) === 0 ? '±' : change < 0 ? '−' : '+';
  return `${name} ${sign}${size}`;
}

function icon(id: string, color?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}
