import type { Interval } from './interval';
import { mcNemar } from './mcNemar';
import { tangoInterval } from './tango';

/** How often tuned was preferred; a tie counts half. Shares from 0 to 1. */
export interface WinRate {
  readonly rate: number;
  readonly interval: Interval;
  /** Two-sided sign test of wins against losses, ties left out. */
  readonly p: number;
}

/**
 * The win rate of tuned over base. Its interval is Tango's for (wins − losses) / n, mapped to shares: ties are pairs
 * that do not tell the two apart, and without any it is Wilson's. Absent without a comparison.
 */
export function winRate(wins: number, ties: number, losses: number, confidence?: number): WinRate | undefined {
  const compared = wins + ties + losses;
  if (compared === 0) return undefined;
  const { low, high } = tangoInterval(losses, wins, compared, confidence);
  return {
    rate: (wins + ties / 2) / compared,
    interval: { low: (1 + low) / 2, high: (1 + high) / 2 },
    p: mcNemar(losses, wins, confidence).exact,
  };
}
