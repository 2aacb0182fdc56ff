import type { Outcome } from '../../compare/outcome';
import { ALPHA, detectableShareDifference, POWER } from '../../stats/power';
import type { DetectableDifference } from '../check';

/** Discordant shares that are assumed where nothing is known. */
const ASSUMED = [0.1, 0.2, 0.3];

/** Advice for a dataset of that many samples. @param seen the discordant share of its results, where there are any */
export function detectableDifferences(samples: number, seen?: number): DetectableDifference {
  const shares = [...ASSUMED, ...(seen === undefined ? [] : [seen])];
  const cases = shares.flatMap((discordant) => {
    const difference = detectableShareDifference(samples, discordant);
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
