import { dataText, element, type Content, type ReportElement } from '../element';
import type { CategoryComparison, Report } from '../report';
import { barsDrawing } from './drawings';
import { changeCell, numberCell, section, table, type Cell } from './parts';
import { countText, decidingProbability, probabilityTitle, percentText, probabilityText, SHARES } from './words';

/**
 * Error categories as a Pareto, base beside tuned: the most frequent of the tuned model first, with the share of its
 * errors that they make together. Undefined when no note names one.
 */
export function categoriesSection({ categories, settings }: Report): ReportElement | undefined {
  if (categories.length === 0) return undefined;
  const sorted = [...categories].sort((a, b) => b.counts.tuned - a.counts.tuned || b.counts.base - a.counts.base);
  const errors = sorted.reduce((sum, { counts }) => sum + counts.tuned, 0);
  const most = Math.max(...sorted.map(({ base, tuned }) => Math.max(base, tuned)));
  let together = 0;
  const rows = sorted.map((category): Cell[] => {
    const { title, counts, base, tuned } = category;
    const p = decidingProbability(category);
    together += counts.tuned;
    const share = errors > 0 ? together / errors : NaN;
    return [
      { content: opener(category), value: title },
      { content: barsDrawing(base, tuned, most) },
      numberCell(base, `${countText(counts.base)} · ${percentText(base)}`),
      numberCell(tuned, `${countText(counts.tuned)} · ${percentText(tuned)}`),
      changeCell(category, 'lower', SHARES, settings),
      numberCell(p ?? NaN, probabilityText(p)),
      numberCell(share, percentText(share, 0)),
    ];
  });
  return section(
    'What kind of errors?',
    element(
      'p',
      { class: 'dim' },
      `Of ${countText(Math.max(...sorted.map(({ samples }) => samples)))} samples with a note; the most frequent errors of the tuned model first.`,
    ),
    table({
      name: 'Error categories',
      columns: [
        { title: 'Category' },
        { title: 'Rates', drawing: true },
        { title: 'Base', number: true },
        { title: 'Tuned', number: true },
        { title: 'Change', number: true },
        { title: probabilityTitle(sorted), number: true },
        { title: 'Together, tuned', number: true },
      ],
      rows,
      sortKey: 'categories',
    }),
    legend(),
  );
}

function opener({ category, title, counts }: CategoryComparison): Content {
  if (counts.base + counts.tuned === 0) return dataText(title);
  return element('button', { type: 'button', class: 'count-button', 'data-category': category }, dataText(title));
}

function legend(): ReportElement {
  const key = (role: string): Content => [
    element(
      'svg',
      { class: 'key', 'aria-hidden': 'true', viewBox: '0 0 10 10', width: 10, height: 10 },
      element('rect', { class: `${role}-bar`, x: 0, y: 0, width: 10, height: 10 }),
    ),
    ` ${role} `,
  ];
  return element('p', { class: 'caption' }, key('base'), key('tuned'));
}
