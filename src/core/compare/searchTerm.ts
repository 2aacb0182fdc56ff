/** `field:value` as a search text, quoted where it must be; undefined where it cannot be written. */
export function termOf(field: string, value: string): string | undefined {
  if (value === '' || value.includes('"') || !/^[^\s":]+$/.test(field)) return undefined;
  return /\s/.test(value) ? `${field}:"${value}"` : `${field}:${value}`;
}
