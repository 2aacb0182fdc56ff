import { MAX_DEPTH } from '../../core/dataset/json';

/**
 * The JSON text of a value; undefined when that would be much longer than `limit` (in characters) or nested deeper than a
 * record may be, as a value is that holds itself.
 */
export function boundedJson(value: unknown, limit: number): string | undefined {
  return left(value, limit, MAX_DEPTH) < 0 ? undefined : JSON.stringify(value, exactIntegers);
}

/** What is left of a budget of characters after a value is written; below 0 as soon as it is overdrawn. */
function left(value: unknown, budget: number, levels: number): number {
  if (typeof value === 'string') return budget - value.length - 2;
  if (typeof value !== 'object' || value === null) return budget - 2;
  if (levels === 0) return -1;
  let rest = budget - 2;
  for (const [key, member] of Object.entries(value)) {
    rest = left(member, rest - key.length, levels - 1);
    if (rest < 0) break;
  }
  return rest;
}

/** A whole number that would lose digits as a JSON number stays exact as text. */
export function exactIntegers(_key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
