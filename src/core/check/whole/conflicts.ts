import { KeyTable } from './keyTable';
import { hasReference, type SampleKeys } from './sampleKeys';

/**
 * Samples whose prompt an earlier sample has with another reference, without regard to case and white space.
 * @param found called with the row, and the first row with that prompt
 */
export function eachConflict(keys: SampleKeys, found: (row: number, first: number) => void): void {
  const rows = keys.kinds.length;
  const table = new KeyTable(rows);
  for (let row = 0; row < rows; row++) {
    if (!hasReference(keys, row)) continue;
    const first = table.firstOf(keys.promptHigh[row] ?? 0, keys.promptLow[row] ?? 0, row);
    if (keys.references[first] !== keys.references[row]) found(row, first);
  }
}
