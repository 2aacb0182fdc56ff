import { OUTCOMES } from '../../src/core/compare/outcome';
import type { Report } from '../../src/core/report/report';
import type { ReportedSamples } from '../../src/protocol/reportPage';
import type { ReportApp } from './app';
import { domOf } from './dom';
import { sortTable } from './layout';

const made = new WeakMap<Report, HTMLElement>();

/** The sections of a report as nodes, made once for each report: what a reader arranged stays while other things change. */
export function reportBody(app: ReportApp, report: Report): HTMLElement {
  const known = made.get(report);
  if (known) return known;
  const body = document.createElement('div');
  body.className = 'report-body';
  body.append(...app.sectionsOf(report).map(domOf));
  for (const [key, sort] of app.layout.sorts) {
    const table = body.querySelector<HTMLTableElement>(`table[data-key="${CSS.escape(key)}"]`);
    if (table) sortTable(table, sort);
  }
  for (const fold of body.querySelectorAll('details')) fold.open = app.layout.open.has(fold.dataset['key'] ?? '');
  body.addEventListener('click', (event) => pressed(app, event));
  body.addEventListener('toggle', (event) => toggled(app, event), true);
  made.set(report, body);
  return body;
}

function pressed(app: ReportApp, { target }: Event): void {
  const button = target instanceof Element ? target.closest<HTMLElement>('button') : null;
  if (!button) return;
  const { sort } = button.dataset;
  if (sort !== undefined) sortBy(app, button, Number(sort));
  else void app.attempt(app.remote.openSamples(samplesOf(button.dataset)));
}

/** The samples that a button is about. */
function samplesOf({ outcome, field, value, category }: DOMStringMap): ReportedSamples {
  const known = OUTCOMES.find((each) => each === outcome);
  return {
    ...(known && { outcome: known }),
    ...(field !== undefined && value !== undefined && { slice: { field, value } }),
    ...(category !== undefined && { category }),
  };
}

/** Sorts by a column: what is large first, and the other way round at the next press. */
function sortBy(app: ReportApp, button: HTMLElement, column: number): void {
  const table = button.closest('table');
  const key = table?.dataset['key'];
  if (!table || key === undefined) return;
  const before = app.layout.sorts.get(key);
  const ascending = before?.column === column ? !before.ascending : column === 0;
  app.layout.sorts.set(key, { column, ascending });
  sortTable(table, { column, ascending });
  app.keep();
}

function toggled(app: ReportApp, { target }: Event): void {
  if (!(target instanceof HTMLDetailsElement)) return;
  const key = target.dataset['key'] ?? '';
  if (target.open) app.layout.open.add(key);
  else app.layout.open.delete(key);
  app.keep();
}
