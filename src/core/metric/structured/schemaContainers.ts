import { isJsonObject, type JsonObject, type JsonValue } from '../../dataset/json';
import { listOf, membersOf, numberOf, patternCheck, textOf, type Check, type Compile } from './schemaKeywords';

/** The checks of the keywords that say something of the items of a list. */
export function listChecks(schema: JsonObject, compile: Compile): readonly Check[] {
  const checks: Check[] = [];
  const add = (check: (items: readonly JsonValue[], budget: Parameters<Check>[1]) => boolean): void => {
    checks.push((value, budget) => !Array.isArray(value) || check(value as readonly JsonValue[], budget));
  };
  const least = numberOf(schema, 'minItems');
  const most = numberOf(schema, 'maxItems');
  if (least !== undefined) add((items) => items.length >= least);
  if (most !== undefined) add((items) => items.length <= most);
  if (schema['uniqueItems'] === true) {
    add((items, budget) => new Set(items.map((item) => textOf(item, budget))).size === items.length);
  }
  // Before draft 2020-12 the first items are a list in `items`, and the others are `additionalItems`.
  const { items, prefixItems = Array.isArray(items) ? items : undefined } = schema;
  const first = prefixItems === undefined ? [] : listOf(prefixItems, 'prefixItems').map(compile);
  const rest = Array.isArray(items) ? schema['additionalItems'] : items;
  const others = rest === undefined ? undefined : compile(rest);
  if (first.length > 0 || others) {
    add((list, budget) => list.every((item, at) => (first[at] ?? others)?.(item, budget) ?? true));
  }
  if (schema['contains'] !== undefined) {
    const isContained = compile(schema['contains']);
    const fewest = numberOf(schema, 'minContains') ?? 1;
    const greatest = numberOf(schema, 'maxContains') ?? Infinity;
    add((list, budget) => {
      const count = list.filter((item) => isContained(item, budget)).length;
      return count >= fewest && count <= greatest;
    });
  }
  return checks;
}

/** The checks of the keywords that say something of the members of an object. */
export function objectChecks(schema: JsonObject, compile: Compile): readonly Check[] {
  const checks: Check[] = [];
  const add = (check: (value: JsonObject, budget: Parameters<Check>[1]) => boolean): void => {
    checks.push((value, budget) => !isJsonObject(value) || check(value, budget));
  };
  const least = numberOf(schema, 'minProperties');
  const most = numberOf(schema, 'maxProperties');
  if (least !== undefined) add((value) => Object.keys(value).length >= least);
  if (most !== undefined) add((value) => Object.keys(value).length <= most);
  if (schema['required'] !== undefined) add(hasAll(listOf(schema['required'], 'required')));
  if (schema['propertyNames'] !== undefined) {
    const isName = compile(schema['propertyNames']);
    add((value, budget) => Object.keys(value).every((key) => isName(key, budget)));
  }
  for (const [key, needed] of dependenciesOf(schema)) {
    const check = Array.isArray(needed) ? hasAll(needed as readonly JsonValue[]) : compile(needed);
    add((value, budget) => !Object.hasOwn(value, key) || check(value, budget));
  }
  const isMember = memberCheck(schema, compile);
  if (isMember) {
    add((value, budget) =>
      Object.entries(value).every(([key, member]) => member === undefined || isMember(key, member, budget)),
    );
  }
  return checks;
}

function hasAll(names: readonly JsonValue[]): (value: JsonValue) => boolean {
  return (value) =>
    isJsonObject(value) && names.every((name) => typeof name === 'string' && Object.hasOwn(value, name));
}

function dependenciesOf(schema: JsonObject): readonly (readonly [string, JsonValue])[] {
  return ['dependentRequired', 'dependentSchemas', 'dependencies'].flatMap((name) => membersOf(schema[name], name));
}

type MemberCheck = (key: string, member: JsonValue, budget: Parameters<Check>[1]) => boolean;

/** `properties`, `patternProperties`, and `additionalProperties` for members that are in neither. */
function memberCheck(schema: JsonObject, compile: Compile): MemberCheck | undefined {
  const named = new Map(membersOf(schema['properties'], 'properties').map(([key, member]) => [key, compile(member)]));
  const patterns = membersOf(schema['patternProperties'], 'patternProperties').map(
    ([pattern, member]) => [patternCheck(pattern), compile(member)] as const,
  );
  const rest = schema['additionalProperties'];
  const others = rest === undefined ? undefined : compile(rest);
  if (named.size === 0 && patterns.length === 0 && !others) return undefined;
  return (key, member, budget) => {
    const own = named.get(key);
    const matching = patterns.filter(([matches]) => matches(key, budget)).map(([, check]) => check);
    const applying = own ? [own, ...matching] : matching;
    return applying.length > 0 ? applying.every((check) => check(member, budget)) : (others?.(member, budget) ?? true);
  };
}
