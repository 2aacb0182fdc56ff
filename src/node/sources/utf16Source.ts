import type { DatasetBytes } from '../datasetBytes';

/** Bytes turned into UTF-8 at once; even, so that it ends between two units. */
const PART_BYTES = 1024 * 1024;

/** A text file in UTF-16, as UTF-8 and without its byte order mark. Units that mean nothing become U+FFFD. */
export async function* utf16Parts(file: DatasetBytes, isBigEndian: boolean): AsyncGenerator<Buffer, void> {
  const decoder = new TextDecoder('utf-16le');
  const buffer = Buffer.allocUnsafe(PART_BYTES);
  for (let position = 0; position < file.size; position += PART_BYTES) {
    const part = buffer.subarray(0, file.read(buffer, position));
    const isLast = position + part.length === file.size;
    // swap16 takes whole units only; a byte left over at the file's end is none.
    const units = part.subarray(0, part.length & ~1);
    if (isBigEndian) units.swap16();
    yield await Promise.resolve(Buffer.from(decoder.decode(units, { stream: !isLast })));
  }
}
