import { describe, expect, it } from 'vitest';
import { MAX_ROWS, Spans } from '../../../../../src/core/dataset/containers/spans';

describe('Spans', () => {
  it('keeps starts, ends and lines beyond its first capacity', () => {
    const spans = new Spans({ ends: true, lines: true });
    for (let row = 0; row < 5000; row++) spans.add(row * 10, row * 10 + 7, row * 2 + 1);
    expect(spans.count).toBe(5000);
    expect(spans.at(4321)).toEqual({ start: 43210, end: 43217, line: 8643 });
  });

  it('derives ends and lines where they are not kept', () => {
    const spans = new Spans({ ends: false, lines: false });
    for (let row = 0; row < 5000; row++) spans.add(row * 10, row * 10 + 10, 0);
    expect(spans.at(1023)).toEqual({ start: 10230, end: 10240, line: 1024 });
    expect(spans.at(4999)).toEqual({ start: 49990, end: 50000, line: 5000 });
  });

  it('counts empty rows only when a row follows', () => {
    const spans = new Spans({ ends: false, lines: false });
    spans.add(0, 2, 0);
    spans.hold(2, 3, 0);
    expect(spans.count).toBe(1);
    spans.add(3, 5, 0);
    expect(spans.count).toBe(3);
    expect(spans.at(1)).toEqual({ start: 2, end: 3, line: 2 });
  });

  it('tells the row that begins at a place or before it', () => {
    const spans = new Spans({ ends: true, lines: false });
    for (const start of [10, 20, 20, 35]) spans.add(start, start + 5, 0);
    expect([0, 9, 10, 15, 19, 20, 34, 35, 99].map((offset) => spans.rowAt(offset))).toEqual([
      -1, -1, 0, 0, 0, 2, 2, 3, 3,
    ]);
  });

  it('says what to do with a file of too many rows', () => {
    const spans = new Spans({ ends: false, lines: false });
    expect(() => {
      for (let row = 0; row <= MAX_ROWS; row++) spans.hold(row, row + 1, 0);
    }).toThrow('This file has more than 33,554,432 rows; split it into smaller files.');
  });
});
