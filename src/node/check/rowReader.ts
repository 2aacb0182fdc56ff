import { MAX_ROW_BYTES } from '../../core/dataset/containers/rowScanner';
import type { Unusable } from '../../core/dataset/format';
import type { JsonObject, JsonValue } from '../../core/dataset/json';
import { readRecord, recordOfValue, tooLong, type RowLayout } from '../../core/dataset/recordReader';
import type { RowBytes } from '../datasetBlocks';

/**
 * The record in a row's bytes. Never throws.
 * @param value the JSON value in them, where it is known
 */
export function recordOf(
  { span, bytes }: RowBytes,
  { csv }: RowLayout,
  value?: JsonValue,
): { readonly record: JsonObject } | Unusable {
  const length = span.end - span.start;
  if (length > bytes.length && length > MAX_ROW_BYTES) return { unusable: tooLong(length) };
  return value === undefined ? readRecord(bytes, csv) : recordOfValue(value, bytes);
}
