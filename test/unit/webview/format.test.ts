import { describe, expect, it } from 'vitest';
import { counted, duration, fixed, moment, runSentence, signed } from '../../../webview/format';

describe('numbers', () => {
  it('have a true minus sign, and none where they round to nothing', () => {
    expect([fixed(0.6, 2), fixed(-0.4, 2), fixed(-0.001, 2)]).toEqual(['0.60', '−0.40', '0.00']);
    expect([signed(0.126, 2), signed(-0.4, 2), signed(0, 1), signed(0.001, 2)]).toEqual([
      '+0.13',
      '−0.40',
      '0.0',
      '0.00',
    ]);
  });

  it('come with their nouns', () => {
    expect([counted(1, 'sample'), counted(12_345, 'sample'), counted(0, 'match', 'matches')]).toEqual([
      '1 sample',
      '12,345 samples',
      '0 matches',
    ]);
    expect([duration(431.4), duration(9999), duration(12_345)]).toEqual(['431 ms', '9,999 ms', '12.3 s']);
  });
});

describe('moment', () => {
  it('is short for today, and empty for what is no time', () => {
    const now = new Date(2026, 10, 23, 12);
    expect(moment(new Date(2026, 10, 23, 9, 5).toISOString(), now)).toBe('today 09:05');
    expect(moment(new Date(2026, 10, 22, 9, 5).toISOString(), now)).toMatch(/2026.*09:05$/);
    expect(moment('soon', now)).toBe('');
  });
});

describe('runSentence', () => {
  it('says how far a run is and what went wrong', () => {
    const run = { id: 'r', planned: 240, answered: 84, failed: 2, cached: 30, state: 'running' } as const;
    expect(runSentence(run)).toBe('Running: 84 of 240 answers (2 failed, 30 from earlier runs)');
    expect(runSentence({ ...run, planned: 1, answered: 1, failed: 0, cached: 0, state: 'complete' })).toBe(
      'Run complete: 1 of 1 answer',
    );
  });
});
