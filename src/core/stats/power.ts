import { bisect } from './bisect';
import { normalQuantile } from './normal';

/** Two-sided level and power that advice on sample sizes is given for. */
export const ALPHA = 0.05;
export const POWER = 0.8;

/**
 * Samples on which McNemar's test shows that difference between shares, by R. J. Connor, “Sample size for testing
 * differences in proportions for the paired-sample design”, Biometrics 43 (1987):
 * n = ((z(1 − α/2) √ψ + z(1 − β) √(ψ − d²)) / d)². Not rounded; infinite for no difference.
 * @param discordant ψ: share of samples on which exactly one of the two models is right, from 0 to 1, not below |d|
 * @param alpha the level, lower where one of several tests is asked for
 */
export function samplesForShares(discordant: number, difference: number, alpha = ALPHA): number {
  const [atLevel, atPower] = quantiles(alpha);
  return (
    ((atLevel * Math.sqrt(discordant) + atPower * Math.sqrt(discordant - difference ** 2)) / Math.abs(difference)) ** 2
  );
}

/**
 * The smallest difference in the share of right answers that McNemar's test shows on `samples` samples, by Connor's
 * formula. Not above the discordant share, which no difference can exceed; where even that is too small to be shown, the
 * difference is absent.
 * @param discordant share of samples on which exactly one of the two models is right, from 0 to 1
 */
export function detectableShareDifference(samples: number, discordant: number): number | undefined {
  if (discordant <= 0 || samplesForShares(discordant, discordant) > samples) return undefined;
  // The number needed falls as the difference grows.
  return bisect((difference) => samplesForShares(discordant, difference) > samples, 0, discordant);
}

/**
 * Samples on which a paired test shows that mean difference of a score: n = ((z(1 − α/2) + z(1 − β)) s / d)². Not
 * rounded; infinite for no difference.
 * @param deviation s: standard deviation of the differences of the samples
 */
export function samplesForMeans(deviation: number, difference: number, alpha = ALPHA): number {
  const [atLevel, atPower] = quantiles(alpha);
  return (((atLevel + atPower) * deviation) / Math.abs(difference)) ** 2;
}

/** The smallest mean difference of a score that is shown on `samples` samples: (z(1 − α/2) + z(1 − β)) s / √n. */
export function detectableMeanDifference(samples: number, deviation: number): number {
  const [atLevel, atPower] = quantiles(ALPHA);
  return ((atLevel + atPower) * deviation) / Math.sqrt(samples);
}

/**
 * “About N more samples would settle it”: what is needed beyond the samples there are, were the difference to stay as it
 * is, rounded up to two digits. Undefined where there are enough, or where no number would do.
 * @param needed by `samplesForShares` or `samplesForMeans`
 */
export function moreSamples(samples: number, needed: number): number | undefined {
  const more = Math.ceil(needed - samples);
  if (!(more > 0 && Number.isFinite(more))) return undefined;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(more)) - 1);
  return Math.ceil(more / step) * step;
}

function quantiles(alpha: number): readonly [atLevel: number, atPower: number] {
  return [-normalQuantile(alpha / 2), normalQuantile(POWER)];
}
