import { html, nothing, type TemplateResult } from 'lit';
import { FORMAT_LOOKS, REPORT_FORMATS } from '../../src/core/report/formats';
import { counted } from '../../src/core/report/page/words';
import type { NextStep, ReportState } from '../../src/protocol/reportPage';
import { plain } from '../text';
import { emptyState, icon, iconButton, loading, spinner } from '../views/controls';
import type { ReportApp } from './app';
import { reportBody } from './body';

const STEPS: Readonly<Record<NextStep, string>> = {
  run: 'Run Samples',
  'set-up-models': 'Set Up Models',
  'trust-workspace': 'Manage Workspace Trust',
};

/** The whole page. */
export function reportView(app: ReportApp): TemplateResult {
  const { state } = app;
  if (!state) {
    return html`<main class="whole">
      <h1 class="visually-hidden">Report</h1>
      ${app.problem === undefined ? loading('the report') : emptyState('error', plain(app.problem))}
    </main>`;
  }
  return html`${header(app, state)} ${problem(app)} ${outdated(app, state)}
    <main class="page-scroll" aria-busy=${state.state === 'computing'}>${content(app, state)}</main>
    <div class="visually-hidden" role="status" aria-live="polite">${said(state)}</div>`;
}

function content(app: ReportApp, { state, error, next, report }: ReportState): unknown {
  if (state === 'failed') {
    return html`${emptyState('error', plain(error ?? 'The report could not be computed.'))}
    ${report ? reportBody(app, report) : nothing}`;
  }
  if (state === 'nothing') {
    const step = next?.step ?? 'run';
    return emptyState(
      'graph',
      plain(next?.reason ?? 'There is nothing to report yet.'),
      html`<vscode-button @click=${() => void app.attempt(app.remote.takeStep({ step }))}
        >${STEPS[step]}</vscode-button
      >`,
    );
  }
  if (report) return reportBody(app, report);
  return emptyState('loading codicon-modifier-spin', 'Computing the report…');
}

function said({ state, report }: ReportState): string {
  if (state === 'computing') return 'Computing the report';
  return state === 'done' && report ? `Report of ${counted(report.dataset.compared, 'sample')}` : '';
}

function header(app: ReportApp, { dataset, state, report }: ReportState): TemplateResult {
  return html`<header class="page-header">
    <h1 title=${dataset.path}>Report of <bdi>${plain(dataset.name)}</bdi></h1>
    ${report ? models(report.models) : nothing}
    ${state === 'computing' ? html`<span class="dim">${spinner()} computing…</span>` : nothing}
    <span class="grow"></span>
    <vscode-button appearance="secondary" @click=${() => void app.attempt(app.remote.openConfig())}
      >Metrics and Objectives</vscode-button
    >
    <vscode-button appearance="secondary" @click=${() => void app.attempt(app.remote.refresh())}>Refresh</vscode-button>
    <tf-menu-button
      label="Export"
      text="Export"
      icon="chevron-down"
      .items=${REPORT_FORMATS.map((format) => ({
        label: FORMAT_LOOKS[format].title,
        press: () => void app.attempt(app.remote.exportAs({ format })),
      }))}
      ?disabled=${report === undefined}
    ></tf-menu-button>
  </header>`;
}

function models({ base, tuned }: NonNullable<ReportState['report']>['models']): TemplateResult {
  return html`<span
    ><span class="dim">base</span> <bdi>${plain(base?.model ?? '–')}</bdi>
    <span class="dim"><span aria-hidden="true">→</span> tuned</span> <bdi>${plain(tuned?.model ?? '–')}</bdi></span
  >`;
}

function outdated(app: ReportApp, { isOutdated, state }: ReportState): TemplateResult | typeof nothing {
  if (!isOutdated || state === 'computing') return nothing;
  return html`<div class="notice" role="status">
    ${icon('info')}<span>Results, notes or settings have changed since this report was made.</span>
    <button class="link-button" type="button" @click=${() => void app.attempt(app.remote.refresh())}>
      Compute it anew
    </button>
  </div>`;
}

function problem(app: ReportApp): TemplateResult | typeof nothing {
  if (app.problem === undefined) return nothing;
  return html`<div class="notice notice-error" role="alert">
    ${icon('error')}<span>${plain(app.problem)}</span><span class="grow"></span>
    ${iconButton('close', 'Dismiss', () => app.dismissProblem())}
  </div>`;
}
