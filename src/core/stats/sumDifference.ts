import type { Clusters } from './clusters';
import type { PairedStatistic } from './pairedStatistic';

/** Numbers of each sample that are summed up, such as BLEU's counts: `width` of them, sample after sample. */
export interface SampleSums {
  readonly width: number;
  readonly base: Float64Array;
  readonly tuned: Float64Array;
  /** The figure of the sums over so many samples; undefined when there is none. */
  figure(sums: Float64Array, samples: number): number | undefined;
}

/** The difference between the figures that the sums of two models give, such as corpus BLEU or WER. */
export function sumDifference(sums: SampleSums, clusters?: Clusters): PairedStatistic {
  return new SumDifference(sums, clusters);
}

/** The difference between the means of a score; both arrays hold one score of each sample, in the same order. */
export function meanDifference(base: Float64Array, tuned: Float64Array, clusters?: Clusters): PairedStatistic {
  return sumDifference({ width: 1, base, tuned, figure: ([sum = NaN], samples) => sum / samples }, clusters);
}

class SumDifference implements PairedStatistic {
  readonly units: number;
  private readonly base: readonly Float64Array[];
  private readonly tuned: readonly Float64Array[];
  /** Samples of each cluster; absent where every sample is a unit. */
  private readonly sizes: Float64Array | undefined;
  private readonly samples: number;
  private readonly baseSums: Float64Array;
  private readonly tunedSums: Float64Array;

  constructor(
    private readonly sums: SampleSums,
    clusters: Clusters | undefined,
  ) {
    const { width, base, tuned } = sums;
    this.samples = base.length / width;
    this.units = clusters?.count ?? this.samples;
    this.base = columnsOf(base, width, this.units, clusters);
    this.tuned = columnsOf(tuned, width, this.units, clusters);
    const ones = (): Float64Array => new Float64Array(this.samples).fill(1);
    this.sizes = clusters && columnsOf(ones(), 1, this.units, clusters)[0];
    this.baseSums = new Float64Array(width);
    this.tunedSums = new Float64Array(width);
  }

  of(chosen: Uint32Array): number {
    for (let k = 0; k < this.sums.width; k++) {
      this.baseSums[k] = sumOf(this.base[k], chosen);
      this.tunedSums[k] = sumOf(this.tuned[k], chosen);
    }
    return this.difference(this.sizes === undefined ? chosen.length : sumOf(this.sizes, chosen));
  }

  jackknife(): Float64Array {
    const base = this.base.map(total);
    const tuned = this.tuned.map(total);
    return Float64Array.from({ length: this.units }, (_, unit) => {
      for (let k = 0; k < this.sums.width; k++) {
        this.baseSums[k] = (base[k] ?? 0) - (this.base[k]?.[unit] ?? 0);
        this.tunedSums[k] = (tuned[k] ?? 0) - (this.tuned[k]?.[unit] ?? 0);
      }
      return this.difference(this.samples - (this.sizes?.[unit] ?? 1));
    });
  }

  exchanged(swapped: Uint8Array): number {
    for (let k = 0; k < this.sums.width; k++) {
      const [base, tuned] = [this.base[k], this.tuned[k]];
      if (!base || !tuned) continue;
      let [ofBase, ofTuned] = [0, 0];
      for (let unit = 0; unit < swapped.length; unit++) {
        const [left = 0, right = 0, swap = 0] = [base[unit], tuned[unit], swapped[unit]];
        // Without a branch, which would be guessed wrong half of the time.
        const moved = swap * (right - left);
        ofBase += left + moved;
        ofTuned += right - moved;
      }
      this.baseSums[k] = ofBase;
      this.tunedSums[k] = ofTuned;
    }
    return this.difference(this.samples);
  }

  private difference(samples: number): number {
    const tuned = this.sums.figure(this.tunedSums, samples) ?? NaN;
    return tuned - (this.sums.figure(this.baseSums, samples) ?? NaN);
  }
}

/** Column by column, because that is how they are summed; summed up by cluster where there are any. */
function columnsOf(rows: Float64Array, width: number, units: number, clusters: Clusters | undefined): Float64Array[] {
  if (width === 1 && clusters === undefined) return [rows];
  return Array.from({ length: width }, (_, k) => {
    const column = new Float64Array(units);
    for (let sample = 0, at = k; at < rows.length; sample++, at += width) {
      const unit = clusters ? (clusters.of[sample] ?? 0) : sample;
      column[unit] = (column[unit] ?? 0) + (rows[at] ?? 0);
    }
    return column;
  });
}

function total(column: Float64Array): number {
  let sum = 0;
  for (const value of column) sum += value;
  return sum;
}

function sumOf(column: Float64Array | undefined, chosen: Uint32Array): number {
  if (!column) return 0;
  let sum = 0;
  for (let i = 0; i < chosen.length; i++) sum += column[chosen[i] ?? 0] ?? 0;
  return sum;
}
