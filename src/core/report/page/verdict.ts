import { OUTCOMES, type Outcome } from '../../compare/outcome';
import { dataText, element, type Content, type ReportElement } from '../element';
import type { Report, RightComparison } from '../report';
import { changeContent, section } from './parts';
import { confidenceText, counted, countText, intervalText, NONE, probabilityText, SHARES, toneOf } from './words';

/** Titles of the outcomes, as in the inspector. */
export const OUTCOME_TITLES: Readonly<Record<Outcome, string>> = {
  broken: 'Broken',
  fixed: 'Fixed',
  'both-wrong': 'Both wrong',
  'both-right': 'Both right',
  error: 'Error',
  'not-run': 'Not run',
};

/** The answer to the question, and what it rests on. */
export function verdictSection(report: Report): ReportElement {
  const { verdict, right, dataset } = report;
  return section(
    'Is the tuned model better?',
    element('p', { class: 'verdict' }, verdict),
    right && element('div', { class: 'tiles' }, rightTiles(right, report)),
    element(
      'p',
      { class: 'dim' },
      `${counted(dataset.compared, 'sample')} of ${countText(dataset.samples)} answered by both models.`,
      right?.moreSamples === undefined
        ? undefined
        : ` About ${counted(right.moreSamples, 'more sample')} would settle it, were the share of changes to stay.`,
    ),
  );
}

function rightTiles(right: RightComparison, { settings }: Report): Content {
  const tone = toneOf(right, 'higher', settings);
  const sure = `${confidenceText(settings)} interval`;
  const share = (title: string, role: 'base' | 'tuned'): ReportElement => {
    const { low, high } = right.shares[role];
    return tile(title, SHARES.figure(right[role]), `${sure} ${SHARES.figure(low)} to ${SHARES.figure(high)}`);
  };
  const p = right.p === undefined ? '' : ` · p ${right.p < 0.001 ? '' : '= '}${probabilityText(right.p)}`;
  const interval = intervalText(right, SHARES);
  return [
    share('Right answers, base', 'base'),
    share('Right answers, tuned', 'tuned'),
    tile(
      'Change',
      element('span', { class: `tone-${tone}` }, changeContent(right.change, tone, SHARES.change)),
      `${interval === NONE ? 'too few samples for an interval' : `${sure} ${interval}`}${p}`,
    ),
  ];
}

function tile(title: string, figure: Content, note: string): ReportElement {
  return element(
    'div',
    { class: 'tile' },
    element('div', { class: 'tile-title' }, title),
    element('div', { class: 'tile-figure number' }, figure),
    element('div', { class: 'caption number' }, note),
  );
}

/** What stands in the way of comparing; undefined when nothing does. */
export function warningsSection({ warnings }: Report): ReportElement | undefined {
  if (warnings.length === 0) return undefined;
  return section(
    'What to know before comparing',
    element(
      'ul',
      { class: 'warnings' },
      warnings.map(({ message }) => element('li', { class: 'warn' }, message)),
    ),
  );
}

/** Which samples changed: base against tuned, every cell with the way to its samples. */
export function outcomesSection({ outcomes }: Report): ReportElement {
  const { broken, fixed, error } = outcomes;
  const right = outcomes['both-right'];
  const wrong = outcomes['both-wrong'];
  const total = (count: number): ReportElement => element('td', { class: 'number dim' }, countText(count));
  const column = (title: string): ReportElement => element('th', { scope: 'col', class: 'number' }, title);
  const row = (title: string): ReportElement => element('th', { scope: 'row' }, title);
  const others = (['error', 'not-run'] as const).filter((outcome) => outcomes[outcome] > 0);
  return section(
    'Which samples changed?',
    outcomeBar(outcomes),
    element(
      'table',
      { class: 'matrix', 'aria-label': 'Outcomes' },
      element(
        'thead',
        {},
        element('tr', {}, element('td', {}), column('Tuned right'), column('Tuned wrong'), column('Together')),
      ),
      element(
        'tbody',
        {},
        element('tr', {}, row('Base right'), cell('both-right', right), cell('broken', broken), total(right + broken)),
        element('tr', {}, row('Base wrong'), cell('fixed', fixed), cell('both-wrong', wrong), total(fixed + wrong)),
        element(
          'tr',
          {},
          row('Together'),
          total(right + fixed),
          total(broken + wrong),
          total(right + broken + fixed + wrong),
        ),
      ),
    ),
    others.length === 0
      ? undefined
      : element(
          'p',
          {},
          others.map((outcome, at) => [at > 0 ? ' · ' : '', opener(outcome, outcomes[outcome])]),
        ),
    error > 0 ? element('p', { class: 'caption' }, 'Error: no answer, or none that a metric can judge.') : undefined,
  );
}

function cell(outcome: Outcome, count: number): ReportElement {
  return element('td', { class: `number ${count > 0 ? `tone-${outcome}` : 'dim'}` }, opener(outcome, count));
}

/** A count that opens its samples. */
function opener(outcome: Outcome, count: number): Content {
  const text = [countText(count), ' ', element('span', { class: 'caption' }, OUTCOME_TITLES[outcome].toLowerCase())];
  if (count === 0) return text;
  return element('button', { type: 'button', class: 'count-button', 'data-outcome': outcome }, text);
}

const BAR_WIDTH = 480;

function outcomeBar(outcomes: Readonly<Record<Outcome, number>>): ReportElement {
  const total = OUTCOMES.reduce((sum, outcome) => sum + outcomes[outcome], 0);
  const shown = OUTCOMES.filter((outcome) => outcomes[outcome] > 0);
  const width = (outcome: Outcome): number => Number(((outcomes[outcome] / total) * BAR_WIDTH).toFixed(2));
  let x = 0;
  const parts = shown.map((outcome) => {
    const part = element('rect', { class: `bar-${outcome}`, x: x.toFixed(2), y: 0, width: width(outcome), height: 10 });
    x += width(outcome);
    return part;
  });
  const name = shown.map((outcome) => `${OUTCOME_TITLES[outcome]} ${countText(outcomes[outcome])}`).join(', ');
  return element(
    'svg',
    {
      class: 'outcome-drawing',
      role: 'img',
      'aria-label': name,
      viewBox: `0 0 ${BAR_WIDTH} 10`,
      preserveAspectRatio: 'none',
    },
    parts,
  );
}

/** What became of the objectives; undefined when there are none. */
export function objectivesSection({ objectives }: Report): ReportElement | undefined {
  if (objectives.length === 0) return undefined;
  const met = objectives.filter(({ state }) => state === 'met').length;
  return section(
    'Are the objectives met?',
    element('p', { class: 'dim' }, `${countText(met)} of ${countText(objectives.length)} met.`),
    element(
      'ul',
      { class: 'objectives' },
      objectives.map(({ title, state, reading }) =>
        element(
          'li',
          {},
          element('span', { class: `state state-${state}` }, STATES[state]),
          element('span', {}, dataText(title), element('span', { class: 'dim' }, ' ', reading)),
        ),
      ),
    ),
  );
}

/** How the states of objectives are called. */
export const STATES = { met: 'Met', missed: 'Missed', unsettled: 'Not settled', unknown: 'Not measured' } as const;
