import { html, nothing, type TemplateResult } from 'lit';
import { OUTCOMES } from '../../src/core/compare/outcome';
import type { MetricSummary } from '../../src/core/compare/results';
import type { InspectorState } from '../../src/protocol/inspector';
import type { InspectorApp } from '../app';
import { count, fixed, OUTCOME_LOOKS, unitOf } from '../format';
import { plain } from '../text';
import { icon } from './controls';

/** The results strip: outcomes as a bar and as chips that filter the list, and one cell per metric. */
export function results(app: InspectorApp, { summary }: InspectorState): TemplateResult {
  const { metrics, guessed } = summary;
  return html`<section class="results" aria-label="Results">
    <div class="result-cell outcomes">
      <h2>Outcomes</h2>
      ${outcomeBar(app)}
      <div class="chips" role="group" aria-label="Show only">${OUTCOMES.map((outcome) => chip(app, outcome))}</div>
    </div>
    ${metrics.map((metric) => metricCell(metric, guessed))}
    ${
      metrics.length === 0
        ? html`<div class="result-cell result-hint">
            ${
              summary.outcomes.error > 0
                ? 'No sample has an answer from both models yet.'
                : 'Not run yet. Press Run to compare base and tuned.'
            }
          </div>`
        : nothing
    }
  </section>`;
}

function outcomeBar(app: InspectorApp): TemplateResult {
  const outcomes = app.state?.summary.outcomes;
  return html`<div class="outcome-bar" aria-hidden="true">
    ${OUTCOMES.map((outcome) => {
      const number = outcomes?.[outcome] ?? 0;
      return number > 0 ? html`<span class="bar-${outcome}" .style=${`flex-grow: ${number}`}></span>` : nothing;
    })}
  </div>`;
}

function chip(app: InspectorApp, outcome: (typeof OUTCOMES)[number]): TemplateResult | typeof nothing {
  const number = app.state?.summary.outcomes[outcome] ?? 0;
  const isOn = app.list.query.outcomes.includes(outcome);
  if (number === 0 && !isOn && (outcome === 'error' || outcome === 'not-run')) return nothing;
  const look = OUTCOME_LOOKS[outcome];
  return html`<button
    class="chip"
    type="button"
    role="checkbox"
    aria-checked=${isOn}
    @click=${() => app.toggleOutcome(outcome)}
  >
    <span class="tone-${outcome}">${icon(look.icon)}</span>${look.title} <span class="number">${count(number)}</span>
  </button>`;
}

function metricCell(metric: MetricSummary, guessed: boolean): TemplateResult {
  const { title, scope, values, digits, unit, samples } = metric;
  const { base, tuned } = values;
  const shown = (value: number | undefined): string => (value === undefined ? '–' : fixed(value, digits));
  return html`<div class="result-cell">
    <h2>${plain(title)}${scope ? html` · ${plain(scope)}` : nothing}</h2>
    <div class="result-value">
      <span class="visually-hidden">base </span>${shown(base)}<span aria-hidden="true"> → </span
      ><span class="visually-hidden">, tuned </span>${shown(tuned)}<span class="unit">${unitOf(title, unit)}</span>
      ${base === undefined || tuned === undefined ? nothing : changeOf(tuned - base, metric)}
    </div>
    <div class="result-note">
      ${unit ? 'median of ' : ''}${count(samples)}
      ${samples === 1 ? 'sample' : 'samples'}${
        guessed && !unit
          ? html` ·
              <span title="Guessed from the references; name metrics in tuning-fork.json to choose">guessed</span>`
          : nothing
      }
    </div>
  </div>`;
}

/** A change with an arrow for its direction; colour and hidden words say whether that is good. */
export function changeOf(change: number, { better, digits }: Pick<MetricSummary, 'better' | 'digits'>): TemplateResult {
  const size = fixed(Math.abs(change), digits);
  if (Number(size) === 0) return html`<span class="change tone-same"><span class="visually-hidden">, </span>=</span>`;
  const isBetter = change > 0 === (better === 'higher');
  return html`<span class="change tone-${isBetter ? 'better' : 'worse'}"
    ><span aria-hidden="true">${change > 0 ? '▲' : '▼'} </span
    ><span class="visually-hidden">, ${isBetter ? 'better' : 'worse'} by </span>${size}</span
  >`;
}
