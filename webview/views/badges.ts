import { html, nothing, type TemplateResult } from 'lit';
import type { SampleDetail, SampleScore } from '../../src/core/compare/results';
import type { JudgedRole } from '../drafts';
import { fixed, signed, unitOf } from '../format';
import { plain } from '../text';
import { icon } from './controls';
import { changeOf } from './results';

/** The scores of one response. The tuned one's badge names both scores and the change. */
export function badges(detail: SampleDetail, role: JudgedRole): TemplateResult | typeof nothing {
  const scored = detail.scores.filter((score) => score.scores[role] !== undefined);
  return scored.length === 0 ? nothing : html`<div class="badges">${scored.map((score) => badge(score, role))}</div>`;
}

function badge(score: SampleScore, role: JudgedRole): TemplateResult {
  const { title, scores, digits, unit, right } = score;
  const { base, tuned } = scores;
  const value = scores[role] ?? 0;
  const isRight = right?.[role];
  const tone = isRight === undefined ? 'plain' : isRight ? 'right' : 'wrong';
  const sign =
    isRight === undefined
      ? nothing
      : html`${icon(isRight ? 'check' : 'close')}<span class="visually-hidden">${isRight ? 'right' : 'wrong'}, </span>`;
  const text = html`${sign}${plain(title)} <span class="number">${fixed(value, digits)}</span>${unitOf(title, unit)}`;
  if (role !== 'tuned' || base === undefined || tuned === undefined) {
    return html`<span class="badge badge-${tone}">${text}</span>`;
  }
  const name = `${title}: base ${fixed(base, digits)}, tuned ${fixed(tuned, digits)}, change ${signed(tuned - base, digits)}`;
  return html`<span class="badge badge-${tone}" role="img" aria-label=${name} title=${name}
    >${text} ${changeOf(tuned - base, score)}</span
  >`;
}
