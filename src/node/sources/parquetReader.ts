/** A bundle of its own, loaded when the first Parquet file is opened. */
import { parquetMetadataAsync, parquetReadObjects, type AsyncBuffer } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { exactIntegers } from './boundedJson';

/** Binary values up to this size (hashes, keys) are written whole, in Base64; of longer ones (pictures) only the size. */
const WRITTEN_BYTES = 64;

/** A Parquet file of which the footer is read. */
export interface ParquetFile {
  /** Row groups in order: where their rows begin and end (exclusive), and how many bytes they unpack to. */
  readonly groups: readonly { readonly from: number; readonly to: number; readonly bytes: number }[];
  /** Rows as JSON texts. Rejects when they cannot be decoded. */
  rows(from: number, to: number): Promise<Iterable<string>>;
}

/** Reads the footer. Rejects when there is none that can be read. */
export async function openParquet(file: AsyncBuffer): Promise<ParquetFile> {
  const metadata = await parquetMetadataAsync(file);
  let from = 0;
  const groups = metadata.row_groups.map(({ num_rows, total_byte_size }) => {
    const group = { from, to: from + Number(num_rows), bytes: Number(total_byte_size) };
    from = group.to;
    return group;
  });
  return {
    groups,
    async rows(rowStart, rowEnd) {
      const options = { file, metadata, rowStart, rowEnd, compressors, useOffsetIndex: true };
      // Texts without a type would be decoded with losses otherwise.
      const rows = await parquetReadObjects({ ...options, utf8: false, parsers: { jsonFromBytes } });
      return jsonTexts(rows);
    },
  };
}

function* jsonTexts(rows: readonly object[]): Generator<string> {
  for (const row of rows) yield JSON.stringify(row, written);
}

/** Writes what JSON has no form for. Dates have become texts before. */
function written(key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? (textOf(value) ?? binary(value)) : exactIntegers(key, value);
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = decoder.decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function binary(bytes: Uint8Array): string {
  if (bytes.length > WRITTEN_BYTES) return `[${bytes.length.toLocaleString('en')} bytes]`;
  return Buffer.from(bytes).toString('base64');
}

/** A column of JSON texts: what is not JSON stays a text. */
function jsonFromBytes(bytes: Uint8Array | undefined): unknown {
  const text = bytes && Buffer.from(bytes).toString();
  try {
    return text && (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}
