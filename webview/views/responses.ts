import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { join } from 'lit/directives/join.js';
import type { ResponseView, SampleDetail } from '../../src/core/compare/results';
import type { InspectorApp } from '../app';
import { comparison } from '../comparison';
import type { Diff } from '../diff';
import { JUDGED_ROLES, type JudgedRole } from '../drafts';
import { count, counted, duration } from '../format';
import { plain } from '../text';
import { badges } from './badges';
import { fold, icon, iconButton, longText, showAll, spinner } from './controls';
import { toolCalls } from './prompt';

/** Characters and lines of an answer that are shown before “Show all”; enough for any answer that is meant to be read. */
const ANSWER_CLIP = { characters: 100_000, lines: 2000 };
const TITLES: Readonly<Record<JudgedRole, string>> = { base: 'Base', tuned: 'Tuned' };

/** The two responses side by side. */
export function responses(app: InspectorApp, detail: SampleDetail): TemplateResult {
  return html`<div class="responses">${JUDGED_ROLES.map((role) => response(app, detail, role))}</div>`;
}

function response(app: InspectorApp, detail: SampleDetail, role: JudgedRole): TemplateResult {
  const view = detail.responses[role];
  const model = app.state?.models.find((each) => each.role === role)?.model;
  return html`<section class="response" aria-label=${`${TITLES[role]} response`}>
    <div class="response-title">
      <h3>${TITLES[role]}</h3>
      <span class="dim response-facts">${facts(model, view)}</span>
      <span class="grow"></span>
      <span class="dim response-changes">${differences(comparison(app, detail, role))}</span>
      ${view?.state === 'done' ? iconButton('copy', `Copy ${role} response`, () => app.copy(view.text)) : nothing}
    </div>
    ${reasoning(app, role, view)} ${body(app, detail, role, view)} ${badges(detail, role)}
  </section>`;
}

function differences(diff: Diff | 'too-long' | undefined): string {
  if (diff === 'too-long') return 'too long to compare here';
  return diff?.summary ?? '';
}

/** Model, time, tokens, how it ended, and whether it is from an earlier run. */
function facts(model: string | undefined, view: ResponseView | undefined): unknown {
  const known: unknown[] = model === undefined ? [] : [html`<bdi>${plain(model)}</bdi>`];
  if (view?.state === 'done') {
    const { totalMs, firstTokenMs, usage, finishReason, cached } = view;
    const first = firstTokenMs === undefined ? nothing : `first text after ${duration(firstTokenMs)}`;
    if (totalMs !== undefined) known.push(html`<span title=${first}>${duration(totalMs)}</span>`);
    if (usage) {
      const inPrompt = `${count(usage.promptTokens)} in the prompt`;
      known.push(html`<span title=${inPrompt}>${counted(usage.completionTokens, 'token')}</span>`);
    }
    if (finishReason !== null) known.push(finish(finishReason));
    if (cached) known.push(html`<span title="Answered from an earlier run">cached</span>`);
  }
  return join(known, ' · ');
}

function finish(reason: string): TemplateResult {
  if (reason === 'length') return html`<span class="warn">${icon('warning')}cut at the token limit</span>`;
  if (reason === 'content_filter') return html`<span class="warn">${icon('warning')}stopped by a content filter</span>`;
  return html`${plain(reason)}`;
}

function reasoning(
  app: InspectorApp,
  role: JudgedRole,
  view: ResponseView | undefined,
): TemplateResult | typeof nothing {
  if ((view?.state !== 'done' && view?.state !== 'streaming') || !view.reasoning) return nothing;
  const text = view.reasoning;
  return fold(
    app,
    `${role}-reasoning`,
    `Reasoning · ${counted(text.length, 'character')}`,
    () => html`<div class="answer reasoning">${longText(app, `${role}-reasoning-all`, text, ANSWER_CLIP)}</div>`,
  );
}

function body(
  app: InspectorApp,
  detail: SampleDetail,
  role: JudgedRole,
  view: ResponseView | undefined,
): TemplateResult {
  switch (view?.state) {
    case undefined:
      return html`<p class="dim">Not run yet. Press Run, or r for this sample.</p>`;
    case 'waiting':
      return html`<p class="dim waiting">${spinner()} Waiting for its turn…</p>`;
    case 'error':
      return html`<p class="response-error">${icon('error')}<span>${plain(view.error.message)}</span></p>`;
    case 'streaming':
      return html`<div class="answer streaming">${longText(app, `${role}-all`, view.text, ANSWER_CLIP)}</div>
        <p class="dim waiting">${spinner()} Answering…</p>`;
    case 'done':
      return html`${answer(app, detail, role, view.text)} ${toolCalls(app, `${role}-call`, view.toolCalls)}`;
  }
}

function answer(app: InspectorApp, detail: SampleDetail, role: JudgedRole, text: string): TemplateResult {
  if (text === '') return html`<p class="dim">The answer is empty.</p>`;
  const diff = comparison(app, detail, role);
  if (typeof diff === 'object') return html`<div class="answer">${marked(app, role, diff)}</div>`;
  return html`<div class="answer">${longText(app, `${role}-all`, text, ANSWER_CLIP)}</div>`;
}

/** A text with its differences marked, cut when it is long until “Show all” is pressed. */
function marked(app: InspectorApp, role: JudgedRole, diff: Diff): TemplateResult {
  const key = `${role}-all`;
  const isAll = app.unfolded.has(key);
  const pieces = guard([diff, isAll], () => {
    let left = isAll ? Infinity : ANSWER_CLIP.characters;
    return diff.parts.map(({ kind, text }) => {
      if (left <= 0) return nothing;
      const shown = plain(text.length > left ? text.slice(0, left) : text);
      left -= text.length;
      if (kind === 'same') return shown;
      const lineEnd = /^[ \t\r]*\n\s*$/.test(text) ? 'line-end' : '';
      return kind === 'added' ? html`<ins class=${lineEnd}>${shown}</ins>` : html`<del class=${lineEnd}>${shown}</del>`;
    });
  });
  return html`<span class="data-text" dir="auto">${pieces}</span>
    ${isAll || length(diff) <= ANSWER_CLIP.characters ? nothing : showAll(app, key, length(diff))}`;
}

function length({ parts }: Diff): number {
  return parts.reduce((sum, { text }) => sum + text.length, 0);
}
