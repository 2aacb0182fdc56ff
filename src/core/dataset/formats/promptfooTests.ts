import { readPrompt, readReferences } from '../answers';
import { sampleOf } from '../conversation';
import { referenceField } from '../fieldNames';
import { scalarText } from '../fields';
import type { FieldMap, Format, Unusable } from '../format';
import { isJsonObject, parseNested, type JsonObject, type JsonValue } from '../json';
import { isMessageList, readMessages } from '../messages';
import { askedInVariables, type Asked } from '../variables';
import { acceptedBy, assertionOf } from './promptfooAssertions';
import { fillVariables } from './promptfooTemplate';

const EXPECTED = /^__expected\d*$/;

/** Fields of a test that are looked into here; all others are metadata. */
const OWN_FIELDS = ['vars', 'assert', 'prompt', 'options'];

/**
 * Test cases of promptfoo: `vars`, `assert`, `description` and `metadata`, and as `prompt` the first prompt of the
 * configuration that they stand in; or rows of a table with `__expected` and other columns of that kind, whose other
 * columns are the variables. References are what assertions such as `equals` compare with.
 */
export const promptfooTests: Format = {
  id: 'promptfoo-tests',
  title: 'promptfoo tests',

  matches(record) {
    return isJsonObject(record['vars']) || Object.keys(record).some((name) => EXPECTED.test(name));
  },

  usualFields(record) {
    return isJsonObject(record['vars']) ? { prompt: 'vars' } : {};
  },

  read(record, fields) {
    const test = isJsonObject(record['vars']) ? record : testInRow(record);
    const vars = objectIn(test, 'vars');
    const asked = askedBy(test, vars, fields);
    if ('unusable' in asked) return asked;
    const { accepted, others } = acceptedBy(listIn(test, 'assert'));
    const field = fields.reference ?? (accepted.length > 0 ? undefined : referenceField(vars));
    const references =
      field === undefined ? accepted.map((answer) => fillVariables(answer, vars)) : readReferences(vars[field]);
    const about = Object.entries(test).filter(([name]) => !OWN_FIELDS.includes(name));
    const rest = { ...vars, ...Object.fromEntries(about), ...(others.length > 0 && { assert: others }) };
    const used = field === undefined ? asked.used : [...asked.used, field];
    return sampleOf(rest, fields, { messages: asked.messages, references, used });
  },
};

function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : {};
}

function listIn(object: JsonObject, name: string): readonly JsonValue[] {
  const value = object[name];
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** A row of a table as a test case. */
function testInRow(row: JsonObject): JsonObject {
  const vars: [string, JsonValue][] = [];
  const about: [string, JsonValue][] = [];
  const metadata: [string, JsonValue][] = [];
  const assertions: JsonValue[] = [];
  for (const [name, value = null] of Object.entries(row)) {
    const text = scalarText(value) ?? '';
    const [, kind, key] = /^__(metadata|config):(.+)$/.exec(name) ?? [];
    if (!name.startsWith('__') || name === '__proto__') vars.push([name, value]);
    else if (text === '' || kind === 'config') continue;
    else if (EXPECTED.test(name)) assertions.push(assertionOf(text));
    else if (key !== undefined) metadata.push(metadataOf(key, text));
    else about.push([name.slice('__'.length), text]);
  }
  const { prefix, suffix, ...others } = Object.fromEntries(about);
  const options = { ...(prefix !== undefined && { prefix }), ...(suffix !== undefined && { suffix }) };
  return {
    ...others,
    vars: Object.fromEntries(vars),
    assert: assertions,
    options,
    ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) }),
  };
}

/** `key[]` holds a list, separated by commas; a comma within an item is written `\,`. */
function metadataOf(key: string, text: string): [string, JsonValue] {
  if (!key.endsWith('[]')) return [key, text];
  return [key.slice(0, -2), text.split(/(?<!\\),/).map((item) => item.replaceAll('\\,', ',').trim())];
}

function askedBy(test: JsonObject, vars: JsonObject, fields: FieldMap): Asked | Unusable {
  const { prompt = 'vars' } = fields;
  if (prompt !== 'vars') {
    const messages = readPrompt(vars[prompt], prompt);
    return 'unusable' in messages ? messages : { messages, used: [prompt] };
  }
  const template = test['prompt'];
  const asked = typeof template === 'string' ? askedByTemplate(template, vars) : askedInVariables(vars, 'vars');
  return 'unusable' in asked ? asked : between(objectIn(test, 'options'), asked);
}

/** A template of text, or of messages as JSON; the variables that it takes are part of the prompt. */
function askedByTemplate(template: string, vars: JsonObject): Asked | Unusable {
  const json = parseNested(template);
  const messages = isMessageList(json)
    ? readMessages(filled(json, vars), 'prompt')
    : readPrompt(fillVariables(template, vars), 'prompt');
  if ('unusable' in messages) return messages;
  return { messages, used: Object.keys(vars).filter((name) => fillVariables(template, { [name]: '' }) !== template) };
}

function filled(value: JsonValue, vars: JsonObject): JsonValue {
  if (typeof value === 'string') return fillVariables(value, vars);
  if (Array.isArray(value)) return value.map((item: JsonValue) => filled(item, vars));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member = null]) => [name, filled(member, vars)]));
}

/** Puts a test's `prefix` and `suffix` around a prompt of one text. */
function between(options: JsonObject, asked: Asked): Asked {
  const [first, ...more] = asked.messages;
  const [prefix, suffix] = [scalarText(options['prefix']) ?? '', scalarText(options['suffix']) ?? ''];
  if (!first || more.length > 0 || typeof first.content !== 'string' || prefix + suffix === '') return asked;
  return { ...asked, messages: [{ ...first, content: prefix + first.content + suffix }] };
}
