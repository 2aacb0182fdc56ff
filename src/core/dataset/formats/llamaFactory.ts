import type { Format } from '../format';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';
import { alpaca } from './alpaca';
import { FORMATS } from './registry';

/** Name of the file in which LLaMA-Factory describes the data files beside it. */
export const DATASET_INFO = 'dataset_info.json';

/** What its `columns` call the fields of the two formats, as those are named there. */
const ALPACA_FIELDS: Readonly<Record<string, string>> = {
  prompt: 'instruction',
  query: 'input',
  response: 'output',
  history: 'history',
  system: 'system',
  tools: 'tools',
  images: 'images',
  videos: 'videos',
  audios: 'audios',
  chosen: 'chosen',
  rejected: 'rejected',
  kto_tag: 'kto_tag',
};
const SHAREGPT_FIELDS: Readonly<Record<string, string>> = { ...ALPACA_FIELDS, messages: 'conversations' };

/** What its `tags` call the speakers of a conversation: [tag, usual value, ShareGPT's name]. */
const SPEAKERS = [
  ['user_tag', 'human', 'human'],
  ['assistant_tag', 'gpt', 'gpt'],
  ['observation_tag', 'observation', 'observation'],
  ['function_tag', 'function_call', 'function_call'],
  ['system_tag', 'system', 'system'],
] as const;

/**
 * The format of a data file by its entry in LLaMA-Factory's `dataset_info.json` (`file_name`, `formatting`, `ranking`,
 * `columns`, `tags`, as its data/README.md documents them): fields are renamed to those of Alpaca or ShareGPT and then
 * read as such. Undefined when no entry names the file.
 */
export function llamaFactoryFormat(info: JsonValue, fileName: string): Format | undefined {
  const entries = isJsonObject(info) ? Object.values(info) : [];
  const entry = entries.filter(isJsonObject).find((candidate) => candidate['file_name'] === fileName);
  if (!entry) return undefined;
  const isChat = entry['formatting'] === 'sharegpt';
  const names = isChat ? SHAREGPT_FIELDS : ALPACA_FIELDS;
  const usualOf = new Map(Object.entries(columnsOf(entry)).map(([key, field]) => [field, names[key] ?? field]));
  const usual = (record: JsonObject): JsonObject => renamed(record, entry, usualOf);
  const formatOf = (record: JsonObject): Format => FORMATS.find((format) => format.matches(record)) ?? alpaca;
  return {
    id: isChat ? 'sharegpt' : 'alpaca',
    title: isChat ? 'ShareGPT' : 'Alpaca',
    matches: (record) => FORMATS.some((format) => format.matches(usual(record))),
    usualFields(record) {
      const { prompt, response, messages } = columnsOf(entry);
      return isChat
        ? { prompt: messages ?? 'conversations' }
        : {
            prompt: prompt ?? 'instruction',
            reference: response ?? (record['chosen'] === undefined ? 'output' : 'chosen'),
          };
    },
    read(record, fields) {
      const known = usual(record);
      const { prompt, reference, id } = fields;
      return formatOf(known).read(known, {
        ...(prompt !== undefined && { prompt: usualOf.get(prompt) ?? prompt }),
        ...(reference !== undefined && { reference: usualOf.get(reference) ?? reference }),
        ...(id !== undefined && { id }),
      });
    },
  };
}

function columnsOf(entry: JsonObject): Readonly<Record<string, string>> {
  const columns = entry['columns'];
  if (!isJsonObject(columns)) return {};
  return Object.fromEntries(
    Object.entries(columns).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

/** The record with the fields of Alpaca or ShareGPT. */
function renamed(record: JsonObject, entry: JsonObject, usualOf: ReadonlyMap<string, string>): JsonObject {
  const isChat = entry['formatting'] === 'sharegpt';
  const tags = isJsonObject(entry['tags']) ? entry['tags'] : {};
  const members = Object.entries(record).map(([name, value = null]): [string, JsonValue] => {
    const usual = usualOf.get(name) ?? name;
    return [usual, isChat && value !== null ? withUsualTags(usual, value, tags) : value];
  });
  return Object.fromEntries(members);
}

/** Messages with `from` and `value`, and ShareGPT's names of the speakers. */
function withUsualTags(field: string, value: JsonValue, tags: JsonObject): JsonValue {
  if (Array.isArray(value) && field === 'conversations') {
    return value.map((message: JsonValue) => withUsualTags('message', message, tags));
  }
  if (!isJsonObject(value) || !['message', 'chosen', 'rejected'].includes(field)) return value;
  const { [textOr(tags['role_tag'], 'from')]: role, [textOr(tags['content_tag'], 'value')]: content, ...rest } = value;
  const speaker = SPEAKERS.find(([tag, usual]) => textOr(tags[tag], usual) === role)?.[2] ?? role;
  return { ...rest, ...(speaker !== undefined && { from: speaker }), ...(content !== undefined && { value: content }) };
}

function textOr(value: JsonValue | undefined, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
