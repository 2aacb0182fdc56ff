/** Compared at once: the engine compares short strings fastest. */
const CHUNK = 256;

/**
 * How many characters both texts begin with alike, up to the last white space there: words never reach across white
 * space, so what follows is cut into the same words as in the whole text.
 */
export function commonStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let at = 0;
  while (at + CHUNK <= limit && a.slice(at, at + CHUNK) === b.slice(at, at + CHUNK)) at += CHUNK;
  while (at < limit && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === a.length && at === b.length) return at;
  while (at > 0 && !isSpace(a.charCodeAt(at - 1))) at--;
  return at;
}

/**
 * How many characters both texts end with alike, from after a white space there, not reaching into their first `start`
 * characters. The white space itself is left to the part before, where it may belong to a change.
 */
export function commonEnd(a: string, b: string, start: number): number {
  const limit = Math.min(a.length, b.length) - start;
  let length = 0;
  while (
    length + CHUNK <= limit &&
    a.slice(a.length - length - CHUNK, a.length - length) === b.slice(b.length - length - CHUNK, b.length - length)
  ) {
    length += CHUNK;
  }
  while (length < limit && a.charCodeAt(a.length - length - 1) === b.charCodeAt(b.length - length - 1)) length++;
  while (length > 0 && !(startsWord(a, a.length - length, start) && startsWord(b, b.length - length, start))) length--;
  return length;
}

function startsWord(text: string, at: number, start: number): boolean {
  return !isSpace(text.charCodeAt(at)) && (at === start || isSpace(text.charCodeAt(at - 1)));
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a;
}
