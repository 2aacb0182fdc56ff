import { readFileSync } from 'node:fs';

interface Compared {
  readonly base: readonly number[];
  readonly tuned: readonly number[];
}

type Ends = readonly [low: number, high: number];

/** Figures over chosen answers, see test/golden/stats.py. */
interface CorpusFigure {
  readonly observed: number;
  readonly drawn: readonly number[];
  readonly clustersDrawn: readonly number[];
  readonly jackknife: readonly number[];
  readonly clusterJackknife: readonly number[];
}

/** What SciPy, statsmodels, scikit-learn and mpmath say; test/golden/stats.py made it. */
export const golden = JSON.parse(readFileSync(new URL('../../../golden/stats.json', import.meta.url), 'utf8')) as {
  readonly versions: Readonly<Record<string, string>>;
  /** Function → rows of arguments and, last, the value. */
  readonly distributions: Readonly<Record<string, readonly (readonly number[])[]>>;
  readonly shareIntervals: readonly {
    readonly successes: number;
    readonly trials: number;
    readonly confidence: number;
    readonly wilson: Ends;
    readonly clopperPearson: Ends;
  }[];
  readonly mcNemar: readonly {
    readonly broken: number;
    readonly fixed: number;
    readonly exact: number;
    readonly midP?: number;
    readonly statistic?: number;
    readonly corrected?: number;
  }[];
  readonly tango: readonly {
    readonly broken: number;
    readonly fixed: number;
    readonly pairs: number;
    readonly confidence: number;
    readonly interval: Ends;
  }[];
  readonly bootstrap: readonly (Compared & {
    readonly confidence: number;
    readonly difference: number;
    readonly jackknife: readonly number[];
    readonly distribution: readonly number[];
    readonly bca: Ends;
    readonly percentile: Ends;
  })[];
  readonly corpus: {
    readonly errors: readonly (readonly number[])[];
    readonly words: readonly number[];
    readonly gold: readonly number[];
    readonly labels: readonly (readonly number[])[];
    readonly truth: readonly number[];
    readonly guesses: readonly (readonly number[])[];
    readonly clusters: readonly number[];
    readonly draws: readonly (readonly number[])[];
    readonly clusterDraws: readonly (readonly number[])[];
    readonly figures: Readonly<Record<'rate' | 'macroF1' | 'spearman', CorpusFigure>>;
  };
  readonly permutation: readonly (Compared & { readonly difference: number; readonly p: number })[];
  readonly clusterPermutation: Compared & { readonly clusters: readonly number[]; readonly p: number };
  readonly wilcoxon: readonly (Compared & { readonly statistic: number; readonly p: number })[];
  readonly multiple: readonly {
    readonly p: readonly number[];
    readonly holm: readonly number[];
    readonly benjaminiHochberg: readonly number[];
  }[];
  readonly kappa: readonly {
    readonly counts: readonly (readonly number[])[];
    readonly none: number;
    readonly linear: number;
    readonly quadratic: number;
  }[];
  readonly fleiss: readonly { readonly counts: readonly (readonly number[])[]; readonly kappa: number }[];
  readonly alpha: readonly {
    readonly items: readonly (readonly number[])[];
    readonly nominal: number;
    readonly ordinal: number;
    readonly interval: number;
  }[];
  readonly power: Readonly<Record<'shares' | 'detectableShares' | 'means', readonly (readonly number[])[]>>;
};

/** |value − expected| relative to the expected one; 0 for two zeros. */
export function relativeError(value: number | undefined, expected: number): number {
  return value === expected ? 0 : Math.abs((value ?? NaN) - expected) / Math.abs(expected);
}
