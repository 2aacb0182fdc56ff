import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { reportCsv } from '../../../../src/core/report/csv';
import { REPORT, reportWith } from '../../../fixtures/report';
import { HOSTILE } from './support';

const read = (csv: string): string[][] => Papa.parse<string[]>(csv, { newline: '\r\n', skipEmptyLines: true }).data;

describe('reportCsv', () => {
  it('is a tidy table of figures that are not rounded', () => {
    const [head, ...lines] = read(reportCsv(REPORT));
    expect(head?.join()).toBe('section,name,base,tuned,change,low,high,p,adjusted,samples,text');
    expect(lines).toContainEqual([
      'metric',
      'exact-match',
      '0.62',
      '0.75',
      '0.13',
      '0.04',
      '0.21',
      '0.004',
      '0.012',
      '113',
      '',
    ]);
    expect(lines).toContainEqual(['dataset', 'sha256', '', '', '', '', '', '', '', '', REPORT.dataset.sha256]);
    expect(lines).toContainEqual(['settings', 'seed', '', '', '', '', '', '', '', '', '20261123']);
    expect(lines).toContainEqual(['slice task broken', 'key-terms', '', '', '', '', '', '', '', '9', '']);
    expect(lines).toContainEqual(['confusion', 'Termination', '1', '3', '2', '', '', '', '', '', 'Warranty']);
    expect(lines.find(([section, name]) => section === 'model tuned' && name === 'Parameters')?.at(-1)).toBe(
      '{"max_tokens":512,"temperature":0}',
    );
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([11]));
  });

  it('gives back any text, and none that a spreadsheet computes', () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const lines = read(reportCsv(reportWith(text)));
        expect(new Set(lines.map((line) => line.length))).toEqual(new Set([11]));
        expect(lines.flat().filter((field) => /^[=+@\t\r]/.test(field))).toEqual([]);
        const warning = lines.find(([section]) => section === 'warning')?.at(-1);
        expect([text, `'${text}`]).toContain(warning);
      }),
      { numRuns: 150 },
    );
  });
});
