import { html, nothing, type TemplateResult } from 'lit';
import type { InspectorState } from '../../src/protocol/inspector';
import type { RunProgress } from '../../src/core/run/run';
import type { InspectorApp } from '../app';
import { count, counted, moment, runSentence } from '../format';
import type { MenuItem } from '../menu';
import { plain } from '../text';
import { icon, iconButton, spinner } from './controls';

/** The first line of the page: what is compared, where the run stands, and Run. */
export function header(app: InspectorApp, state: InspectorState): TemplateResult {
  const { dataset, run } = state;
  const isRunning = run?.state === 'running' || run?.state === 'cancelling';
  return html`<header class="header">
    <h1 title=${dataset.path}><bdi>${plain(dataset.name)}</bdi></h1>
    ${models(state)}
    <span class="dim">${facts(state)}</span>
    ${isRunning ? running(app, run) : (lastRun(state) ?? nothing)}
    <span class="grow"></span>
    <vscode-button appearance="secondary" @click=${() => app.openReport()}>Open Report</vscode-button>
    ${iconButton('keyboard', 'Keyboard shortcuts', () => app.setHelp(true))}
    <span class="split-button">
      <vscode-button
        ?disabled=${isRunning || state.blocked !== undefined}
        title="Run the ticked samples, or all when none is ticked"
        @click=${() => app.run({ useCache: true })}
        >Run</vscode-button
      >
      <tf-menu-button
        label="More options"
        icon="chevron-down"
        .items=${runMenu(app, state)}
        ?disabled=${isRunning || state.blocked !== undefined}
      ></tf-menu-button>
    </span>
    ${isRunning ? progressBar(run) : nothing}
  </header>`;
}

function models({ models }: InspectorState): TemplateResult | typeof nothing {
  if (models.length === 0) return nothing;
  return html`<span class="models"
    >${models.map(
      ({ role, model, endpoint }, at) =>
        html`<span class="model" title=${endpoint}
          >${at > 0 ? html`<span class="dim" aria-hidden="true">→</span> ` : nothing}<span class="dim">${role}</span>
          <bdi>${plain(model)}</bdi></span
        >`,
    )}</span
  >`;
}

function facts({ dataset }: InspectorState): TemplateResult {
  const samples = dataset.indexing ? `${count(dataset.samples)} samples so far…` : counted(dataset.samples, 'sample');
  const bad = dataset.badRows > 0 ? ` · ${counted(dataset.badRows, 'bad row')}` : '';
  return html`${dataset.indexing ? html`${spinner()} ` : nothing}<span>${samples}${bad}</span>`;
}

function lastRun({ run, lastRun }: InspectorState): TemplateResult | undefined {
  if (run?.state === 'failed' || run?.state === 'cancelled') {
    return html`<span class="run-state">${icon('warning')}${runSentence(run)}</span>`;
  }
  return lastRun === undefined ? undefined : html`<span class="dim">run ${moment(lastRun)}</span>`;
}

function running(app: InspectorApp, run: RunProgress): TemplateResult {
  const paused =
    run.pausedUntil !== undefined && run.pausedUntil > Date.now()
      ? ` · the endpoint asked to wait until ${moment(new Date(run.pausedUntil).toISOString()).replace('today ', '')}`
      : '';
  return html`<span class="run-state">${spinner()}<span>${runSentence(run)}${paused}</span></span>
    <vscode-button appearance="secondary" ?disabled=${run.state === 'cancelling'} @click=${() => app.cancelRun()}
      >Cancel</vscode-button
    >`;
}

function progressBar({ answered, failed, planned }: RunProgress): TemplateResult {
  const done = planned > 0 ? (answered + failed) / planned : 0;
  return html`<div
    class="progress"
    role="progressbar"
    aria-label="Run progress"
    aria-valuemin="0"
    aria-valuemax="100"
    aria-valuenow=${Math.round(done * 100)}
  >
    <div class="progress-done" .style=${`width: ${done * 100}%`}></div>
  </div>`;
}

function runMenu(app: InspectorApp, { summary }: InspectorState): MenuItem[] {
  const { broken } = summary.outcomes;
  const shown = app.shown?.id ? [app.shown.id] : undefined;
  return [
    { label: 'Run ticked samples, or all', press: () => app.run({ useCache: true }) },
    {
      label: 'Run this sample',
      detail: 'r',
      disabled: !shown,
      press: () => app.run({ ...(shown && { samples: shown }), useCache: true }),
    },
    {
      label: `Run broken samples (${count(broken)})`,
      disabled: broken === 0,
      press: () => app.run({ outcome: 'broken', useCache: true }),
    },
    { label: 'Run without cache', detail: 'asks again', press: () => app.run({ useCache: false }) },
    {
      label: 'Run this sample without cache',
      disabled: !shown,
      press: () => app.run({ ...(shown && { samples: shown }), useCache: false }),
    },
  ];
}
