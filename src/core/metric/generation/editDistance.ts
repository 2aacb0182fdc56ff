/**
 * The Levenshtein distance of two sequences of numbers, 0 or above: insertions, deletions and substitutions, each 1. By bits:
 * G. Myers, “A fast bit-vector algorithm for approximate string matching based on dynamic programming”, JACM 1999. The
 * table is cut into blocks of 32 rows; between blocks only the differences along their last row are kept, so the room
 * needed is that of the sequences.
 */
export function editDistance(a: Int32Array, b: Int32Array): number {
  let start = 0;
  let endA = a.length;
  let endB = b.length;
  while (start < endA && start < endB && a[start] === b[start]) start++;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const rows = a.subarray(start, endA);
  const columns = b.subarray(start, endB);
  if (rows.length === 0 || columns.length === 0) return Math.max(rows.length, columns.length);

  const ids = denseIds(rows, columns);
  const positions = new Int32Array(ids.count);
  const differences = new Int8Array(columns.length).fill(1);
  for (let first = 0; first < rows.length; first += 32) {
    const last = Math.min(first + 32, rows.length);
    for (let i = first; i < last; i++) {
      const id = ids.rows[i] as number;
      positions[id] = (positions[id] as number) | (1 << (i - first));
    }
    sweep(positions, ids.columns, differences, 1 << (last - first - 1));
    for (let i = first; i < last; i++) positions[ids.rows[i] as number] = 0;
  }
  return differences.reduce((sum, difference) => sum + difference, rows.length);
}

/** Takes one block of rows along all columns; `differences` are those above the block, and then those of its last row. */
function sweep(positions: Int32Array, columns: Int32Array, differences: Int8Array, lastRow: number): void {
  let more = -1;
  let less = 0;
  for (let j = 0; j < columns.length; j++) {
    const above = differences[j] as number;
    let equal = positions[columns[j] as number] as number;
    const vertical = equal | less;
    if (above < 0) equal |= 1;
    const horizontal = (((equal & more) + more) ^ more) | equal;
    let rises = less | ~(horizontal | more);
    let falls = more & horizontal;
    differences[j] = (rises & lastRow) !== 0 ? 1 : (falls & lastRow) !== 0 ? -1 : 0;
    rises <<= 1;
    falls <<= 1;
    if (above < 0) falls |= 1;
    else if (above > 0) rises |= 1;
    more = falls | ~(vertical | rises);
    less = rises & vertical;
  }
}

function denseIds(
  a: Int32Array,
  b: Int32Array,
): { readonly rows: Int32Array; readonly columns: Int32Array; readonly count: number } {
  const ids = new Map<number, number>();
  const idOf = (element: number): number => {
    let id = ids.get(element);
    if (id === undefined) {
      id = ids.size;
      ids.set(element, id);
    }
    return id;
  };
  return { rows: a.map(idOf), columns: b.map(idOf), count: ids.size };
}
