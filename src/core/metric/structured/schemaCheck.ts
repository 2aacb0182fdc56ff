import { isDeeper, isJsonObject, MAX_DEPTH, type JsonObject, type JsonValue } from '../../dataset/json';
import { listChecks, objectChecks } from './schemaContainers';
import { Budget, listOf, UnusableSchema, valueChecks, type Check, type Compile } from './schemaKeywords';

/** Keywords whose meaning is not known here: a schema with one is refused, as it would be taken for another. */
const UNKNOWN = ['unevaluatedProperties', 'unevaluatedItems', '$dynamicRef', '$recursiveRef'];

/**
 * Prepares a JSON Schema of draft 2020-12, 2019-09, 07 or 06. It is interpreted and never compiled into code; patterns are
 * searched in linear time, `format` says nothing (as the specification has it by default), and references stay in the
 * schema.
 * @returns what is true for values that satisfy the schema, and undefined where it would take too long to tell
 * @throws {UnusableSchema}
 */
export function schemaCheck(schema: JsonValue): (value: JsonValue) => boolean | undefined {
  if (isDeeper(schema, MAX_DEPTH)) throw new UnusableSchema('nests too deeply');
  const check = new Schemas(schema).compile(schema);
  return (value) => {
    if (isDeeper(value, MAX_DEPTH)) return undefined;
    try {
      return check(value, new Budget());
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  };
}

/** The schemas of one document. */
class Schemas {
  private readonly checks = new Map<JsonValue, Check>();
  private readonly anchors = new Map<string, JsonValue>();
  /** Up to draft 07, what stands beside a reference counts for nothing. */
  private readonly isOld: boolean;
  private readonly id: string;

  constructor(private readonly root: JsonValue) {
    const { $schema, $id } = isJsonObject(root) ? root : {};
    this.isOld = typeof $schema === 'string' && /draft-0[4-7]/.test($schema);
    this.id = typeof $id === 'string' ? $id.replace(/#.*$/s, '') : '';
    this.findAnchors(root);
  }

  readonly compile: Compile = (schema) => {
    if (schema === true) return () => true;
    if (schema === false) return () => false;
    if (!isJsonObject(schema)) throw new UnusableSchema('holds something that is no schema');
    const known = this.checks.get(schema);
    if (known) return known;
    let checks: readonly Check[] = [];
    const check: Check = (value, budget) => budget.nest(() => checks.every((keyword) => keyword(value, budget)));
    // Known before it is complete: a schema may refer to itself.
    this.checks.set(schema, check);
    checks = this.checksOf(schema);
    return check;
  };

  private checksOf(schema: JsonObject): readonly Check[] {
    const unknown = UNKNOWN.find((name) => schema[name] !== undefined);
    if (unknown !== undefined) throw new UnusableSchema(`uses “${unknown}”, which is not supported`);
    const { $ref } = schema;
    const reference = $ref === undefined ? [] : [this.compile(this.resolve($ref))];
    if (this.isOld && $ref !== undefined) return reference;
    return [
      ...reference,
      ...valueChecks(schema),
      ...listChecks(schema, this.compile),
      ...objectChecks(schema, this.compile),
      ...this.combinations(schema),
    ];
  }

  private combinations(schema: JsonObject): Check[] {
    const several = (name: string, holds: (checks: readonly Check[]) => Check): Check[] => {
      const list = schema[name];
      return list === undefined ? [] : [holds(listOf(list, name).map(this.compile))];
    };
    const checks = [
      ...several('allOf', (all) => (value, budget) => all.every((check) => check(value, budget))),
      ...several('anyOf', (any) => (value, budget) => any.some((check) => check(value, budget))),
      ...several('oneOf', (one) => (value, budget) => one.filter((check) => check(value, budget)).length === 1),
    ];
    const { not, if: condition, then = true, else: otherwise = true } = schema;
    if (not !== undefined) {
      const check = this.compile(not);
      checks.push((value, budget) => !check(value, budget));
    }
    if (condition !== undefined) {
      const [holds, yes, no] = [this.compile(condition), this.compile(then), this.compile(otherwise)];
      checks.push((value, budget) => (holds(value, budget) ? yes(value, budget) : no(value, budget)));
    }
    return checks;
  }

  private resolve($ref: JsonValue): JsonValue {
    const [address = '', fragment = ''] = typeof $ref === 'string' ? $ref.split('#', 2) : ['?'];
    const target =
      address !== '' && address !== this.id
        ? undefined
        : fragment === '' || fragment.startsWith('/')
          ? valueAt(this.root, fragment)
          : this.anchors.get(fragment);
    if (target === undefined) {
      throw new UnusableSchema(`refers to ${JSON.stringify($ref)}, which is not in it`);
    }
    return target;
  }

  private findAnchors(value: JsonValue): void {
    if (typeof value !== 'object' || value === null) return;
    if (isJsonObject(value)) {
      const { $anchor, $id } = value;
      const name =
        typeof $anchor === 'string' ? $anchor : typeof $id === 'string' ? /^#(.+)$/.exec($id)?.[1] : undefined;
      if (name !== undefined) this.anchors.set(name, value);
    }
    for (const child of Object.values(value) as readonly JsonValue[]) this.findAnchors(child);
  }
}

/** The value at a JSON pointer (RFC 6901, as a fragment of an address). */
function valueAt(root: JsonValue, pointer: string): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const step of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    const key = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
    value = Object.getOwnPropertyDescriptor(value, key)?.value as JsonValue | undefined;
  }
  return value;
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
