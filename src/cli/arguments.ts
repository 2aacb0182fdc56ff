import { parseArgs } from 'node:util';
import { HumanError } from '../core/humanError';

/** What an option may be. */
export interface OptionRule {
  readonly help: string;
  /** What its value is called in help (`FILE`); a switch has none. */
  readonly value?: string;
  readonly multiple?: true;
}

/** Options that every command has. */
export const COMMON_OPTIONS: Readonly<Record<string, OptionRule>> = {
  json: { help: 'Print JSON.' },
  help: { help: 'Show this help.' },
};

/** The arguments of a command, checked against its options. */
export class Given {
  constructor(
    /** Arguments without a name. */
    readonly words: readonly string[],
    private readonly values: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** True when a switch is there. */
  has(option: string): boolean {
    return this.values.has(option);
  }

  /** The values of an option that may be there several times. */
  all(option: string): readonly string[] {
    return this.values.get(option) ?? [];
  }

  /** The value of an option; the last where it is there several times. */
  value(option: string): string | undefined {
    return this.all(option).at(-1);
  }

  /** A number. @throws {HumanError} `usage` when it is none or out of range */
  number(option: string, { min, max, whole }: NumberRange): number | undefined {
    const text = this.value(option);
    if (text === undefined) return undefined;
    const number = text.trim() === '' ? NaN : Number(text);
    if (number >= min && number <= max && (!whole || Number.isInteger(number))) return number;
    const kind = whole ? 'a whole number' : 'a number';
    const range = max === Infinity || max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`;
    throw usageError(`--${option} takes ${kind}, ${range}.`);
  }
}

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

/** An error of who calls the command line. */
export function usageError(sentence: string): HumanError {
  return new HumanError('usage', sentence);
}

/**
 * Reads the arguments behind a command's name.
 * @throws {HumanError} `usage`, saying what there is
 */
export function readArguments(
  args: readonly string[],
  options: Readonly<Record<string, OptionRule>>,
  [least, most]: readonly [number, number],
): Given {
  const rules = { ...options, ...COMMON_OPTIONS };
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(rules).map(([name, { value }]) => [name, { type: value === undefined ? 'boolean' : 'string' }]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const rule = Object.hasOwn(rules, token.name) ? rules[token.name] : undefined;
    if (!rule || !token.rawName.startsWith('--')) {
      const known = Object.keys(rules).map((name) => `--${name}`);
      throw usageError(`There is no option ${token.rawName}. There are ${known.join(', ')}.`);
    }
    values.set(token.name, [...(values.get(token.name) ?? []), valueOf(token, rule)]);
  }
  if (!values.has('help') && (words.length < least || words.length > most)) throw wrongWords(words, least, most);
  return new Given(words, values);
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function valueOf({ rawName, value, inlineValue }: OptionToken, rule: OptionRule): string {
  if (rule.value === undefined) {
    if (value !== undefined) throw usageError(`${rawName} takes no value.`);
    return '';
  }
  // What begins with a dash is the next option; a dash alone is the standard input.
  if (value === undefined || value === '' || (!inlineValue && /^-./.test(value))) {
    throw usageError(`${rawName} needs a value: ${rawName} ${rule.value}.`);
  }
  return value;
}

function wrongWords(words: readonly string[], least: number, most: number): HumanError {
  if (words.length > most) {
    const unwanted = words.slice(most).map((word) => `“${word}”`);
    return usageError(`${unwanted.join(', ')} ${unwanted.length === 1 ? 'is' : 'are'} too much.`);
  }
  return usageError(least === 1 ? 'A file is missing.' : `${least} files are needed.`);
}
