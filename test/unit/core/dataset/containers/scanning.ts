import * as fc from 'fast-check';
import type { RowScanner } from '../../../../../src/core/dataset/containers/rowScanner';

/** Feeds a scanner as its contract asks, in pieces of the given sizes, over and over. */
export function scanAll<T extends RowScanner>(scanner: T, bytes: Uint8Array, sizes: readonly number[] = [1e9]): T {
  let turn = 0;
  do {
    while (scanner.position < bytes.length) {
      const size = sizes[turn++ % sizes.length] ?? 1;
      scanner.feed(bytes.slice(scanner.position, scanner.position + size));
    }
  } while (!scanner.finish());
  return scanner;
}

/** The rows found, as text with their lines. */
export function rowsOf(scanner: RowScanner, bytes: Uint8Array): { text: string; line: number }[] {
  return Array.from({ length: scanner.spans.count }, (_, row) => {
    const { start, end, line } = scanner.spans.at(row);
    return { text: new TextDecoder().decode(bytes.subarray(start, end)), line };
  });
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Sizes of the pieces in which a file arrives. */
export const pieceSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
