import { STATES } from '../core/report/page/verdict';
import {
  confidenceText,
  decidingProbability,
  intervalText,
  probabilityText,
  probabilityTitle,
  SHARES,
  writingOf,
  type Writing,
} from '../core/report/page/words';
import type { Comparison, Report } from '../core/report/report';

/** A report as text for a terminal: the verdict, the paired table, what got worse, objectives and warnings. */
export function reportText(report: Report): string {
  const { verdict, metrics, right, fields, objectives, warnings, dataset, models } = report;
  const cells = (name: string, comparison: Comparison, writing: Writing): string[] => [
    name,
    writing.figure(comparison.base),
    writing.figure(comparison.tuned),
    writing.change(comparison.change),
    intervalText(comparison, writing),
    probabilityText(decidingProbability(comparison)),
    String(comparison.samples),
  ];
  const rows = [
    [
      '',
      'base',
      'tuned',
      'change',
      `${confidenceText(report.settings)} interval`,
      probabilityTitle(metrics),
      'samples',
    ],
    ...(right ? [cells('right answers', right, SHARES)] : []),
    ...metrics.map((metric) => cells(metric.metric, metric, writingOf(metric))),
  ];
  const worse = fields.flatMap(({ field, slices }) =>
    slices
      .filter(({ change }) => change < 0)
      .map((slice) => cells(`${field}: ${slice.value ?? '(none)'}`, slice, SHARES)),
  );
  const blocks = [
    verdict,
    `${dataset.path}: ${dataset.compared} of ${dataset.samples} samples answered by ${models['base']?.model ?? 'base'} (base) and ${models['tuned']?.model ?? 'tuned'} (tuned).`,
    columns(rows),
    ...(worse.length === 0 ? [] : [`Worse on these slices:\n${columns(worse)}`]),
    ...(objectives.length === 0
      ? []
      : [
          `Objectives:\n${objectiveLines(objectives)
            .map((line) => `  ${line}`)
            .join('\n')}`,
        ]),
    ...warnings.map(({ message }) => `Warning: ${message}`),
  ];
  return blocks.join('\n\n');
}

/** What became of each objective. */
export function objectiveLines(objectives: Report['objectives']): string[] {
  return objectives.map(({ title, state, reading }) => `${STATES[state]}: ${title} (${reading})`);
}

/** Rows in columns: the first to the left, the others to the right. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
