import { orderSlices, type Slice, type SliceCount, type SliceList } from '../core/compare/slices';
import { labelsIn, MOST_LABELS } from '../core/dataset/labels';
import { HumanError } from '../core/humanError';
import type { DatasetFile } from './datasetFile';

/** One bit per row. */
type RowBits = Uint8Array;

/** Which rows have which value of a field. */
interface SliceIndex {
  readonly field: string;
  readonly rowCount: number;
  readonly values: ReadonlyMap<string, RowBits>;
  readonly without: RowBits;
  readonly overlap: boolean;
}

/**
 * Datasets cut by a metadata field. The index of the field that was asked for last is kept: one bit per row and value,
 * so 25 MB at most for a million rows.
 */
export class DatasetSlices {
  private known: { readonly file: DatasetFile; readonly index: SliceIndex } | undefined;

  /**
   * The slices of the rows that were found, and how many of each broke.
   * @throws {HumanError} `too-many-values`, and as `DatasetFile.forEachRow`
   */
  async count(
    file: DatasetFile,
    field: string,
    { found, broken }: { readonly found: Int32Array; readonly broken: Int32Array },
    signal: AbortSignal,
  ): Promise<SliceList> {
    const { values, without, overlap, rowCount } = await this.indexOf(file, field, signal);
    const all = bitsOf(found, rowCount);
    const bad = bitsOf(broken, rowCount);
    const countOf = (bits: RowBits): SliceCount => ({ samples: inBoth(bits, all), broken: inBoth(bits, bad) });
    const slices = [...values].map(([value, bits]) => ({ value, ...countOf(bits) }));
    return { slices: orderSlices([...slices, countOf(without)]), overlap };
  }

  /** Tells which rows are in a slice. @throws {HumanError} as `count` */
  async rowsIn(file: DatasetFile, { field, value }: Slice, signal: AbortSignal): Promise<(row: number) => boolean> {
    const { values, without } = await this.indexOf(file, field, signal);
    const bits = value === undefined ? without : values.get(value);
    return (row) => ((bits?.[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  }

  private async indexOf(file: DatasetFile, field: string, signal: AbortSignal): Promise<SliceIndex> {
    const { known } = this;
    if (known?.file === file && known.index.field === field && known.index.rowCount === file.rowCount) {
      return known.index;
    }
    const index = await readIndex(file, field, signal);
    this.known = { file, index };
    return index;
  }
}

async function readIndex(file: DatasetFile, field: string, signal: AbortSignal): Promise<SliceIndex> {
  const { rowCount } = file;
  const values = new Map<string, RowBits>();
  const without = noBits(rowCount);
  let overlap = false;
  await file.forEachRow((row) => {
    if (row.kind === 'bad' || row.row >= rowCount) return true;
    const labels = labelsIn(row.metadata, field);
    overlap ||= labels.length > 1;
    if (labels.length === 0) setBit(without, row.row);
    for (const label of labels) {
      let bits = values.get(label);
      if (!bits) values.set(label, (bits = noBits(rowCount)));
      setBit(bits, row.row);
    }
    return values.size <= MOST_LABELS;
  }, signal);
  if (values.size > MOST_LABELS) {
    throw new HumanError(
      'too-many-values',
      `“${field}” has more than ${MOST_LABELS} different values. Group by another field.`,
    );
  }
  return { field, rowCount, values, without, overlap };
}

function noBits(rowCount: number): RowBits {
  return new Uint8Array(Math.ceil(rowCount / 8));
}

function setBit(bits: RowBits, row: number): void {
  bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
}

function bitsOf(rows: Int32Array, rowCount: number): RowBits {
  const bits = noBits(rowCount);
  for (const row of rows) if (row < rowCount) setBit(bits, row);
  return bits;
}

function inBoth(a: RowBits, b: RowBits): number {
  let count = 0;
  for (let at = 0; at < a.length; at++) {
    for (let both = (a[at] ?? 0) & (b[at] ?? 0); both !== 0; both &= both - 1) count++;
  }
  return count;
}
