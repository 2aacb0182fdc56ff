import * as vscode from 'vscode';
import type { Outcome } from '../core/compare/outcome';

/** How an outcome is shown in trees. */
export interface OutcomeLook {
  readonly title: string;
  readonly icon: vscode.ThemeIcon;
}

/** Title and icon of an outcome; the icon's shape tells it without colour. */
export function lookOf(outcome: Outcome): OutcomeLook {
  switch (outcome) {
    case 'broken':
      return { title: vscode.l10n.t('Broken'), icon: icon('close', 'testing.iconFailed') };
    case 'fixed':
      return { title: vscode.l10n.t('Fixed'), icon: icon('check', 'testing.iconPassed') };
    case 'both-wrong':
      return { title: vscode.l10n.t('Both wrong'), icon: icon('circle-slash', 'list.warningForeground') };
    case 'both-right':
      return { title: vscode.l10n.t('Both right'), icon: icon('pass') };
    case 'error':
      return { title: vscode.l10n.t('Error'), icon: icon('error', 'list.errorForeground') };
    case 'not-run':
      return { title: vscode.l10n.t('Not run'), icon: icon('circle-outline') };
  }
}

function icon(id: string, color?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}
