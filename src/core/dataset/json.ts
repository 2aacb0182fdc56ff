/** Any value that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/** True for a JSON object: neither null nor a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * JSON with object keys in code-unit order and no white space: equal values give equal text. Members that are
 * `undefined` are left out. Numbers and strings are written as `JSON.stringify` writes them, as RFC 8785 asks.
 */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonicalJson(item)).join(',')}]`;
  if (isJsonObject(value)) {
    const members: string[] = [];
    for (const key of Object.keys(value).sort()) {
      const member = value[key];
      if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
    }
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Deepest nesting of a record. No known format needs a tenth of it, and much that follows is recursive. */
export const MAX_DEPTH = 200;

/** True for a value that is nested more than `levels` deep. */
export function isDeeper(value: JsonValue | undefined, levels: number): boolean {
  if (Array.isArray(value)) return levels === 0 || value.some((item: JsonValue) => isDeeper(item, levels - 1));
  if (!isJsonObject(value)) return false;
  if (levels === 0) return true;
  for (const key in value) if (isDeeper(value[key], levels - 1)) return true;
  return false;
}

/** The value of JSON text that stands in a record; undefined where the text is no JSON or nested too deeply. */
export function parseNested(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return isDeeper(value, MAX_DEPTH) ? undefined : value;
  } catch {
    return undefined;
  }
}
