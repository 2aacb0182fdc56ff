import { binomialCdf, binomialPmf } from './binomial';
import { chiSquaredSf } from './chiSquared';
import { clopperPearsonInterval } from './clopperPearson';
import { CONFIDENCE, type Interval } from './interval';

/** McNemar's test of whether as many samples were fixed as broken. All p-values are two-sided. */
export interface McNemar {
  /** The binomial test of the discordant pairs; right at any number of samples. */
  readonly exact: number;
  /** The same with half of the probability of what was seen: less cautious, and still nearly always within its level. */
  readonly midP: number;
  /** Chi-squared with Edwards' continuity correction; for many discordant pairs. Zero and 1 without any. */
  readonly corrected: { readonly statistic: number; readonly p: number };
  /** Share of fixed among the discordant pairs with its exact interval; absent without any. */
  readonly fixedShare?: { readonly share: number; readonly interval: Interval };
}

/**
 * McNemar's test on right and wrong answers of two models to the same samples. Exact and corrected are equal to
 * statsmodels' `mcnemar`; mid-p as in M. W. Fagerland, S. Lydersen and P. Laake, BMC Medical Research Methodology 13 (2013).
 * @param broken samples that base got right and tuned wrong
 * @param fixed samples that base got wrong and tuned right
 */
export function mcNemar(broken: number, fixed: number, confidence = CONFIDENCE): McNemar {
  const discordant = broken + fixed;
  if (discordant === 0) return { exact: 1, midP: 1, corrected: { statistic: 0, p: 1 } };
  const least = Math.min(broken, fixed);
  const both = 2 * binomialCdf(least, discordant, 0.5);
  const statistic = (Math.abs(fixed - broken) - 1) ** 2 / discordant;
  return {
    exact: Math.min(1, both),
    midP: Math.min(1, both - binomialPmf(least, discordant, 0.5)),
    corrected: { statistic, p: chiSquaredSf(statistic, 1) },
    fixedShare: { share: fixed / discordant, interval: clopperPearsonInterval(fixed, discordant, confidence) },
  };
}
