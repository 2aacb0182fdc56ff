import { isJsonObject, type JsonObject, type JsonValue } from '../json';

/** What a promptfoo configuration says for all of its tests. */
export interface PromptfooDefaults {
  /** Its first prompt, with `{{name}}` where a test's variables go. */
  readonly prompt?: string;
  /** Its `defaultTest`. */
  readonly test?: JsonObject;
}

/**
 * A test with what holds for all of them: its own variables and metadata win, and the assertions of both count. The
 * prompt becomes its field `prompt`.
 */
export function withTestDefaults(test: JsonObject, { prompt, test: usual = {} }: PromptfooDefaults): JsonObject {
  const both = (name: string): JsonObject => ({ ...objectIn(usual, name), ...objectIn(test, name) });
  const asserts = [...listIn(test, 'assert'), ...listIn(usual, 'assert')];
  return {
    ...test,
    vars: both('vars'),
    ...(usual['metadata'] !== undefined && { metadata: both('metadata') }),
    ...(asserts.length > 0 && { assert: asserts }),
    ...(prompt !== undefined && { prompt }),
  };
}

function objectIn(test: JsonObject, name: string): JsonObject | undefined {
  const value = test[name];
  return isJsonObject(value) ? value : undefined;
}

function listIn(test: JsonObject, name: string): readonly JsonValue[] {
  const value = test[name];
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/**
 * The first of a configuration's prompts: a text, an object with `raw`, or a file (of several prompts in a text file,
 * separated by `---`, the first).
 * @param readFile gives the text of a file, or undefined when it may not or cannot be read
 */
export function firstPrompt(
  prompts: JsonValue | undefined,
  readFile: (path: string) => string | undefined,
): string | undefined {
  const first: JsonValue | undefined = Array.isArray(prompts) ? (prompts as readonly JsonValue[])[0] : prompts;
  if (isJsonObject(first)) return firstPrompt(first['raw'] ?? first['id'] ?? Object.keys(first)[0], readFile);
  if (typeof first !== 'string') return undefined;
  if (!/^file:\/\/|^\S+\.(txt|md|j2|json)$/.test(first)) return first;
  return readFile(first.replace(/^file:\/\//, ''))
    ?.split(/^---\s*$/m, 1)[0]
    ?.trim();
}
