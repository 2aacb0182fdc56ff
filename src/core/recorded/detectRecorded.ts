import { parse } from 'jsonc-parser';
import type { Head, Refused } from '../dataset/head';
import { isJsonObject, type JsonObject } from '../dataset/json';
import { RECORDED_FORMATS } from './formats/registry';
import type { RecordedFormat } from './recorded';

/** The first bytes of a ZIP. */
const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04];

/**
 * Tells from the first bytes of a file whether it holds recorded outputs, and of which tool.
 * @param name of the file; only `.eval` is looked for in a ZIP, and only `.json` may be one document
 * @param head what `examineHead` says of these bytes
 */
export function detectRecorded(name: string, bytes: Uint8Array, head: Head | Refused): RecordedFormat | undefined {
  if (ZIP_MAGIC.every((byte, index) => bytes[index] === byte)) {
    return /\.eval$/i.test(name) ? RECORDED_FORMATS.find(({ container }) => container === 'zip') : undefined;
  }
  const document = /\.json$/i.test(name) ? beginningOf(bytes) : undefined;
  const found =
    document && RECORDED_FORMATS.find((format) => format.container === 'document' && format.matches(document));
  if (found) return found;
  return 'refused' in head ? undefined : recordedFormatOf(head.records);
}

/** The format that at least half of a file's first records have. */
export function recordedFormatOf(records: readonly JsonObject[]): RecordedFormat | undefined {
  if (records.length === 0) return undefined;
  return RECORDED_FORMATS.find((format) => format.container === 'records' && isFormatOf(records, format));
}

function isFormatOf(records: readonly JsonObject[], format: RecordedFormat): boolean {
  let others = 0;
  for (const record of records) if (!format.matches(record) && ++others * 2 > records.length) return false;
  return true;
}

/** The object at the beginning of a document that may be cut off: with all that was read of it. */
function beginningOf(bytes: Uint8Array): JsonObject | undefined {
  try {
    // The parser goes on after the end of the text as if everything open were closed there.
    const document: unknown = parse(new TextDecoder().decode(bytes));
    return isJsonObject(document) ? document : undefined;
  } catch {
    // Nested deeper than the stack.
    return undefined;
  }
}
