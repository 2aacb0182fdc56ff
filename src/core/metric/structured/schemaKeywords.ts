import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from '../../dataset/json';
import { linearPattern } from '../question/linearPattern';

/** Steps that the validation of one value may take: some hundredths of a second. */
const MOST_STEPS = 1_000_000;
/** Deepest nesting of schemas in each other, references included. */
const DEEPEST = 1000;

/** A schema that cannot be used; the message is the rest of the sentence “The schema …”. */
export class UnusableSchema extends Error {}

/** What one validation has used up. */
export class Budget {
  private steps = 0;
  private depth = 0;

  /** @throws {RangeError} when too much was done */
  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > MOST_STEPS) throw new RangeError('too many steps');
  }

  /** Applies one schema. @throws {RangeError} when schemas nest too deeply, as those do that refer to themselves */
  nest(check: () => boolean): boolean {
    this.spend(1);
    if (++this.depth > DEEPEST) throw new RangeError('too deep');
    const isValid = check();
    this.depth--;
    return isValid;
  }
}

/** True when a value satisfies a schema or one keyword of it. */
export type Check = (value: JsonValue, budget: Budget) => boolean;

/** Makes the check of a schema that stands in another one. */
export type Compile = (schema: JsonValue | undefined) => Check;

/** The checks of the keywords of a schema that say something of a value by itself. */
export function valueChecks(schema: JsonObject): readonly Check[] {
  return [...kindChecks(schema), ...numberChecks(schema), ...textChecks(schema)];
}

function kindChecks(schema: JsonObject): Check[] {
  const checks: Check[] = [];
  const { type, enum: choices } = schema;
  if (type !== undefined) {
    const types = new Set(Array.isArray(type) ? (type as readonly JsonValue[]) : [type]);
    checks.push((value) => typesOf(value).some((name) => types.has(name)));
  }
  if (choices !== undefined) checks.push(isOneOf(listOf(choices, 'enum')));
  if (schema['const'] !== undefined) checks.push(isOneOf([schema['const']]));
  return checks;
}

function typesOf(value: JsonValue): readonly string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['number', 'integer'] : ['number'];
  return [typeof value];
}

function isOneOf(values: readonly JsonValue[]): Check {
  const texts = new Set(values.map(canonicalJson));
  return (value, budget) => texts.has(textOf(value, budget));
}

/** Equal values have equal texts. */
export function textOf(value: JsonValue, budget: Budget): string {
  const text = canonicalJson(value);
  budget.spend(text.length >> 4);
  return text;
}

function numberChecks(schema: JsonObject): Check[] {
  const limit = (name: string, holds: (value: number, limit: number) => boolean): Check[] => {
    const bound = numberOf(schema, name);
    return bound === undefined ? [] : [(value) => typeof value !== 'number' || holds(value, bound)];
  };
  return [
    ...limit('minimum', (value, bound) => value >= bound),
    ...limit('maximum', (value, bound) => value <= bound),
    ...limit('exclusiveMinimum', (value, bound) => value > bound),
    ...limit('exclusiveMaximum', (value, bound) => value < bound),
    ...limit('multipleOf', isMultiple),
  ];
}

/** The last bits of fractions are forgiven, so that 0.3 is a multiple of 0.1. */
function isMultiple(value: number, divisor: number): boolean {
  const remainder = value % divisor;
  if (remainder === 0 || (Number.isInteger(value) && Number.isInteger(divisor))) return remainder === 0;
  const quotient = value / divisor;
  return Math.abs(quotient - Math.round(quotient)) <= 2 * Number.EPSILON * Math.max(1, Math.abs(quotient));
}

function textChecks(schema: JsonObject): Check[] {
  const least = numberOf(schema, 'minLength') ?? 0;
  const most = numberOf(schema, 'maxLength') ?? Infinity;
  const checks: Check[] = [];
  if (least > 0 || most < Infinity) {
    checks.push((value, budget) => {
      if (typeof value !== 'string') return true;
      budget.spend(value.length >> 4);
      const pairs = value.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0;
      return value.length - pairs >= least && value.length - pairs <= most;
    });
  }
  if (schema['pattern'] !== undefined) {
    const matches = patternCheck(schema['pattern']);
    checks.push((value, budget) => typeof value !== 'string' || matches(value, budget));
  }
  return checks;
}

/** Whether a pattern is found in a text. @throws {UnusableSchema} */
export function patternCheck(pattern: JsonValue): (text: string, budget: Budget) => boolean {
  const compiled = typeof pattern === 'string' ? linearPattern(pattern) : undefined;
  if (!compiled) throw new UnusableSchema(`has the pattern ${JSON.stringify(pattern)}, which RE2 can not search`);
  return (text, budget) => {
    budget.spend(1 + (text.length >> 2));
    const found = compiled.test(text);
    if (found === undefined) throw new RangeError('too long');
    return found;
  };
}

/** A number of the schema. @throws {UnusableSchema} when it is something else */
export function numberOf(schema: JsonObject, name: string): number | undefined {
  const value = schema[name];
  if (value === undefined || typeof value === 'number') return value;
  throw new UnusableSchema(`has a “${name}” that is no number`);
}

/** A list of the schema. @throws {UnusableSchema} when it is something else */
export function listOf(value: JsonValue, name: string): readonly JsonValue[] {
  if (Array.isArray(value)) return value as readonly JsonValue[];
  throw new UnusableSchema(`has a “${name}” that is no list`);
}

/** The members of an object in the schema. @throws {UnusableSchema} when it is something else */
export function membersOf(value: JsonValue | undefined, name: string): readonly (readonly [string, JsonValue])[] {
  if (value === undefined) return [];
  if (!isJsonObject(value)) throw new UnusableSchema(`has a “${name}” that is no object`);
  return Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, member] as const]));
}
