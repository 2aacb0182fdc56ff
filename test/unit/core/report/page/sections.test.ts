import { describe, expect, it } from 'vitest';
import type { ReportElement, ReportNode } from '../../../../../src/core/report/element';
import { reportSections } from '../../../../../src/core/report/page/sections';
import type { Report } from '../../../../../src/core/report/report';
import { REPORT } from '../../../../fixtures/report';

const BARE: Report = { ...REPORT, fields: [], categories: [], usage: [], objectives: [], warnings: [], metrics: [] };

function elementsOf(node: ReportNode): ReportElement[] {
  return typeof node === 'string' ? [] : [node, ...node.children.flatMap(elementsOf)];
}

function textOf(node: ReportNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}

const named = (elements: readonly ReportElement[], name: string): ReportElement => {
  const found = elements.find(({ attributes }) => attributes['aria-label'] === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
};

/** Texts of the cells of a table's body. */
function cellsOf(report: Report, name: string): string[][] {
  const all = reportSections(report).flatMap(elementsOf);
  const table = all.find(({ tag, attributes }) => tag === 'table' && attributes['aria-label'] === name);
  const [, body] = table?.children ?? [];
  if (typeof body !== 'object') throw new Error(`There is no ${name}.`);
  return body.children.map((row) => (typeof row === 'string' ? [] : row.children.map(textOf)));
}

describe('the sections of a report', () => {
  it('begin with the answer, and leave out what there is nothing of', () => {
    const titles = (report: Report): (string | undefined)[] =>
      reportSections(report).map(({ attributes }) => attributes['aria-label']);
    expect(titles(REPORT)).toEqual([
      'Is the tuned model better?',
      'What to know before comparing',
      'Are the objectives met?',
      'By how much?',
      'Which samples changed?',
      'Where did it get worse?',
      'Which labels are mixed up?',
      'What kind of errors?',
      'What does it cost?',
      'How was it made?',
    ]);
    const { right, confusion, ...rest } = BARE;
    expect(right && confusion).toBeDefined();
    expect(titles(rest)).toEqual([
      'Is the tuned model better?',
      'By how much?',
      'Which samples changed?',
      'How was it made?',
    ]);
  });

  it('sum the outcomes up in both directions', () => {
    expect(cellsOf(REPORT, 'Outcomes')).toEqual([
      ['Base right', '64 both right', '6 broken', '70'],
      ['Base wrong', '21 fixed', '22 both wrong', '43'],
      ['Together', '85', '28', '113'],
    ]);
  });

  it('order error categories as a Pareto of the tuned model, with what they make together', () => {
    // 7 + 3 errors of tuned: the first makes 70 % of them.
    expect(cellsOf(REPORT, 'Error categories').map((cells) => [cells[0], cells[2], cells[3], cells.at(-1)])).toEqual([
      ['Wrong number', '2 · 8.3 %', '7 · 29.2 %', '70 %'],
      ['Wrong clause', '9 · 37.5 %', '3 · 12.5 %', '100 %'],
    ]);
  });

  it('list the confusions that changed most, without what is right', () => {
    const cells = cellsOf(REPORT, 'Confusions that changed most');
    expect(cells.slice(0, 3)).toEqual([
      ['Indemnification', 'Warranty', '4', '1', '−3'],
      ['Termination', 'Warranty', '1', '3', '+2'],
      ['Warranty', 'Indemnification', '3', '1', '−2'],
    ]);
    expect(cells.filter(([reference, answer]) => reference === answer)).toEqual([]);
    const [first] = cellsOf(REPORT, 'Confusion matrix: Change');
    expect(first).toEqual(['Indemnification', '+4', '−3', '0', '−1']);
  });

  it('lead only to samples that a search can name', () => {
    const [field] = REPORT.fields;
    const leads = (value: string): number => {
      const slices = field?.slices.slice(0, 1).map((slice) => ({ ...slice, value })) ?? [];
      const sections = reportSections({ ...BARE, fields: [{ field: 'task', slices }] }).flatMap(elementsOf);
      return sections.filter(({ attributes }) => attributes['data-field'] !== undefined).length;
    };
    expect([leads('key terms'), leads('5" disk')]).toEqual([3, 0]);
  });

  it('draw an interval beside 0 on a scale of its own', () => {
    const elements = elementsOf(named(reportSections(REPORT).flatMap(elementsOf), 'Metrics'));
    const names = elements.filter(({ tag }) => tag === 'svg').map(({ attributes }) => attributes['aria-label']);
    expect(names).toEqual([
      'the interval lies above 0',
      'the interval lies above 0',
      'the interval lies on both sides of 0',
      'the interval lies below 0',
    ]);
    // JSON fields F1: −0.09 to +0.02 about −0.03; the wider side takes 10/11 of its half of 60.
    const [axis, line, dot] = elements.filter(({ tag }) => ['line', 'circle'].includes(tag)).slice(6, 9);
    expect(axis?.attributes).toMatchObject({ x1: '60', x2: '60' });
    expect(line?.attributes).toMatchObject({ x1: '5.45', x2: '72.12' });
    expect(dot?.attributes).toMatchObject({ cx: '41.82' });
  });
});
