import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportReport } from '../../../../src/core/report/exportReport';
import { REPORT_FORMATS } from '../../../../src/core/report/formats';
import { REPORT, reportWith } from '../../../fixtures/report';
import { HOSTILE } from './support';

/** The same data made anew, its members in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

describe.each(REPORT_FORMATS)('a report as %s', (format) => {
  it('is the same, byte for byte, for the same data', () => {
    const again = structuredClone(REPORT);
    expect(exportReport(again, format)).toBe(exportReport(REPORT, format));
    fc.assert(
      fc.property(HOSTILE, (text) => {
        expect(exportReport(structuredClone(reportWith(text)), format)).toBe(exportReport(reportWith(text), format));
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on the order of members', () => {
    expect(exportReport(reversed(REPORT) as typeof REPORT, format)).toBe(exportReport(REPORT, format));
  });

  it('says what it is about', () => {
    const text = exportReport(REPORT, format);
    for (const part of [REPORT.dataset.sha256, 'legal-lora', '512', '20261123', 'nrefs:1']) {
      expect(text).toContain(part);
    }
    expect(text.endsWith('\n')).toBe(true);
  });

  it('takes a report without anything in it', () => {
    const { right, confusion, deciding, ...rest } = REPORT;
    expect([right, confusion, deciding]).not.toContain(undefined);
    const bare = { ...rest, metrics: [], fields: [], categories: [], usage: [], objectives: [], warnings: [] };
    expect(exportReport(bare, format)).toContain(REPORT.dataset.sha256);
  });
});

it('a report as JSON is the report', () => {
  expect(JSON.parse(exportReport(REPORT, 'json'))).toEqual(REPORT);
});
