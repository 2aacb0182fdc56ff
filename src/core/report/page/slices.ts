import { termOf } from '../../compare/searchTerm';
import { dataText, element, type Content, type ReportElement } from '../element';
import type { FieldComparison, Report, SliceComparison } from '../report';
import { sharesDrawing } from './drawings';
import { changeCell, fold, numberCell, section, table, type Cell, type Column } from './parts';
import {
  confidenceText,
  counted,
  decidingProbability,
  probabilityTitle,
  countText,
  intervalText,
  probabilityText,
  SHARES,
  toneOf,
} from './words';

/** Slices of a field that are shown before the fold. */
const FIRST_SLICES = 12;

/** Where it got worse: one table for each metadata field; undefined when there is none. */
export function slicesSection(report: Report): ReportElement | undefined {
  const { fields } = report;
  if (fields.length === 0) return undefined;
  return section(
    'Where did it get worse?',
    element(
      'p',
      { class: 'dim' },
      'Right answers by metadata. What got worse stands first; slices are many, so some differ by chance.',
    ),
    fields.map((field) => fieldTable(field, report)),
  );
}

function fieldTable({ field, slices }: FieldComparison, report: Report): ReportElement {
  const columns: Column[] = [
    { title: field },
    { title: 'Base', number: true },
    { title: 'Tuned', number: true },
    { title: '○ base ● tuned', drawing: true },
    { title: 'Change', number: true },
    { title: `${confidenceText(report.settings)} interval`, number: true },
    { title: probabilityTitle(slices), number: true },
    { title: 'Broken', number: true },
    { title: 'Fixed', number: true },
    { title: 'Samples', number: true },
  ];
  const part = (name: string, some: readonly SliceComparison[]): ReportElement =>
    table({ name, columns, sortKey: name, rows: some.map((slice) => sliceCells(field, slice, report)) });
  const rest = slices.slice(FIRST_SLICES);
  return element(
    'div',
    { class: 'block' },
    element('h3', {}, 'By ', dataText(field)),
    part(`Slices by ${field}`, slices.slice(0, FIRST_SLICES)),
    rest.length === 0
      ? undefined
      : fold(`slices ${field}`, counted(rest.length, 'more slice'), part(`More slices by ${field}`, rest)),
  );
}

function sliceCells(field: string, slice: SliceComparison, { settings }: Report): Cell[] {
  const { value, base, tuned, broken, fixed, samples } = slice;
  const p = decidingProbability(slice);
  const count = (number: number, outcome: 'broken' | 'fixed' | undefined): Cell => ({
    value: number,
    content: opener(field, value, number, outcome),
    ...(outcome && number > 0 && { tone: `tone-${outcome}` }),
  });
  return [
    {
      content: value === undefined ? element('span', { class: 'dim' }, 'no value') : dataText(value),
      value: value ?? '',
    },
    numberCell(base, SHARES.figure(base)),
    numberCell(tuned, SHARES.figure(tuned)),
    { content: sharesDrawing(base, tuned, toneOf(slice, 'higher', settings)) },
    changeCell(slice, 'higher', SHARES, settings),
    { content: intervalText(slice, SHARES), value: slice.interval?.low ?? NaN },
    numberCell(p ?? NaN, probabilityText(p)),
    count(broken, 'broken'),
    count(fixed, 'fixed'),
    count(samples, undefined),
  ];
}

/** A count that opens its samples, where a search can name them. */
function opener(field: string, value: string | undefined, count: number, outcome: string | undefined): Content {
  if (count === 0 || value === undefined || termOf(field, value) === undefined) return countText(count);
  return element(
    'button',
    { type: 'button', class: 'count-button', 'data-outcome': outcome, 'data-field': field, 'data-value': value },
    countText(count),
  );
}
