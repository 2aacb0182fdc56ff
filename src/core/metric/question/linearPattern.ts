import { RE2JS } from 're2js';

/** Longest pattern, in UTF-16 units. */
const LONGEST_PATTERN = 2000;
/** Most instructions of a compiled pattern. */
const MOST_INSTRUCTIONS = 10_000;
/** Most work of one search, in instructions × UTF-16 units: some tenths of a second. */
const MOST_WORK = 200_000_000;

/** A regular expression whose search takes time in proportion to the text, whatever the pattern and the text. */
export interface LinearPattern {
  /** True when the pattern is found anywhere in the text; undefined where pattern and text are too big to tell. */
  test(text: string): boolean | undefined;
}

/**
 * A pattern in RE2's syntax, in which JavaScript's is accepted but for what cannot be searched in linear time:
 * lookarounds and references to groups.
 * @returns undefined when the pattern is none, or too big
 */
export function linearPattern(pattern: string, ignoreCase = false): LinearPattern | undefined {
  if (pattern.length > LONGEST_PATTERN) return undefined;
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern), ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    const instructions = compiled.programSize();
    if (instructions > MOST_INSTRUCTIONS) return undefined;
    return { test: (text) => (text.length * instructions > MOST_WORK ? undefined : compiled.test(text)) };
  } catch {
    return undefined;
  }
}
