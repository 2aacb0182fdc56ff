import { HumanError } from '../humanError';
import { METRIC_ALIASES } from './aliases';
import type { Metric } from './metric';
import type { MetricFamily, OptionRule } from './metricFamily';
import { METRIC_FAMILIES } from './registry';

/**
 * The metric that a text names: an id or an alias, and options behind a colon, as in `bleu:tokenize=intl,smooth=floor`. A
 * flag alone (`rouge-l:stemmer`) is on. A comma, colon or backslash in a value stands behind a backslash.
 * @throws {HumanError} `unknown-metric` or `bad-metric-option`, saying what there is
 */
export function readMetric(spec: string): Metric {
  const name = /^[^:]*/.exec(spec)?.[0] ?? '';
  const alias = Object.hasOwn(METRIC_ALIASES, name) ? METRIC_ALIASES[name] : undefined;
  const [id = '', aliasOptions = ''] = (alias ?? name).split(':');
  const family = METRIC_FAMILIES.find((candidate) => candidate.id === id);
  if (!family) {
    throw new HumanError('unknown-metric', `There is no metric “${name}”. ${nearest(name)}`);
  }
  const values = Object.fromEntries(Object.entries(family.options).map(([key, rule]) => [key, rule.default]));
  for (const given of [aliasOptions, spec.slice(name.length + 1)].flatMap(splitOptions)) {
    const equals = given.indexOf('=');
    const key = (equals < 0 ? given : given.slice(0, equals)).trim();
    const value = equals < 0 ? 'true' : given.slice(equals + 1);
    const rule = Object.hasOwn(family.options, key) ? family.options[key] : undefined;
    if (!rule) throw new HumanError('bad-metric-option', unknownOption(family, key));
    const read = readOption(rule, value);
    if (read === undefined) {
      throw new HumanError('bad-metric-option', `“${key}” of the metric ${id} must be ${describeRule(rule)}.`);
    }
    values[key] = read;
  }
  return family.create(values);
}

/** Options between commas; a backslash takes the character behind it as it is. */
function splitOptions(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && at + 1 < text.length) part += text.charAt(++at);
    else if (character === ',') {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part].filter((given) => given.trim() !== '');
}

function readOption(rule: OptionRule, value: string): boolean | number | string | undefined {
  switch (rule.kind) {
    case 'flag':
      return value === 'true' ? true : value === 'false' ? false : undefined;
    case 'number': {
      const number = value.trim() === '' ? NaN : Number(value);
      return number >= rule.min && number <= rule.max ? number : undefined;
    }
    case 'choice':
      return rule.choices.includes(value) ? value : undefined;
    case 'text':
      return value;
  }
}

function describeRule(rule: OptionRule): string {
  switch (rule.kind) {
    case 'flag':
      return 'true or false';
    case 'number':
      return `a number from ${rule.min} to ${rule.max}`;
    case 'choice':
      return `one of ${rule.choices.join(', ')}`;
    case 'text':
      return 'a text';
  }
}

function unknownOption({ id, options }: MetricFamily, key: string): string {
  const names = Object.keys(options);
  const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  return `The metric ${id} has no option “${key}”: ${known}.`;
}

/** What to do about a name that does not exist: the names that share its beginning, or all. */
function nearest(name: string): string {
  const ids = METRIC_FAMILIES.map(({ id }) => id);
  const alike = ids.filter((id) => id.slice(0, 3) === name.toLowerCase().slice(0, 3));
  return `Choose ${alike.length > 0 ? alike.join(' or ') : `one of ${ids.join(', ')}`}.`;
}
