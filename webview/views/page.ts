import { html, nothing, type TemplateResult } from 'lit';
import type { BlockedAction, InspectorState } from '../../src/protocol/inspector';
import type { InspectorApp } from '../app';
import { plain } from '../text';
import { emptyState, icon, iconButton, loading } from './controls';
import { header } from './header';
import { help } from './help';
import { listPane } from './listPane';
import { notesPane } from './notes';
import { results } from './results';
import { samplePane } from './sample';

const UNBLOCK: Readonly<Record<BlockedAction, string>> = {
  'set-up-models': 'Set Up Models',
  'trust-workspace': 'Manage Workspace Trust',
  'set-api-key': 'Set API Key',
};

/** The whole page. */
export function pageView(app: InspectorApp): TemplateResult {
  return html`${content(app)} ${app.helpOpen ? help(app) : nothing}
    <div class="visually-hidden" role="status" aria-live="polite">${app.announcement}</div>`;
}

function content(app: InspectorApp): TemplateResult {
  const { state, failure } = app;
  if (failure !== undefined) {
    return html`<main class="whole">
      <h1 class="visually-hidden">Inspector</h1>
      ${emptyState('error', plain(failure), html`<vscode-button @click=${() => void app.start()}>Try again</vscode-button>`)}
    </main>`;
  }
  if (!state) {
    return html`<main class="whole">
      <h1 class="visually-hidden">Inspector</h1>
      ${loading('the inspector')}
    </main>`;
  }
  if (state.dataset.error !== undefined) {
    return html`${header(app, state)}
      <main class="whole">${emptyState('error', plain(state.dataset.error))}</main>`;
  }
  return html`${header(app, state)} ${problem(app)} ${blocked(app, state)}
    <main class="body">
      ${results(app, state)}
      <div class="panes">${listPane(app)} ${samplePane(app)} ${notesPane(app, state)}</div>
    </main>`;
}

function problem(app: InspectorApp): TemplateResult | typeof nothing {
  if (app.problem === undefined) return nothing;
  return html`<div class="bar bar-error" role="alert">
    ${icon('error')}<span>${plain(app.problem)}</span><span class="grow"></span>
    ${iconButton('close', 'Dismiss', () => app.dismissProblem())}
  </div>`;
}

function blocked(app: InspectorApp, { blocked }: InspectorState): TemplateResult | typeof nothing {
  if (!blocked) return nothing;
  const { reason, action } = blocked;
  return html`<section class="bar" aria-label="Before you can run">
    ${icon('info')}<span>${plain(reason)}</span><span class="grow"></span>
    ${
      action
        ? html`<vscode-button appearance="secondary" @click=${() => app.unblock(action)}
            >${UNBLOCK[action]}</vscode-button
          >`
        : nothing
    }
  </section>`;
}
