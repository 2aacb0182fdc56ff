/** The JSON text of a value, or undefined when it would be much longer than `limit` (in characters) or never end. */
export function boundedJson(value: unknown, limit: number): string | undefined {
  return left(value, limit) < 0 ? undefined : JSON.stringify(value, exactIntegers);
}

/** What is left of a budget of characters after a value is written; below 0 as soon as it is overdrawn. */
function left(value: unknown, budget: number): number {
  if (typeof value === 'string') return budget - value.length - 2;
  if (typeof value !== 'object' || value === null) return budget - 2;
  let rest = budget - 2;
  for (const [key, member] of Object.entries(value)) {
    rest = left(member, rest - key.length);
    if (rest < 0) break;
  }
  return rest;
}

/** A whole number that would lose digits as a JSON number stays exact as text. */
export function exactIntegers(_key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
