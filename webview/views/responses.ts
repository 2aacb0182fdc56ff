import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { ResponseView, SampleDetail } from '../../src/core/compare/results';
import type { InspectorApp } from '../app';
import type { Diff } from '../diff';
import { finishedText } from '../diffChoice';
import { JUDGED_ROLES, type JudgedRole } from '../drafts';
import { count, counted, duration } from '../format';
import { plain } from '../text';
import { badges } from './badges';
import { fold, icon, iconButton, longText, ring, showAll } from './controls';
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
      <span class="dim response-facts">
        ${model === undefined ? nothing : html`<bdi>${plain(model)}</bdi>`}
        ${view?.state === 'done' ? html` · ${facts(view)}` : nothing}
      </span>
      <span class="grow"></span>
      <span class="dim response-facts">${comparison(app, detail, role)?.summary ?? nothing}</span>
      ${view?.state === 'done' ? iconButton('copy', `Copy ${role} response`, () => app.copy(view.text)) : nothing}
    </div>
    ${reasoning(app, role, view)} ${body(app, detail, role, view)} ${badges(detail, role)}
  </section>`;
}

function facts(view: ResponseView & { state: 'done' }): TemplateResult {
  const { totalMs, usage, finishReason, cached } = view;
  const first = view.firstTokenMs === undefined ? '' : `first text after ${duration(view.firstTokenMs)}`;
  return html`<span title=${first || nothing}>${duration(totalMs)}</span>${
      usage
        ? html` ·
            <span title=${`${count(usage.promptTokens)} in the prompt`}
              >${counted(usage.completionTokens, 'token')}</span
            >`
        : nothing
    }${finishReason === null ? nothing : html` · ${finish(finishReason)}`}${
      cached ? html` · <span title="Answered from an earlier run">cached</span>` : nothing
    }`;
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
      return html`<p class="dim waiting">${ring('Waiting')} Waiting for its turn…</p>`;
    case 'error':
      return html`<p class="response-error">${icon('error')}<span>${plain(view.error.message)}</span></p>`;
    case 'streaming':
      return html`<div class="answer streaming">${longText(app, `${role}-all`, view.text, ANSWER_CLIP)}</div>
        <p class="dim waiting">${ring('Answering')} Answering…</p>`;
    case 'done':
      return html`${answer(app, detail, role, view.text)} ${toolCalls(app, `${role}-call`, view.toolCalls)}`;
  }
}

function answer(app: InspectorApp, detail: SampleDetail, role: JudgedRole, text: string): TemplateResult {
  if (text === '') return html`<p class="dim">The answer is empty.</p>`;
  const diff = comparison(app, detail, role);
  if (diff) return html`<div class="answer">${marked(app, role, diff)}</div>`;
  return html`<div class="answer">${longText(app, `${role}-all`, text, ANSWER_CLIP)}</div>`;
}

/** What is compared with a role's answer; undefined when nothing is, or not yet. */
function comparison(app: InspectorApp, detail: SampleDetail, role: JudgedRole): Diff | undefined {
  const base = finishedText(detail.responses['base']);
  const tuned = finishedText(detail.responses['tuned']);
  const reference = detail.references[0];
  const isStreaming = Object.values(detail.responses).some(({ state }) => state === 'streaming' || state === 'waiting');
  if (isStreaming || app.diffSides === 'off') return undefined;
  if (app.diffSides === 'models') {
    if (base === undefined || tuned === undefined) return undefined;
    return side(app.diffs.compare('models', app.diffUnit, base, tuned), role);
  }
  const own = role === 'base' ? base : tuned;
  if (own === undefined || reference === undefined) return undefined;
  return app.diffs.compare(role, app.diffUnit, reference, own);
}

const sides = new WeakMap<Diff, Readonly<Record<JudgedRole, Diff>>>();

/** Base ↔ tuned stands side by side: each side shows its own text, with what the other one lacks. */
function side(diff: Diff | undefined, role: JudgedRole): Diff | undefined {
  if (!diff) return undefined;
  let both = sides.get(diff);
  if (!both) {
    both = {
      base: { ...diff, parts: diff.parts.filter(({ kind }) => kind !== 'added') },
      tuned: { ...diff, parts: diff.parts.filter(({ kind }) => kind !== 'removed') },
    };
    sides.set(diff, both);
  }
  return both[role];
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
