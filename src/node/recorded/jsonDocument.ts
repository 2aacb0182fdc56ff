import { explainJsonError } from '../../core/dataset/jsonError';
import { isDeeper, isJsonObject, MAX_DEPTH, type JsonObject, type JsonValue } from '../../core/dataset/json';
import type { Unusable } from '../../core/dataset/format';

/** Longest text in which an error is looked for (16 MB): that takes much longer than reading. */
const EXPLAINED_LENGTH = 16 * 1024 * 1024;

/** The object in a JSON document's bytes. */
export function jsonDocument(bytes: Uint8Array): { readonly record: JsonObject } | Unusable {
  const read = jsonValue(bytes);
  if ('unusable' in read) return read;
  return isJsonObject(read.value) ? { record: read.value } : { unusable: 'This is not an object.' };
}

/** The value in a JSON document's bytes. */
export function jsonValue(bytes: Uint8Array): { readonly value: JsonValue } | Unusable {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { unusable: 'This is not valid UTF-8 or too long.' };
  }
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return { unusable: text.length > EXPLAINED_LENGTH ? 'This is not valid JSON.' : explainJsonError(text) };
  }
}

/** A record of a document, unless it is nested so deep that it cannot be worked with. */
export function boundedRecord(value: JsonValue): { readonly record: JsonObject } | Unusable {
  if (!isJsonObject(value)) return { unusable: 'This record is not an object.' };
  if (isDeeper(value, MAX_DEPTH)) return { unusable: `This record is nested more than ${MAX_DEPTH} levels deep.` };
  return { record: value };
}
