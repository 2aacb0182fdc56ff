import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportMarkdown } from '../../../../src/core/report/markdown';
import { REPORT, reportWith } from '../../../fixtures/report';
import { HOSTILE } from './support';

describe('reportMarkdown', () => {
  it('says what the report says', () => {
    const text = reportMarkdown(REPORT);
    expect(text).toContain('# Report of data/eval.jsonl\n');
    expect(text).toContain('| Exact match · labels | 0.62 | 0.75 | +0.13 | +0.04 to +0.21 | 0.004 | 0.012 | 113 |');
    expect(text).toContain(
      '| key-terms | 72.5 % | 55.0 % | −17.5 points | −32.0 to −3.0 points | 0.065 | 9 | 2 | 40 |',
    );
    expect(text).toContain(
      '| TER · prose (lower is better) | 62.4 | 55.1 | −7.3 | −11.2 to −3.6 | < 0.001 |'.replace('<', '&lt;'),
    );
    expect(text).toContain('| seed | 20261123 |');
    expect(text).toContain('| Latency | 412 ms | 398 ms | 903 ms | 871 ms | 51,320 ms | 48,110 ms |');
    expect(text).toContain(REPORT.dataset.sha256);
  });

  it('never takes data for markup: lines, cells and their number stay, and nothing of HTML is left', () => {
    const shape = (text: string): string[] =>
      reportMarkdown(reportWith(text))
        .split('\n')
        .map((line) =>
          line.startsWith('|') ? '|'.repeat(line.replace(/\\./g, '').split('|').length - 1) : line.slice(0, 2),
        )
        .map((line) => (/^[#|-]/.test(line) || line === '' ? line : 'text'));
    const plain = shape('plain');
    fc.assert(
      fc.property(
        HOSTILE.filter((text) => /[\p{L}\p{N}]/u.test(text)),
        (text) => {
          expect(shape(text)).toEqual(plain);
          const markdown = reportMarkdown(reportWith(text));
          expect(markdown.replace(/\\./g, '')).not.toMatch(/<|`|!\[|\]\(/);
          expect(markdown.isWellFormed()).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('escapes what begins a block', () => {
    const lines = reportMarkdown(reportWith('# not a heading')).split('\n');
    expect(lines.filter((line) => line === '- \\# not a heading').length).toBeGreaterThan(0);
    expect(reportMarkdown(reportWith('1. one'))).toContain('- 1\\. one');
  });
});
