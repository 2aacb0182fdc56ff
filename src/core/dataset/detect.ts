import type { FieldMap, Format } from './format';
import { columns } from './formats/columns';
import { openaiChat } from './formats/openaiChat';
import { FORMATS } from './formats/registry';
import type { JsonObject } from './json';
import { isMessageList } from './messages';

/**
 * The format that most of the records have; among equals the first of the registry; undefined when none fits any.
 * A prompt field named in the configuration decides alone, where records have it: a list of messages with the answer
 * among them, or a column. Where none has it, it stands within what a format takes apart (an eval's `item`, say).
 */
export function detectFormat(records: readonly JsonObject[], fields: FieldMap = {}): Format | undefined {
  const { prompt, reference } = fields;
  if (prompt !== undefined && records.some((record) => prompt in record)) {
    const isChat = reference === undefined && records.some((record) => isMessageList(record[prompt]));
    return isChat ? openaiChat : columns;
  }
  return mostFrequent(records)?.format;
}

/**
 * True when the first records of a file that nobody named look like samples: at least half of them have one format.
 * Notes and run journals are refused, whatever they are called.
 */
export function looksLikeDataset(records: readonly JsonObject[]): boolean {
  if (records.some(isOurOwn)) return false;
  const best = mostFrequent(records);
  return best !== undefined && best.count * 2 >= records.length;
}

function mostFrequent(records: readonly JsonObject[]): { format: Format; count: number } | undefined {
  const counts = new Map<Format, number>();
  for (const record of records) {
    const format = FORMATS.find((candidate) => candidate.matches(record));
    if (format) counts.set(format, (counts.get(format) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const format = FORMATS.find((candidate) => counts.get(candidate) === most);
  return format && { format, count: most };
}

/** A line of a notes file or of a run journal. */
function isOurOwn(record: JsonObject): boolean {
  if ('sample' in record && 'reviewer' in record) return true;
  return record['type'] === 'run' || (record['type'] === 'response' && 'sample' in record);
}
