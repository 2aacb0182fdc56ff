import type { Outcome } from '../../compare/outcome';
import type { DetectableDifference } from '../check';

/** Two-sided level and power that the advice is given for, with their quantiles of the normal distribution. */
const ALPHA = 0.05;
const POWER = 0.8;
const Z_ALPHA = 1.959963984540054;
const Z_POWER = 0.8416212335729143;

/** Discordant shares that are assumed where nothing is known. */
const ASSUMED = [0.1, 0.2, 0.3];

const ROUNDS = 60;

/**
 * The smallest difference in the share of right answers that McNemar's test shows on `samples` samples, by R. J. Connor,
 * “Sample size for testing differences in proportions for the paired-sample design”, Biometrics 43 (1987):
 * n = ((z(1 - α/2) √ψ + z(1 - β) √(ψ - d²)) / d)², solved for d. Not above ψ, which no difference can exceed; where even
 * that is too small to be shown, the difference is absent.
 * @param discordant ψ: share of samples on which exactly one of the two models is right, from 0 to 1
 */
export function detectableDifference(samples: number, discordant: number): number | undefined {
  const needed = (difference: number): number =>
    ((Z_ALPHA * Math.sqrt(discordant) + Z_POWER * Math.sqrt(discordant - difference ** 2)) / difference) ** 2;
  if (discordant <= 0 || needed(discordant) > samples) return undefined;
  // The number needed falls as the difference grows.
  let [low, high] = [0, discordant];
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (low + high) / 2;
    if (needed(middle) > samples) low = middle;
    else high = middle;
  }
  return high;
}

/** Advice for a dataset of that many samples. @param seen the discordant share of its results, where there are any */
export function detectableDifferences(samples: number, seen?: number): DetectableDifference {
  const shares = [...ASSUMED, ...(seen === undefined ? [] : [seen])];
  const cases = shares.flatMap((discordant) => {
    const difference = detectableDifference(samples, discordant);
    return difference === undefined ? [] : [{ discordant, difference }];
  });
  return { samples, alpha: ALPHA, power: POWER, cases };
}

/** Share of the compared samples on which exactly one of the two models is right; undefined without any. */
export function discordantShare(outcomes: Readonly<Record<Outcome, number>>): number | undefined {
  const discordant = outcomes.broken + outcomes.fixed;
  const compared = discordant + outcomes['both-right'] + outcomes['both-wrong'];
  return compared === 0 ? undefined : discordant / compared;
}
