import { membersOf, type Clusters } from './clusters';
import type { PairedStatistic } from './pairedStatistic';

/**
 * The figure of some answers, named by place and as often as they count; undefined when there is none. The places from 0
 * on are base's answers in the order of the samples, those from the number of samples on tuned's to the same samples. It
 * must depend on nothing but the chosen answers.
 */
export type WholeFigure = (chosen: ArrayLike<number>) => number | undefined;

/** The difference of a figure that needs every answer, such as macro F1 or a rank correlation. */
export function wholeDifference(figure: WholeFigure, samples: number, clusters?: Clusters): PairedStatistic {
  return new WholeDifference(figure, samples, clusters);
}

class WholeDifference implements PairedStatistic {
  readonly units: number;
  private readonly groups: ReturnType<typeof membersOf> | undefined;
  private base: Uint32Array;
  private tuned: Uint32Array;

  constructor(
    private readonly figure: WholeFigure,
    private readonly samples: number,
    clusters: Clusters | undefined,
  ) {
    this.units = clusters?.count ?? samples;
    this.groups = clusters && membersOf(clusters);
    this.base = new Uint32Array(samples);
    this.tuned = new Uint32Array(samples);
  }

  of(chosen: Uint32Array): number {
    let length = 0;
    for (let i = 0; i < chosen.length; i++) length = this.put(chosen[i] ?? 0, length, 0);
    return this.difference(length);
  }

  jackknife(): Float64Array {
    const others = Uint32Array.from({ length: Math.max(0, this.units - 1) }, (_, unit) => unit + 1);
    return Float64Array.from({ length: this.units }, (_, unit) => {
      if (unit > 0) others[unit - 1] = unit - 1;
      return this.of(others);
    });
  }

  exchanged(swapped: Uint8Array): number {
    let length = 0;
    for (let unit = 0; unit < swapped.length; unit++) length = this.put(unit, length, swapped[unit] ?? 0);
    return this.difference(length);
  }

  /** Puts the samples of a unit behind those there are. @returns how many there are then */
  private put(unit: number, length: number, swap: number): number {
    const from = this.groups ? (this.groups.starts[unit] ?? 0) : unit;
    const to = this.groups ? (this.groups.starts[unit + 1] ?? 0) : unit + 1;
    if (length + to - from > this.base.length) this.grow(length + to - from);
    for (let at = from; at < to; at++, length++) {
      const sample = this.groups ? (this.groups.members[at] ?? 0) : at;
      this.base[length] = sample + swap * this.samples;
      this.tuned[length] = sample + (1 - swap) * this.samples;
    }
    return length;
  }

  /** Big clusters that are drawn again and again hold more samples than there are. */
  private grow(length: number): void {
    const [base, tuned] = [this.base, this.tuned];
    this.base = new Uint32Array(2 * length);
    this.tuned = new Uint32Array(2 * length);
    this.base.set(base);
    this.tuned.set(tuned);
  }

  private difference(length: number): number {
    const tuned = this.figure(this.tuned.subarray(0, length)) ?? NaN;
    return tuned - (this.figure(this.base.subarray(0, length)) ?? NaN);
  }
}
