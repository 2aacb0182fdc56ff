import { describe, expect, it } from 'vitest';
import { ResultBook } from '../../../../src/core/compare/resultBook';
import type { Sample } from '../../../../src/core/dataset/sample';
import { metricsFor, type MetricConfig } from '../../../../src/core/metric/metricPlan';
import { answerTo, failureOf, sampleAt } from './resultFixtures';

function bookOf(rows: number, config?: MetricConfig, badRows: number[] = []): ResultBook<string> {
  const book = new ResultBook<string>(metricsFor(config));
  book.setRows(rows, new Set(badRows));
  return book;
}

/** Takes both models' answers; undefined for none, null for an error. */
function takeBoth(book: ResultBook<string>, sample: Sample, base?: string | null, tuned?: string | null): void {
  for (const [role, text] of [
    ['base', base],
    ['tuned', tuned],
  ] as const) {
    if (text === undefined) continue;
    const response = text === null ? failureOf(sample, role) : answerTo(sample, role, text);
    book.take(sample, response, `${role}@${sample.row}`);
  }
}

describe('outcomes', () => {
  it('follow from the deciding metric for both models', () => {
    const book = bookOf(10);
    const yes = (row: number): Sample => sampleAt(row, ['yes']);
    takeBoth(book, yes(0), 'yes', 'no');
    takeBoth(book, yes(1), 'no', 'yes');
    takeBoth(book, yes(2), 'no', 'maybe');
    takeBoth(book, yes(3), ' yes', 'yes\n');
    takeBoth(book, yes(4), 'yes', null);
    takeBoth(book, yes(5), null, null);
    takeBoth(book, yes(6), 'yes');
    takeBoth(book, yes(7), undefined, 'yes');
    takeBoth(book, yes(8), null);
    const outcomes = Array.from({ length: 10 }, (_, row) => book.outcomeOf(row));
    expect(outcomes).toEqual([
      'broken',
      'fixed',
      'both-wrong',
      'both-right',
      'error',
      'error',
      'not-run',
      'not-run',
      'not-run',
      'not-run',
    ]);
    expect(book.summary().outcomes).toEqual({
      broken: 1,
      fixed: 1,
      'both-wrong': 1,
      'both-right': 1,
      error: 2,
      'not-run': 4,
    });
  });

  it('are errors where no metric can tell', () => {
    const book = bookOf(2);
    takeBoth(book, sampleAt(0, []), 'answer', 'answer');
    expect(book.outcomeOf(0)).toBe('error');
    const tokens = bookOf(1, { metrics: ['tokens'], rightAt: { tokens: 10 } });
    takeBoth(tokens, sampleAt(0, ['x']), 'answer', 'answer');
    expect(tokens.outcomeOf(0)).toBe('error');
  });

  it('decide JSON by its fields and prose by ROUGE-L', () => {
    const book = bookOf(2);
    takeBoth(book, sampleAt(0, ['{"a":1,"b":2}']), '{"a":1}', 'It is {"b":2.0,"a":1}.');
    expect(book.outcomeOf(0)).toBe('fixed');
    // Four words of four in order, and one of four.
    takeBoth(book, sampleAt(1, ['The tenant pays rent.']), 'the tenant pays rent', 'rent');
    expect(book.outcomeOf(1)).toBe('broken');
  });

  it('leave out rows that cannot be used from what is not run', () => {
    const book = bookOf(5, undefined, [1, 3]);
    expect(book.summary().outcomes['not-run']).toBe(3);
    takeBoth(book, sampleAt(0, ['yes']), 'yes', 'yes');
    expect(book.summary().outcomes).toMatchObject({ 'not-run': 2, 'both-right': 1 });
    book.setRows(7, new Set([1, 3, 6]));
    expect(book.summary().outcomes).toMatchObject({ 'not-run': 3, 'both-right': 1 });
    expect(book.outcomeOf(0)).toBe('both-right');
    expect(book.outcomeOf(1)).toBe('not-run');
  });

  it('know responses to rows that the index has not reached', () => {
    const book = bookOf(0);
    takeBoth(book, sampleAt(1000, ['yes']), 'yes', 'no');
    expect(book.outcomeOf(1000)).toBe('broken');
    expect(book.summary().outcomes).toMatchObject({ broken: 1, 'not-run': 0 });
    book.setRows(2000, new Set());
    expect(book.outcomeOf(1000)).toBe('broken');
    expect(book.outcomeOf(999)).toBe('not-run');
    expect(book.summary().outcomes).toMatchObject({ broken: 1, 'not-run': 1999 });
  });

  it('are forgotten by clear, the rows are not', () => {
    const book = bookOf(3, undefined, [2]);
    takeBoth(book, sampleAt(0, ['yes']), 'yes', 'no');
    book.clear();
    expect(book.outcomeOf(0)).toBe('not-run');
    expect(book.summary()).toEqual({
      outcomes: { broken: 0, fixed: 0, 'both-wrong': 0, 'both-right': 0, error: 0, 'not-run': 2 },
      metrics: [],
      guessed: true,
    });
    expect(book.newest()).toBeUndefined();
    expect(book.locators(0)).toEqual({});
    takeBoth(book, sampleAt(1, ['yes']), 'no');
    expect([book.outcomeOf(0), book.outcomeOf(1)]).toEqual(['not-run', 'not-run']);
    takeBoth(book, sampleAt(1, ['yes']), undefined, 'yes');
    expect([book.outcomeOf(0), book.outcomeOf(1)]).toEqual(['not-run', 'fixed']);
  });
});

describe('newer responses', () => {
  const sample = sampleAt(0, ['yes']);
  const at = (time: string): string => `2026-11-23T${time}Z`;

  it('replace older ones, whichever comes first', () => {
    const book = bookOf(1);
    takeBoth(book, sample, 'yes', 'yes');
    expect(book.take(sample, answerTo(sample, 'tuned', 'no', { finished: at('11:00:00') }), 'newer')).toBe(true);
    expect(book.outcomeOf(0)).toBe('broken');
    expect(book.take(sample, answerTo(sample, 'tuned', 'yes', { finished: at('10:59:59.999') }), 'older')).toBe(false);
    expect(book.outcomeOf(0)).toBe('broken');
    expect(book.locators(0)).toEqual({ base: 'base@0', tuned: 'newer' });
    expect(book.newest()).toBe('2026-11-23T11:00:00.000Z');
    expect(book.summary().outcomes).toMatchObject({ broken: 1, 'both-right': 0 });
  });

  it('are those taken later when the time is the same', () => {
    const book = bookOf(1);
    takeBoth(book, sample, 'yes', 'yes');
    book.take(sample, answerTo(sample, 'tuned', 'no'), 'later');
    expect(book.outcomeOf(0)).toBe('broken');
    expect(book.locators(0)['tuned']).toBe('later');
  });

  it('compare as times, not as texts', () => {
    const book = bookOf(1);
    takeBoth(book, sample, 'yes', 'yes');
    // 12:30 at +02:00 is 10:30 UTC.
    book.take(sample, answerTo(sample, 'tuned', 'no', { finished: '2026-11-23T12:30:00+02:00' }), 'a');
    book.take(sample, answerTo(sample, 'tuned', 'yes', { finished: at('10:45:00') }), 'b');
    expect(book.outcomeOf(0)).toBe('both-right');
    // A time that cannot be read is older than any other.
    expect(book.take(sample, answerTo(sample, 'tuned', 'no', { finished: 'yesterday' }), 'c')).toBe(false);
  });

  it('may be errors, and errors may be mended', () => {
    const book = bookOf(1);
    takeBoth(book, sample, 'yes', 'yes');
    book.take(sample, failureOf(sample, 'tuned', at('11:00:00')), 'failed');
    expect(book.outcomeOf(0)).toBe('error');
    expect(book.summary().metrics).toEqual([]);
    expect(book.change(0)).toBeUndefined();
    book.take(sample, answerTo(sample, 'tuned', 'yes', { finished: at('12:00:00'), cached: true }), 'cached');
    expect(book.outcomeOf(0)).toBe('both-right');
    expect(book.summary().outcomes).toMatchObject({ error: 0, 'both-right': 1 });
  });

  it('are kept for roles of other names, which decide nothing', () => {
    const book = bookOf(1);
    book.take(sample, answerTo(sample, 'candidate', 'yes'), 'c');
    expect(book.locators(0)).toEqual({ candidate: 'c' });
    expect(book.outcomeOf(0)).toBe('not-run');
    takeBoth(book, sample, 'yes', 'yes');
    expect(Object.keys(book.locators(0)).sort()).toEqual(['base', 'candidate', 'tuned']);
    expect(book.outcomeOf(0)).toBe('both-right');
  });
});

describe('change', () => {
  it('is tuned minus base of the deciding metric', () => {
    const book = bookOf(4);
    // F1 of the leaves: 2·1 ÷ (1 + 2) = 2/3 for base; 1 for tuned.
    takeBoth(book, sampleAt(0, ['{"a":1,"b":2}']), '{"a":1}', '{"a":1,"b":2}');
    expect(book.change(0)).toBeCloseTo(1 / 3, 12);
    takeBoth(book, sampleAt(1, ['yes']), 'yes', 'no');
    expect(book.change(1)).toBe(-1);
    takeBoth(book, sampleAt(2, ['yes']), 'yes');
    expect(book.change(2)).toBeUndefined();
    expect(book.change(3)).toBeUndefined();
    takeBoth(book, sampleAt(3, []), 'a', 'b');
    expect(book.change(3)).toBeUndefined();
  });

  it('is positive for the better where less is better', () => {
    const book = bookOf(1, { metrics: ['latency'], rightAt: { latency: 150 } });
    const sample = sampleAt(0, ['x']);
    book.take(sample, answerTo(sample, 'base', 'x', { totalMs: 400 }), 'b');
    book.take(sample, answerTo(sample, 'tuned', 'x', { totalMs: 150 }), 't');
    expect(book.change(0)).toBe(250);
    expect(book.outcomeOf(0)).toBe('fixed');
  });
});

describe('order', () => {
  function mixed(): ResultBook<string> {
    const book = bookOf(9, undefined, [8]);
    takeBoth(book, sampleAt(6, ['yes']), 'yes', 'no'); // broken, −1
    takeBoth(book, sampleAt(1, ['yes']), 'no', 'yes'); // fixed, +1
    takeBoth(book, sampleAt(2, ['{"a":1,"b":2,"c":3}']), '{"a":1,"b":2}', '{"a":1}'); // both wrong, 1/2 − 4/5
    takeBoth(book, sampleAt(4, ['yes']), 'yes', 'no'); // broken, −1
    takeBoth(book, sampleAt(5, ['yes']), 'yes', 'yes'); // both right, 0
    takeBoth(book, sampleAt(7, ['yes']), 'yes', null); // error
    takeBoth(book, sampleAt(0, ['yes']), 'yes'); // not run
    return book;
  }

  it('groups by outcome, what went wrong first, then by line', () => {
    const { rows, groups } = mixed().order({ outcomes: [], sort: 'outcome' });
    expect([...rows]).toEqual([4, 6, 1, 2, 5, 7, 0, 3, 8]);
    expect(groups).toEqual([
      { outcome: 'broken', start: 0, count: 2 },
      { outcome: 'fixed', start: 2, count: 1 },
      { outcome: 'both-wrong', start: 3, count: 1 },
      { outcome: 'both-right', start: 4, count: 1 },
      { outcome: 'error', start: 5, count: 1 },
      { outcome: 'not-run', start: 6, count: 3 },
    ]);
  });

  it('keeps the file order, or puts the worst change first', () => {
    const book = mixed();
    expect(book.order({ outcomes: [], sort: 'line' })).toEqual({
      rows: Int32Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8]),
      groups: [],
    });
    expect([...book.order({ outcomes: [], sort: 'change' }).rows]).toEqual([4, 6, 2, 5, 1, 0, 3, 7, 8]);
  });

  it('takes only the outcomes and rows asked for', () => {
    const book = mixed();
    const { rows, groups } = book.order({ outcomes: ['not-run', 'broken'], sort: 'outcome' }, (row) => row !== 4);
    expect([...rows]).toEqual([6, 0, 3, 8]);
    expect(groups).toEqual([
      { outcome: 'broken', start: 0, count: 1 },
      { outcome: 'not-run', start: 1, count: 3 },
    ]);
    expect([...book.order({ outcomes: ['error'], sort: 'line' }).rows]).toEqual([7]);
    expect(book.order({ outcomes: [], sort: 'outcome' }, () => false)).toEqual({ rows: new Int32Array(0), groups: [] });
  });

  it('pages through a million rows of which two were run', () => {
    const book = bookOf(1_000_000);
    takeBoth(book, sampleAt(999_999, ['yes']), 'yes', 'no');
    takeBoth(book, sampleAt(5, ['yes']), 'no', 'yes');
    const { rows, groups } = book.order({ outcomes: [], sort: 'outcome' });
    expect(groups).toEqual([
      { outcome: 'broken', start: 0, count: 1 },
      { outcome: 'fixed', start: 1, count: 1 },
      { outcome: 'not-run', start: 2, count: 999_998 },
    ]);
    expect([...rows.subarray(0, 8)]).toEqual([999_999, 5, 0, 1, 2, 3, 4, 6]);
    expect([...rows.subarray(999_998, 1_000_010)]).toEqual([999_997, 999_998]);
    expect(book.summary().outcomes['not-run']).toBe(999_998);
  });
});

describe('what a report is made of', () => {
  it('is which answers are right, which failed and which are the same', () => {
    const book = bookOf(9);
    takeBoth(book, sampleAt(6, ['yes']), 'yes', 'no');
    takeBoth(book, sampleAt(1, ['yes']), 'no', 'yes');
    takeBoth(book, sampleAt(5, ['yes']), 'yes', 'yes');
    takeBoth(book, sampleAt(7, ['yes']), 'yes', null);
    takeBoth(book, sampleAt(0, ['yes']), 'yes');
    takeBoth(book, sampleAt(2, []), 'no reference', 'no reference');
    const { slots, base, tuned } = book.judged();
    expect([...slots].map((slot) => book.rowAt(slot))).toEqual([6, 1, 5]);
    expect([...base]).toEqual([1, 0, 1]);
    expect([...tuned]).toEqual([0, 1, 1]);
    expect(book.answers()).toEqual({ both: 4, identical: 2, failed: { base: 0, tuned: 1 } });
  });
});
