import { html, svg, type TemplateResult } from 'lit';
import type { Bin, Distribution, Share } from '../../src/core/check/check';
import { count } from '../format';
import { plain } from '../text';

const WIDTH = 240;
const HEIGHT = 56;
/** Bars of a list of shares; the others are one more. */
const MOST_BARS = 10;

/** A distribution as a small histogram with what one would ask about it in words. */
export function histogram(title: string, unit: string, distribution: Distribution): TemplateResult {
  const { min, median, p95, max, bins } = distribution;
  const facts = `median ${count(round(median))}, 95 % up to ${count(round(p95))}, longest ${count(max)} ${unit}`;
  return html`<figure class="chart">
    <figcaption>${title}</figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}: ${facts}">${bars(bins)}</svg>
    <div class="axis caption number"><span>${count(min)}</span><span>${count(max)}</span></div>
    <p class="caption number">${facts}</p>
  </figure>`;
}

function bars(bins: readonly Bin[]): readonly TemplateResult[] {
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const width = WIDTH / Math.max(1, bins.length);
  return bins.map((bin, at) => {
    // A single sample is still seen.
    const height = bin.count === 0 ? 0 : Math.max(2, (bin.count / most) * HEIGHT);
    return svg`<rect x=${at * width} y=${HEIGHT - height} width=${Math.max(1, width - 1)} height=${height}>
      <title>${count(round(bin.from))} to ${count(round(bin.to))}: ${count(bin.count)}</title>
    </rect>`;
  });
}

/** Shares as horizontal bars, most frequent first. */
export function shareBars(title: string, shares: readonly Share[], of: number): TemplateResult {
  const shown = shares.slice(0, MOST_BARS);
  const others = shares.slice(MOST_BARS);
  const most = Math.max(1, ...shares.map((share) => share.count));
  return html`<figure class="chart wide">
    <figcaption>${title}</figcaption>
    <table class="shares" aria-label=${title}>
      <tbody>
        ${shown.map((share) => shareRow(share, most, of))}
      </tbody>
    </table>
    ${others.length === 0 ? '' : html`<p class="caption">and ${count(others.length)} more</p>`}
  </figure>`;
}

function shareRow({ value, count: times }: Share, most: number, of: number): TemplateResult {
  return html`<tr>
    <th scope="row"><bdi>${plain(value)}</bdi></th>
    <td class="bar">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect width=${(times / most) * 100} height="10"></rect>
      </svg>
    </td>
    <td class="number">${count(times)}</td>
    <td class="number dim">${percent(times / Math.max(1, of))}</td>
  </tr>`;
}

/** A share as a whole percentage; small ones are not called none. */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return '< 1 %';
  return `${Math.round(share * 100)} %`;
}

function round(value: number): number {
  return Math.round(value);
}
