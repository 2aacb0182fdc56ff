/** The glob that matches exactly this path. */
export function literalGlob(path: string): string {
  return path.replace(/[*?[{]/g, '[$&]');
}

/** True for a glob that matches one path only, as `literalGlob` writes it. */
export function isLiteralGlob(glob: string): boolean {
  return !/[*?[{]/.test(glob.replace(/\[[*?[{]\]/g, ''));
}
