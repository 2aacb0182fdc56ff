import Papa from 'papaparse';
import { CR, LF } from './containers/bytes';
import { MAX_ROW_BYTES } from './containers/rowScanner';
import type { ContainerId, FieldMap, Format, Unusable } from './format';
import { isDeeper, isJsonObject, MAX_DEPTH, type JsonObject, type JsonValue } from './json';
import { explainJsonError } from './jsonError';
import type { SampleContent } from './sample';

/** How the records of a CSV file are written. */
export interface CsvLayout {
  readonly delimiter: string;
  /** Names of the columns, each once. */
  readonly columns: readonly string[];
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How the rows of a file are read. */
export interface RowLayout {
  readonly container: ContainerId;
  /** Present for CSV. */
  readonly csv?: CsvLayout;
  readonly format: Format;
  readonly fields: FieldMap;
}

/** Reads the sample in a row's bytes. Never throws: a row that cannot be used gives the reason. */
export function readSample(bytes: Uint8Array, layout: RowLayout): SampleContent | Unusable {
  const read = readRecord(bytes, layout.csv);
  if ('unusable' in read) return read;
  return writtenReason(read.record, layout.container) ?? layout.format.read(read.record, layout.fields);
}

/** Containers whose rows are written out as lines of JSON. */
const WRITTEN_OUT: ReadonlySet<ContainerId> = new Set(['yaml', 'parquet', 'recorded']);

/** Why there is no record where one was to be written out: such a line is an `Unusable`. */
export function writtenReason(record: JsonObject, container: ContainerId): Unusable | undefined {
  const { unusable } = record;
  const isReason = typeof unusable === 'string' && WRITTEN_OUT.has(container) && Object.keys(record).length === 1;
  return isReason ? { unusable } : undefined;
}

/** Reads the record in a row's bytes: JSON, or CSV when a layout is given. Never throws. */
export function readRecord(bytes: Uint8Array, csv: CsvLayout | undefined): { readonly record: JsonObject } | Unusable {
  return csv ? readCsv(bytes, csv) : recordOfValue(parseRow(bytes), bytes);
}

/** The JSON value in a row's bytes; undefined where there is none. */
function parseRow(bytes: Uint8Array): JsonValue | undefined {
  if (bytes.length > MAX_ROW_BYTES && withoutLineEnd(bytes).length > MAX_ROW_BYTES) return undefined;
  try {
    return JSON.parse(decoder.decode(bytes)) as JsonValue;
  } catch {
    return undefined;
  }
}

/** The record in a row's bytes, given the JSON value in them, if any. Never throws. */
export function recordOfValue(
  value: JsonValue | undefined,
  bytes: Uint8Array,
): { readonly record: JsonObject } | Unusable {
  if (value === undefined) {
    const text = textOf(bytes);
    return typeof text === 'string' ? { unusable: explainJsonError(text) } : text;
  }
  if (!isJsonObject(value)) return { unusable: `This row is ${kindOf(value)}, not an object.` };
  if (isAsWritten(value, MAX_DEPTH)) return { record: value };
  if (isDeeper(value, MAX_DEPTH)) return { unusable: `This record is nested more than ${MAX_DEPTH} levels deep.` };
  return { record: parseExactly(decoder.decode(bytes), longNumber) as JsonObject };
}

/** The text of a row, or why it cannot hold a record. */
function textOf(bytes: Uint8Array): string | Unusable {
  const row = withoutLineEnd(bytes);
  if (row.length > MAX_ROW_BYTES) return { unusable: tooLong(row.length) };
  try {
    const text = decoder.decode(row);
    return text.trim() === '' ? { unusable: 'The line is empty.' } : text;
  } catch {
    return { unusable: 'This row is not valid UTF-8; save the file as UTF-8.' };
  }
}

/** The reason for a row of `length` bytes that is not read. */
export function tooLong(length: number): string {
  return `This row is ${(length / 1024 / 1024).toFixed(1)} MB long; rows over ${MAX_ROW_BYTES / 1024 / 1024} MB are not read.`;
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  if (end > 0 && bytes[end - 1] === LF) end--;
  if (end > 0 && bytes[end - 1] === CR) end--;
  return end === bytes.length ? bytes : bytes.subarray(0, end);
}

/**
 * True for a value that is nested no more than `levels` deep and in which each number is the one that was written: none is
 * beyond 2^53 or infinite. One walk, without closures, as this is asked of every row.
 */
function isAsWritten(value: JsonValue | undefined, levels: number): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) {
      if (typeof item !== 'string' && !isAsWritten(item, levels - 1)) return false;
    }
    return true;
  }
  const object = value as JsonObject;
  for (const key in object) {
    const member = object[key];
    if (typeof member !== 'string' && !isAsWritten(member, levels - 1)) return false;
  }
  return true;
}

/** `JSON.parse` with a reviver that sees the text of a number: newer than its type. */
const parseExactly = JSON.parse as (text: string, reviver: Reviver) => JsonValue;

type Reviver = (key: string, value: JsonValue, context: { readonly source?: string }) => JsonValue;

/** A whole number that cannot be held exactly stays the text that was written. */
function longNumber(_key: string, value: JsonValue, { source = '' }: { readonly source?: string }): JsonValue {
  const isLong =
    typeof value === 'number' && (/^-?\d+$/.test(source) ? !Number.isSafeInteger(value) : !Number.isFinite(value));
  return isLong ? source : value;
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

function readCsv(bytes: Uint8Array, { delimiter, columns }: CsvLayout): { readonly record: JsonObject } | Unusable {
  const text = textOf(bytes);
  if (typeof text !== 'string') return text;
  const { fields, broken } = csvFields(text, delimiter);
  if (broken !== undefined) return { unusable: broken };
  const isSurplus = fields.slice(columns.length).some((field) => field !== '');
  if (fields.length < columns.length || isSurplus) {
    return { unusable: `This row has ${count(fields.length, 'field')}, but the header has ${columns.length}.` };
  }
  return { record: Object.fromEntries(columns.map((name, index) => [name, fields[index] ?? ''])) };
}

/** The fields of one CSV record, and what is wrong with its quotation marks, if anything. */
export function csvFields(text: string, delimiter: string): { readonly fields: string[]; readonly broken?: string } {
  // The record's ends were found by the scanner; a fixed line end keeps papaparse from guessing one.
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\n' });
  const fields = data[0] ?? [];
  const error = errors.find(({ type }) => type === 'Quotes');
  if (!error && data.length <= 1) return { fields };
  const broken =
    error?.code === 'MissingQuotes'
      ? 'A quotation mark is opened and never closed.'
      : 'A quotation mark inside a quoted field is not doubled.';
  return { fields, broken };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
