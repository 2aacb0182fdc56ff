/**
 * Python's idea of white space: what `str.isspace` is true for. JavaScript's `\s` lacks U+001C–U+001F and U+0085 and has
 * U+FEFF besides, so scores that must equal a Python implementation cannot be computed with it.
 */
const SPACE = '\\t-\\r\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const WORDS = new RegExp(`[^${SPACE}]+`, 'gu');
const NON_SPACE = new RegExp(`[^${SPACE}]`, 'u');
const SPACES = new RegExp(`[${SPACE}]{2,}`, 'gu');
const ONE_SPACE = new RegExp(`[${SPACE}]`, 'u');

/** Python's `text.split()`: the words between white space, none for a blank text. */
export function pythonSplit(text: string): string[] {
  return text.match(WORDS) ?? [];
}

/** Python's `text.strip()`: the text without the white space around it. */
export function pythonStrip(text: string): string {
  const start = text.search(NON_SPACE);
  return start < 0 ? '' : pythonTrimEnd(text.slice(start));
}

/** Python's `text.rstrip()`: the text without the white space at its end. */
export function pythonTrimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ONE_SPACE.test(text.charAt(end - 1))) end--;
  return end === text.length ? text : text.slice(0, end);
}

/** Python's `re.sub(r"\s\s+", " ", text)`: a space for every two or more of white space. */
export function joinPythonSpaces(text: string): string {
  return text.replace(SPACES, ' ');
}

/** The characters of a text as Python counts them: code points. */
export function codePointsOf(text: string): Int32Array {
  const found = new Int32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Only the first half of a surrogate pair is worth another look.
    const point = unit >= 0xd800 && unit < 0xdc00 ? (text.codePointAt(at) ?? unit) : unit;
    found[length++] = point;
    if (point > 0xffff) at++;
  }
  return found.subarray(0, length);
}
