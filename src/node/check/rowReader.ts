import { MAX_ROW_BYTES } from '../../core/dataset/containers/rowScanner';
import type { Unusable } from '../../core/dataset/format';
import type { JsonObject } from '../../core/dataset/json';
import { readRecord, tooLong, type RowLayout } from '../../core/dataset/recordReader';
import type { RowBytes } from '../datasetBlocks';

/** The record in a row's bytes. Never throws. */
export function recordOf({ span, bytes }: RowBytes, layout: RowLayout): { readonly record: JsonObject } | Unusable {
  const length = span.end - span.start;
  return length > bytes.length && length > MAX_ROW_BYTES
    ? { unusable: tooLong(length) }
    : readRecord(bytes, layout.csv);
}
