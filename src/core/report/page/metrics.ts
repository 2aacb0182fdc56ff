import { dataText, element, type ReportElement } from '../element';
import type { Comparison, MetricComparison, Report } from '../report';
import { intervalDrawing } from './drawings';
import { changeCell, fold, numberCell, section, table, type Cell, type Column } from './parts';
import {
  confidenceText,
  countText,
  intervalText,
  probabilityText,
  SHARES,
  toneOf,
  writingOf,
  type Writing,
} from './words';

/** Every metric, base beside tuned. */
export function metricsSection(report: Report): ReportElement {
  const { metrics, right, settings } = report;
  const isAdjusted = metrics.some(({ adjusted }) => adjusted !== undefined);
  const columns: Column[] = [
    { title: 'Metric' },
    { title: 'Base', number: true },
    { title: 'Tuned', number: true },
    { title: 'Change', number: true },
    { title: 'Beside 0', drawing: true },
    { title: `${confidenceText(settings)} interval`, number: true },
    { title: 'p', number: true },
    ...(isAdjusted ? [{ title: 'p (Holm)', number: true }] : []),
    { title: 'Samples', number: true },
  ];
  const cells = (name: Cell, figures: Comparison, better: 'higher' | 'lower', writing: Writing): Cell[] => [
    name,
    ...comparisonCells(figures, better, writing, report),
    ...(isAdjusted ? [numberCell(figures.adjusted ?? NaN, probabilityText(figures.adjusted))] : []),
    numberCell(figures.samples, countText(figures.samples)),
  ];
  const rows = metrics.map((metric) => cells(nameCell(metric), metric, metric.better, writingOf(metric)));
  if (right) rows.unshift(cells({ content: 'Right answers', value: 'Right answers' }, right, 'higher', SHARES));
  if (rows.length === 0) {
    return section('By how much?', element('p', { class: 'dim' }, 'No metric applies to these samples.'));
  }
  const readings = [...(right ? [right.reading] : []), ...metrics.map(({ reading }) => reading)];
  return section(
    'By how much?',
    table({ name: 'Metrics', columns, rows, sortKey: 'metrics' }),
    element(
      'p',
      { class: 'caption' },
      'A change is coloured where its test and its interval both show it. The drawings show the interval beside 0, each on a scale of its own.',
    ),
    fold(
      'readings',
      'In words',
      element(
        'ul',
        {},
        readings.map((reading) => element('li', {}, reading)),
      ),
    ),
  );
}

function nameCell({ title, scope, better }: MetricComparison): Cell {
  return {
    value: title,
    content: [
      dataText(title),
      scope === undefined ? undefined : element('span', { class: 'dim' }, ' · ', dataText(scope)),
      better === 'lower' ? element('span', { class: 'caption' }, ' lower is better') : undefined,
    ],
  };
}

/** Base, tuned, change, the interval drawn and in figures, p: what every comparison has. */
function comparisonCells(
  figures: Comparison,
  better: 'higher' | 'lower',
  writing: Writing,
  { settings }: Report,
): Cell[] {
  const { base, tuned, change, interval, p } = figures;
  return [
    numberCell(base, writing.figure(base)),
    numberCell(tuned, writing.figure(tuned)),
    changeCell(figures, better, writing, settings),
    { content: interval && intervalDrawing(change, interval, toneOf(figures, better, settings)) },
    { content: intervalText(figures, writing), value: interval?.low ?? NaN },
    numberCell(p ?? NaN, probabilityText(p)),
  ];
}
