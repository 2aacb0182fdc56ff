import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import * as v from 'valibot';
import { isJsonObject } from '../dataset/json';
import { EMPTY_CONFIG, configSchema } from './config';
import type { Config } from './config';

/** Something wrong with `tuning-fork.json`. Lines and columns are one-based; the end is exclusive. */
export interface ConfigProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What could be read of `tuning-fork.json`. Entries with problems are left out; the rest holds. */
export interface ParsedConfig {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
}

type Path = (string | number)[];

/** Reads the text of `tuning-fork.json`: JSON with comments and trailing commas. Never throws. */
export function parseConfig(text: string): ParsedConfig {
  const places = new Places(text);
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { allowTrailingComma: true });
  } catch {
    return { config: EMPTY_CONFIG, problems: [places.problem('The file is nested too deeply to be read.', 0, 1)] };
  }
  const problems = errors.map(({ error, offset, length }) =>
    places.problem(`The file is not valid JSON here: ${words(printParseErrorCode(error))}.`, offset, length),
  );
  if (!root) {
    if (text.trim() === '') problems.length = 0;
    return { config: EMPTY_CONFIG, problems };
  }
  const value: unknown = getNodeValue(root);
  if (!isJsonObject(value)) {
    return {
      config: EMPTY_CONFIG,
      problems: [places.problem('The file must hold one object: { … }.', root.offset, root.length)],
    };
  }
  const result = v.safeParse(configSchema, value);
  if (result.success) return { config: result.output, problems };

  const faulty: Path[] = [];
  for (const issue of result.issues) {
    const path = (issue.path ?? []).map((item) => item.key as string | number);
    const node = nearestNode(root, path);
    problems.push(places.problem(sentence(issue, path), node.offset, node.length));
    faulty.push(path.slice(0, 2));
  }
  return { config: v.parse(configSchema, without(value, faulty)), problems };
}

/** The value less its faulty members: `[key]` is dropped whole, of `[key, entry]` only the entry. */
function without(value: object, faulty: readonly Path[]): Record<string, unknown> {
  const rest: Record<string, unknown> = { ...value };
  const entries = new Map<string, Set<string>>();
  for (const [key, entry] of faulty) {
    if (entry === undefined) Reflect.deleteProperty(rest, String(key));
    else entries.set(String(key), (entries.get(String(key)) ?? new Set()).add(String(entry)));
  }
  for (const [key, dropped] of entries) {
    const member = rest[key];
    if (Array.isArray(member)) rest[key] = member.filter((_, index) => !dropped.has(String(index)));
    else if (isJsonObject(member))
      rest[key] = Object.fromEntries(Object.entries(member).filter(([name]) => !dropped.has(name)));
  }
  return rest;
}

/** The node that `path` leads to, or the deepest one on the way that exists. */
function nearestNode(root: Node, path: Path): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node;
  }
  return root;
}

function sentence(issue: v.BaseIssue<unknown>, path: Path): string {
  const name = path.join('.');
  if (issue.received === 'undefined') {
    const parent = path.slice(0, -1).join('.');
    return `“${String(path.at(-1))}” is missing${parent ? ` in “${parent}”` : ''}.`;
  }
  if (issue.kind === 'schema') return `“${name}” must be ${expected(issue.expected)}, not ${issue.received}.`;
  return `“${name}”: ${issue.message}`;
}

function expected(type: string | null): string {
  if (type === 'Object') return 'an object';
  if (type === 'Array') return 'a list';
  return type ?? 'something else';
}

/** `PropertyNameExpected` → `property name expected`. */
function words(code: string): string {
  return code.replace(/(?<!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

/** Turns offsets into lines and columns. */
class Places {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  problem(message: string, offset: number, length: number): ConfigProblem {
    const [line, column] = this.at(offset);
    const [endLine, endColumn] = this.at(Math.min(this.text.length, offset + length));
    return { message, line, column, endLine, endColumn };
  }

  private at(offset: number): [line: number, column: number] {
    const line = this.starts.findLastIndex((start) => start <= offset);
    return [line + 1, offset - (this.starts[line] ?? 0) + 1];
  }
}
