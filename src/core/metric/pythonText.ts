/**
 * Python's idea of white space: what `str.isspace` is true for. JavaScript's `\s` lacks U+001C–U+001F and U+0085 and has
 * U+FEFF besides, so scores that must equal a Python implementation cannot be computed with it.
 */
const SPACE = '\\t-\\r\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const WORDS = new RegExp(`[^${SPACE}]+`, 'gu');
const NON_SPACE = new RegExp(`[^${SPACE}]`, 'u');
const ONE_SPACE = new RegExp(`[${SPACE}]`, 'u');

/** Python's `text.split()`: the words between white space, none for a blank text. */
export function pythonSplit(text: string): string[] {
  return text.match(WORDS) ?? [];
}

/** Python's `text.strip()`: the text without the white space around it. */
export function pythonStrip(text: string): string {
  const start = text.search(NON_SPACE);
  if (start < 0) return '';
  let end = text.length;
  while (ONE_SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
