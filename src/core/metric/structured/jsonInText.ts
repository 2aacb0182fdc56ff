import type { JsonValue } from '../../dataset/json';

/** Which rule found the JSON: the whole text, a fenced code block, or the first object or array that stands in it. */
export type JsonRule = 'whole' | 'fenced' | 'balanced';

/** JSON found in a model's text. */
export interface FoundJson {
  readonly rule: JsonRule;
  readonly value: JsonValue;
}

/**
 * Finds the JSON in a text that a model wrote. Three rules, the first that fires counts:
 * - `whole`: the text, without white space around it, is JSON (any value);
 * - `fenced`: the first Markdown code block (``` or ~~~, whatever its language) whose content is JSON (any value);
 * - `balanced`: the first object or array in the text that is JSON from its opening to its closing bracket.
 * Duplicate keys and numbers are read as `JSON.parse` reads them. Undefined when no rule fires. Time grows linearly with
 * the text, whatever the text.
 */
export function findJson(text: string): FoundJson | undefined {
  const whole = parse(text.trim());
  if (whole !== undefined) return { rule: 'whole', value: whole };
  for (const block of fencedBlocks(text)) {
    const value = parse(block.trim());
    if (value !== undefined) return { rule: 'fenced', value };
  }
  const value = parse(firstContainer(text) ?? '');
  return value === undefined ? undefined : { rule: 'balanced', value };
}

function parse(text: string): JsonValue | undefined {
  // Most texts are prose, and an error costs more than anything else here.
  if (!/^[{["\-0-9tfn]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** The contents of the Markdown code blocks that are closed. */
function* fencedBlocks(text: string): Generator<string> {
  if (!text.includes('```') && !text.includes('~~~')) return;
  let open: { readonly mark: string; readonly start: number } | undefined;
  let lineStart = 0;
  for (const line of text.split('\n')) {
    const next = lineStart + line.length + 1;
    const [, mark, rest] = /^[ \t]*(`{3,}|~{3,})(.*)$/s.exec(line) ?? [];
    if (mark !== undefined && rest !== undefined) {
      if (!open) {
        if (!rest.includes('`')) open = { mark, start: next };
      } else if (mark.startsWith(open.mark) && rest.trim() === '') {
        yield text.slice(open.start, lineStart);
        open = undefined;
      }
    }
    lineStart = next;
  }
}

/** The first object or array in the text that is valid JSON. */
function firstContainer(text: string): string | undefined {
  const ends = new Map<number, number | undefined>();
  const opening = /[{[]/g;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const start = match.index;
    if (!ends.has(start)) readContainer(text, start, ends);
    const end = ends.get(start);
    if (end !== undefined) return text.slice(start, end);
  }
  return undefined;
}

/** What may come next inside a container. */
type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma';

/**
 * Reads JSON strictly from the bracket at `start` until that closes or the text breaks a rule. Sets in `ends` where each
 * container on the way ends; undefined for those still open: reading anew from there would break off at the same place.
 */
function readContainer(text: string, start: number, ends: Map<number, number | undefined>): void {
  const open: number[] = [];
  let expected: Expected = 'value';
  let at = start;
  for (;;) {
    while (isJsonSpace(text.charCodeAt(at))) at++;
    const char = text.charAt(at);
    const inObject = text.charAt(open.at(-1) ?? at) === '{';
    const wantsValue = expected === 'value' || expected === 'first-value';
    if (wantsValue && (char === '{' || char === '[')) {
      ends.set(at, undefined);
      open.push(at++);
      expected = char === '{' ? 'first-key' : 'first-value';
    } else if (
      (char === '}' && inObject && (expected === 'first-key' || expected === 'comma')) ||
      (char === ']' && !inObject && (expected === 'first-value' || expected === 'comma'))
    ) {
      ends.set(open.pop() ?? start, ++at);
      if (open.length === 0) return;
      expected = 'comma';
    } else if (char === ',' && expected === 'comma') {
      at++;
      expected = inObject ? 'key' : 'value';
    } else if (char === ':' && expected === 'colon') {
      at++;
      expected = 'value';
    } else {
      const isKey: boolean = expected === 'key' || expected === 'first-key';
      const end = char === '"' && (isKey || wantsValue) ? stringEnd(text, at) : wantsValue ? scalarEnd(text, at) : -1;
      if (end < 0) return;
      at = end;
      expected = isKey ? 'colon' : 'comma';
    }
  }
}

function isJsonSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** End of the JSON string whose opening quote stands at `start`; -1 when there is none. */
function stringEnd(text: string, start: number): number {
  const escape = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return -1;
    if (code === 0x5c) {
      escape.lastIndex = at + 1;
      if (!escape.test(text)) return -1;
      at = escape.lastIndex - 1;
    }
  }
  return -1;
}

/** End of the number, `true`, `false` or `null` at `start`; -1 when there is none. */
function scalarEnd(text: string, start: number): number {
  const scalar = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
  scalar.lastIndex = start;
  return scalar.test(text) ? scalar.lastIndex : -1;
}
