import type { FieldMap } from './format';
import { isJsonObject, type JsonObject, type JsonValue } from './json';

/** Fields that hold a record's own id, best known first. */
const ID_FIELDS = ['id', 'custom_id', 'doc_id', 'sample_id', 'uuid'];

/** Own ids longer than this (in UTF-16 units) are not used: ids are repeated in notes, journals and lists. */
const MAX_ID_LENGTH = 200;

/** Characters of a value from the file that a reason shows. */
const SHOWN_LENGTH = 40;

/** The text of a value that a person may write without quotation marks: a string, a number, true or false. */
export function scalarText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A value from the file, cut to a length that a sentence can hold. */
export function shown(value: string): string {
  const text = value.replace(/\s+/gu, ' ');
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}

/** The field that holds the record's own id and that id; undefined when the record has none that can be used. */
export function ownIdOf(record: JsonObject, fields: FieldMap): { field: string; id: string } | undefined {
  const candidates = fields.id === undefined ? ID_FIELDS : [fields.id];
  for (const field of candidates) {
    const value = record[field];
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const id = String(value).trim();
    if (id !== '' && id.length <= MAX_ID_LENGTH) return { field, id };
  }
  return undefined;
}

/** What a format leaves over of a record: its own id and its metadata. */
export interface Remainder {
  readonly ownId?: string;
  readonly metadata: JsonObject;
}

/**
 * The record's own id, and its fields that are neither that nor in `used` nor null. The members of a nested `metadata` object
 * stand flat beside them; the record's own fields win. Written out, as it runs once for each row of the file.
 */
export function remainderOf(record: JsonObject, used: readonly string[], fields: FieldMap): Remainder {
  const own = ownIdOf(record, fields);
  const metadata: Record<string, JsonValue> = {};
  const nested = record['metadata'];
  const isFlat = !isJsonObject(nested) || own?.field === 'metadata' || used.includes('metadata');
  if (!isFlat) for (const key in nested) put(metadata, key, nested[key]);
  for (const key in record) {
    const isOther = key !== own?.field && (isFlat || key !== 'metadata') && !used.includes(key);
    if (isOther) put(metadata, key, record[key]);
  }
  return own === undefined ? { metadata } : { ownId: own.id, metadata };
}

/** Sets a member, also one named `__proto__`, which is a field like any other. */
function put(target: Record<string, JsonValue>, key: string, value: JsonValue | undefined): void {
  if (value === undefined || value === null) return;
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
