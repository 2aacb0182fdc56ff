/** Small drawings in the rows of tables: what they show stands in the row as numbers too. */
import { element, type ReportElement } from '../element';
import type { Interval } from '../../stats/interval';

const WIDTH = 120;
const HEIGHT = 16;
const MIDDLE = HEIGHT / 2;

function drawing(name: string, ...content: readonly ReportElement[]): ReportElement {
  return element(
    'svg',
    {
      class: 'drawing',
      role: 'img',
      'aria-label': name,
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      width: WIDTH,
      height: HEIGHT,
    },
    content,
  );
}

/** A coordinate with at most two digits: the same figures give the same text everywhere. */
function at(value: number): number {
  return Number(value.toFixed(2));
}

/** The interval of a change beside the line of no change, on a scale of its own. */
export function intervalDrawing(change: number, { low, high }: Interval, tone: string): ReportElement {
  const reach = 1.1 * Math.max(Math.abs(low), Math.abs(high), Math.abs(change));
  const x = (value: number): number => at(WIDTH / 2 + (reach > 0 ? value / reach : 0) * (WIDTH / 2));
  const side = low > 0 ? 'above 0' : high < 0 ? 'below 0' : 'on both sides of 0';
  return drawing(
    `the interval lies ${side}`,
    element('line', { class: 'axis-line', x1: x(0), x2: x(0), y1: 0, y2: HEIGHT }),
    element('line', { class: `interval-line tone-${tone}`, x1: x(low), x2: x(high), y1: MIDDLE, y2: MIDDLE }),
    element('circle', { class: `interval-dot tone-${tone}`, cx: x(change), cy: MIDDLE, r: 3.5 }),
  );
}

/** Two shares on a scale from 0 to 1: a ring for base, a dot for tuned. */
export function sharesDrawing(base: number, tuned: number, tone: string): ReportElement {
  const x = (share: number): number => at(5 + share * (WIDTH - 10));
  const order = tuned > base ? 'higher' : tuned < base ? 'lower' : 'equal';
  return drawing(
    order === 'equal' ? 'tuned equals base' : `tuned is ${order} than base`,
    element('line', { class: 'axis-line', x1: 5, x2: WIDTH - 5, y1: MIDDLE, y2: MIDDLE }),
    element('line', { class: `interval-line tone-${tone}`, x1: x(base), x2: x(tuned), y1: MIDDLE, y2: MIDDLE }),
    element('circle', { class: 'base-dot', cx: x(base), cy: MIDDLE, r: 3.5 }),
    element('circle', { class: 'tuned-dot', cx: x(tuned), cy: MIDDLE, r: 3.5 }),
  );
}

/** Two amounts as bars, base above tuned. @param most the longest bar of the table */
export function barsDrawing(base: number, tuned: number, most: number): ReportElement {
  const width = (amount: number): number => at(most > 0 ? (Math.max(0, amount) / most) * WIDTH : 0);
  const order = tuned > base ? 'longer than' : tuned < base ? 'shorter than' : 'as long as';
  return drawing(
    `the bar of tuned is ${order} that of base`,
    element('rect', { class: 'base-bar', x: 0, y: 1, width: width(base), height: 6 }),
    element('rect', { class: 'tuned-bar', x: 0, y: 9, width: width(tuned), height: 6 }),
  );
}
