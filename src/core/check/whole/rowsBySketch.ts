import { NONE, type RowFacts } from '../rowFacts';
import { KeyTable } from './keyTable';
import { mix } from './textHash';

/**
 * At most `most` rows with samples, in file order, chosen by the hashes of their sketches: an edit somewhere in the file
 * exchanges hardly any of them. Of samples with one sketch as many are chosen as of others.
 */
export function rowsBySketch({ promptLengths, sketchHigh, sketchLow }: RowFacts, most: number): readonly number[] {
  const rows = promptLengths.length;
  const table = new KeyTable(rows);
  const repeats = new Uint32Array(rows);
  const hashes = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    if (promptLengths[row] === NONE) continue;
    const high = sketchHigh[row] ?? 0;
    const first = table.firstOf(high, sketchLow[row] ?? 0, row);
    const repeat = repeats[first] ?? 0;
    repeats[first] = repeat + 1;
    hashes[row] = mix(high ^ Math.imul(repeat, 0x9e3779b1));
  }
  const sorted = hashes.filter((_, row) => promptLengths[row] !== NONE).sort();
  const greatest = sorted[Math.min(most, sorted.length) - 1] ?? 0;
  const chosen: number[] = [];
  for (let row = 0; row < rows && chosen.length < most; row++) {
    if (promptLengths[row] !== NONE && (hashes[row] ?? 0) <= greatest) chosen.push(row);
  }
  return chosen;
}
