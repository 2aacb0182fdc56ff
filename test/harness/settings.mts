/** Settings for calm windows and pictures. */
export const CALM_SETTINGS: Readonly<Record<string, unknown>> = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};
/** Settings of a window that trusts every folder. */
export const TRUSTING: Readonly<Record<string, unknown>> = { 'security.workspace.trust.enabled': false };
/** Settings of a window in Restricted Mode that does not ask. */
export const RESTRICTED: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};
