/** Parts that several sections of a report are made of. */
import { element, type Content, type ReportElement } from '../element';
import type { Comparison, ReportSettings } from '../report';
import { toneOf, type Tone, type Writing } from './words';

/** A section with its heading. */
export function section(title: string, ...content: readonly Content[]): ReportElement {
  return element('section', { 'aria-label': title }, element('h2', {}, title), content);
}

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand to the right. */
  readonly number?: boolean;
  /** A drawing of what other columns say; nothing to sort by. */
  readonly drawing?: boolean;
}

/** A cell: what it shows, and by what it is sorted where that is no text. */
export interface Cell {
  readonly content: Content;
  readonly value?: number | string;
  readonly tone?: string;
}

export interface TableParts {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
  /** Under this key the page keeps how the table is sorted; absent for tables in a fixed order. */
  readonly sortKey?: string;
}

/** A table that scrolls by itself where it is wider than the page. */
export function table({ name, columns, rows, sortKey }: TableParts): ReportElement {
  const heads = columns.map(({ title, number, drawing }, at) =>
    element(
      'th',
      { scope: 'col', class: number ? 'number' : undefined },
      sortKey === undefined || drawing
        ? title
        : element('button', { type: 'button', class: 'sort-button', 'data-sort': at }, title),
    ),
  );
  const body = rows.map((cells) =>
    element('tr', {}, ...cells.map((cell, at) => tableCell(cell, columns[at], at === 0))),
  );
  return scrolling(
    name,
    element(
      'table',
      { 'aria-label': name, 'data-key': sortKey },
      element('thead', {}, element('tr', {}, heads)),
      element('tbody', {}, body),
    ),
  );
}

/** What may be wider than the page, reached with the keyboard too. */
export function scrolling(name: string, ...content: readonly Content[]): ReportElement {
  return element('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': name }, content);
}

function tableCell({ content, value, tone }: Cell, column: Column | undefined, isHead: boolean): ReportElement {
  const classes = [column?.number ? 'number' : undefined, tone].filter((name) => name !== undefined).join(' ');
  const attributes = { class: classes === '' ? undefined : classes, 'data-value': value };
  return isHead ? element('th', { scope: 'row', ...attributes }, content) : element('td', attributes, content);
}

/** A number in a table, written as it is said. */
export function numberCell(value: number, text: string): Cell {
  return { content: text, value };
}

/** A change with an arrow; colour and a hidden word say what it shows, where it shows anything. */
export function changeCell(
  comparison: Comparison,
  better: 'higher' | 'lower',
  { change }: Writing,
  settings: ReportSettings,
): Cell {
  const tone = toneOf(comparison, better, settings);
  return { content: changeContent(comparison.change, tone, change), value: comparison.change, tone: `tone-${tone}` };
}

/** The content of {@link changeCell}. */
export function changeContent(change: number, tone: Tone, text: (change: number) => string): Content {
  const arrow = change > 0 ? '▲ ' : change < 0 ? '▼ ' : '';
  return [
    element('span', { 'aria-hidden': 'true' }, arrow),
    text(change),
    tone === 'same' ? undefined : element('span', { class: 'visually-hidden' }, `, ${tone}`),
  ];
}

/** A fold that the page keeps open under its key. */
export function fold(key: string, summary: string, ...content: readonly Content[]): ReportElement {
  return element('details', { 'data-key': key }, element('summary', {}, summary), content);
}

/** A name and what stands for it. */
export function facts(pairs: readonly (readonly [name: string, content: Content])[]): ReportElement {
  return element(
    'dl',
    { class: 'facts' },
    pairs.map(([name, content]) => [element('dt', {}, name), element('dd', {}, content)]),
  );
}
