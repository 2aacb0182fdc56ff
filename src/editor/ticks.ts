import type { Outcome } from '../core/compare/outcome';
import type { Slice } from '../core/compare/slices';
import type { SampleSelection } from '../node/datasetStore';

/** What decides whether a sample is ticked. */
export interface Tickable {
  readonly id: string;
  readonly row: number;
  readonly outcome: Outcome;
  /** Labels of the metadata fields by which samples were ticked; see `Ticks.fields`. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
}

/** A slice as far as ticks care. */
export interface TickSlice extends Slice {
  /** True when a sample may be in several slices of the field. */
  readonly overlap: boolean;
}

/** Many samples at once: all of a dataset, or those of an outcome, of a slice and between two rows where these are given. */
export interface Scope {
  readonly outcome?: Outcome;
  readonly slice?: TickSlice;
  /** Rows from the first up to the last, both included. */
  readonly rows?: readonly [first: number, last: number];
}

interface Rule {
  readonly scope: Scope;
  readonly ticked: boolean;
  readonly time: number;
}

/**
 * Which samples of a dataset are ticked, as rules and not as a list: ticking a million samples is one rule. The latest
 * rule that covers a sample decides. A ticked outcome or slice means the samples that are in it when they are looked at.
 */
export class Ticks {
  private time = 0;
  private rules: Rule[] = [];
  private readonly samples = new Map<
    string,
    { readonly sample: Tickable; readonly ticked: boolean; readonly time: number }
  >();

  /** Ticks or unticks everything in a scope. */
  setScope(scope: Scope, ticked: boolean): void {
    this.rules = this.rules.filter((rule) => !covers(scope, rule.scope));
    if (isAll(scope)) this.samples.clear();
    if (ticked || !isAll(scope)) this.rules.push({ scope, ticked, time: ++this.time });
  }

  /** Ticks or unticks one sample. */
  setSample(sample: Tickable, ticked: boolean): void {
    this.samples.set(sample.id, { sample, ticked, time: ++this.time });
  }

  clear(): void {
    this.setScope({}, false);
  }

  isTicked(sample: Tickable): boolean {
    const latest = this.samples.get(sample.id);
    let ticked = latest?.ticked ?? false;
    let time = latest?.time ?? 0;
    for (const rule of this.rules) {
      if (rule.time > time && holds(rule.scope, sample)) ({ ticked, time } = rule);
    }
    return ticked;
  }

  /** True when everything in the scope is ticked for certain: by one rule, with nothing in it unticked since. */
  isScopeTicked(scope: Scope): boolean {
    const rule = this.rules.findLast((each) => covers(each.scope, scope));
    if (!rule?.ticked) return false;
    const later = this.rules.some((each) => !each.ticked && each.time > rule.time && meet(each.scope, scope));
    if (later) return false;
    for (const { sample, ticked, time } of this.samples.values()) {
      if (!ticked && time > rule.time && mayHold(scope, sample)) return false;
    }
    return true;
  }

  /** Metadata fields whose labels samples must carry to be looked up. */
  get fields(): readonly string[] {
    return [...new Set(this.rules.flatMap(({ scope }) => scope.slice?.field ?? []))];
  }

  /** Number of samples that were ticked or unticked one by one. */
  get single(): number {
    return this.samples.size;
  }

  /** False when nothing was ticked, or all of it was unticked again one by one. */
  get any(): boolean {
    if (this.rules.some((rule) => rule.ticked)) return true;
    for (const { ticked } of this.samples.values()) if (ticked) return true;
    return false;
  }

  /**
   * What a run takes, where that can be said without looking at the samples; undefined where they have to be gone
   * through. Nothing ticked means all.
   */
  get selection(): SampleSelection | undefined {
    if (!this.any) return { kind: 'all' };
    if (this.rules.length === 0) {
      const ids = [...this.samples.values()].filter(({ ticked }) => ticked).map(({ sample }) => sample.id);
      return { kind: 'ids', ids };
    }
    const [only] = this.rules;
    if (this.rules.length > 1 || !only?.ticked || this.samples.size > 0) return undefined;
    if (only.scope.rows || only.scope.slice) return undefined;
    return only.scope.outcome === undefined ? { kind: 'all' } : { kind: 'outcome', outcome: only.scope.outcome };
  }
}

function isAll(scope: Scope): boolean {
  return scope.outcome === undefined && scope.slice === undefined && scope.rows === undefined;
}

/** As `holds`, and true too where the sample's labels are not known. */
function mayHold(scope: Scope, sample: Tickable): boolean {
  const { slice, ...rest } = scope;
  return holds(slice && sample.labels?.[slice.field] === undefined ? rest : scope, sample);
}

function holds(scope: Scope, { row, outcome, labels }: Tickable): boolean {
  if (scope.outcome !== undefined && scope.outcome !== outcome) return false;
  if (scope.slice) {
    const own = labels?.[scope.slice.field] ?? [];
    if (scope.slice.value === undefined ? own.length > 0 : !own.includes(scope.slice.value)) return false;
  }
  return scope.rows === undefined || (row >= scope.rows[0] && row <= scope.rows[1]);
}

/** True when everything in `inner` is in `outer`. */
function covers(outer: Scope, inner: Scope): boolean {
  if (outer.outcome !== undefined && outer.outcome !== inner.outcome) return false;
  if (outer.slice && (outer.slice.field !== inner.slice?.field || outer.slice.value !== inner.slice.value))
    return false;
  if (!outer.rows) return true;
  return !!inner.rows && outer.rows[0] <= inner.rows[0] && outer.rows[1] >= inner.rows[1];
}

/** True when a sample may be in both. */
function meet(a: Scope, b: Scope): boolean {
  if (a.outcome !== undefined && b.outcome !== undefined && a.outcome !== b.outcome) return false;
  if (a.slice && a.slice.field === b.slice?.field && a.slice.value !== b.slice.value && !a.slice.overlap) return false;
  return !a.rows || !b.rows || (a.rows[0] <= b.rows[1] && b.rows[0] <= a.rows[1]);
}
