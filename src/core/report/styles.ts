/**
 * How the sections of a report look, in the page and in a file alike. Colours are the `--tf-*` variables, which the page
 * takes from the editor's theme and a file from {@link FILE_STYLES}.
 */
export const SECTION_STYLES = `
.report-body { display: flex; flex-direction: column; gap: 26px; }
.report-body > section { display: flex; flex: none; flex-direction: column; align-items: flex-start; gap: 8px;
  max-width: 1080px; min-width: 0; }
.report-body h2 { font-size: 14px; font-weight: 600; }
.report-body h3 { margin: 0 0 4px; font-size: 12px; font-weight: 600; }
.report-body p, .report-body ul { max-width: 84ch; }
.report-body ul { margin: 0; padding: 0; list-style: none; }
.report-body li { padding: 2px 0; overflow-wrap: anywhere; }
.report-body details > ul { padding: 4px 0 0 16px; }
.report-body summary { cursor: pointer; font-size: 12px; }
.report-body .block { min-width: 0; max-width: 100%; }
.report-body bdi { overflow-wrap: anywhere; }
.report-body code { padding: 0; background: none; font: 12px var(--tf-mono); overflow-wrap: anywhere; }

.verdict { font-size: 15px; line-height: 1.5; }
.tiles { display: flex; flex-wrap: wrap; gap: 10px 36px; }
.tile-title { color: var(--tf-dim); font-size: 11px; }
.tile-figure { font-size: 20px; }

.scroll { position: relative; max-width: 100%; overflow-x: auto; }
.report-body table { border-collapse: collapse; }
.report-body th, .report-body td { padding: 3px 16px 3px 0; font-weight: 400; text-align: left; vertical-align: top; }
.report-body .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.report-body .tile-figure, .report-body .tile .caption { text-align: left; white-space: normal; }
.report-body tbody tr > * { border-top: 1px solid var(--tf-line); }
.report-body thead th { color: var(--tf-dim); font-size: 11px; white-space: nowrap; vertical-align: bottom; }
.report-body tbody th { min-width: 110px; max-width: 300px; }

.drawing { display: block; width: 120px; height: 16px; margin-top: 2px; }
.axis-line { stroke: var(--tf-dim); stroke-width: 1; opacity: .5; }
.interval-line { stroke: currentColor; stroke-width: 2; }
.interval-dot { fill: currentColor; }
.base-dot { fill: var(--tf-page); stroke: var(--tf-base); stroke-width: 1.5; }
.tuned-dot { fill: var(--tf-tuned); }
.base-bar { fill: var(--tf-base); }
.tuned-bar { fill: var(--tf-tuned); }
.key { display: inline-block; width: 9px; height: 9px; }

.outcome-drawing { display: block; width: min(480px, 100%); height: 10px; }
.outcome-drawing .bar-broken { fill: var(--tf-red); }
.outcome-drawing .bar-fixed { fill: var(--tf-green); }
.outcome-drawing .bar-both-wrong { fill: var(--tf-yellow); opacity: .7; }
.outcome-drawing .bar-both-right { fill: var(--tf-green); opacity: .4; }
.outcome-drawing .bar-error { fill: var(--tf-red); opacity: .45; }
.outcome-drawing .bar-not-run { fill: var(--tf-dim); opacity: .4; }
.matrix td.number { font-size: 15px; }
.report-body .matrix th.number, .report-body .matrix td.number { min-width: 96px; }

.objectives li { display: grid; grid-template-columns: 112px minmax(0, 1fr); }
.state { font-weight: 600; }
.state-met { color: var(--tf-good); }
.state-missed { color: var(--tf-bad); }
.state-unsettled { color: var(--tf-caution); }
.state-unknown { color: var(--tf-dim); }
.state-met::before { content: '✓ '; }
.state-missed::before { content: '✕ '; }
.state-unsettled::before, .state-unknown::before { content: '? '; }
.warnings .warn::before { content: '⚠ '; }

.matrices { display: flex; flex-wrap: wrap; gap: 18px 32px; max-width: 100%; min-width: 0; }
.report-body .confusion { border-collapse: separate; border-spacing: 1px; }
.report-body .confusion th, .report-body .confusion td { padding: 2px 8px; border: 0; font-size: 12px; }
.report-body .confusion thead th { max-width: 110px; white-space: normal; }
.report-body .confusion tbody th { min-width: 0; max-width: 140px; }
.report-body .many thead th { padding: 4px 2px; vertical-align: bottom; }
.many thead bdi { display: inline-block; max-height: 130px; writing-mode: vertical-rl; }
.report-body .many td { padding: 1px 4px; }
.heat-good-1 { background: color-mix(in srgb, var(--tf-green) 10%, transparent); }
.heat-good-2 { background: color-mix(in srgb, var(--tf-green) 18%, transparent); }
.heat-good-3 { background: color-mix(in srgb, var(--tf-green) 26%, transparent); }
.heat-good-4 { background: color-mix(in srgb, var(--tf-green) 34%, transparent); }
.heat-bad-1 { background: color-mix(in srgb, var(--tf-red) 10%, transparent); }
.heat-bad-2 { background: color-mix(in srgb, var(--tf-red) 18%, transparent); }
.heat-bad-3 { background: color-mix(in srgb, var(--tf-red) 26%, transparent); }
.heat-bad-4 { background: color-mix(in srgb, var(--tf-red) 34%, transparent); }

.report-body td code { display: inline-block; min-width: 12ch; }
.report-body .confusion bdi { overflow-wrap: break-word; }
@media (max-width: 560px) {
  .report-body .matrix th.number, .report-body .matrix td.number { min-width: 0; }
  .report-body .matrix th { min-width: 0; }
  .matrix .caption { display: block; }
}

.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 3px 16px; margin: 0; }
.facts dt { color: var(--tf-dim); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
`;

/** What a file has of its own: colours for light and dark, and paper. */
export const FILE_STYLES = `
:root { color-scheme: light dark; --tf-page: #ffffff; --tf-text: #1f2328; --tf-dim: #59636e; --tf-line: #d7dce1;
  --tf-green: #2f8132; --tf-red: #c5221f; --tf-yellow: #9a6700; --tf-good: #23692a; --tf-bad: #b3201c;
  --tf-caution: #7a5200; --tf-base: #6e7781; --tf-tuned: #0b62c4; --tf-mono: ui-monospace, Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) {
  :root { --tf-page: #1a1c20; --tf-text: #d8dbe0; --tf-dim: #9aa3ad; --tf-line: #353a41; --tf-green: #6cc070;
    --tf-red: #ee6a63; --tf-yellow: #d0a02e; --tf-good: #84cf88; --tf-bad: #f28b85; --tf-caution: #dcb55a;
    --tf-base: #98a1ab; --tf-tuned: #5aa5f5; }
}
* { box-sizing: border-box; }
body { max-width: 1128px; margin: 0 auto; padding: 24px; color: var(--tf-text); background: var(--tf-page);
  font: 13px/1.45 system-ui, sans-serif; }
h1, h2, h3, p { margin: 0; }
h1 { font-size: 18px; font-weight: 600; }
header { margin-bottom: 22px; }
.dim, .caption { color: var(--tf-dim); }
.caption { font-size: 11px; }
.warn { color: var(--tf-caution); }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.hidden-character { padding: 0 2px; border: 1px dashed currentColor; font: 0.8em var(--tf-mono); unicode-bidi: isolate; }
.tone-broken, .tone-worse, .tone-error { color: var(--tf-bad); }
.tone-fixed, .tone-better { color: var(--tf-good); }
.tone-both-wrong { color: var(--tf-caution); }
.tone-both-right, .tone-not-run, .tone-same { color: var(--tf-dim); }
@media (max-width: 560px) {
  body { padding: 14px; }
}
@page { margin: 12mm; }
@media print {
  :root { color-scheme: light; --tf-page: #ffffff; --tf-text: #000000; --tf-dim: #444444; --tf-line: #bbbbbb;
    --tf-green: #2f8132; --tf-red: #c5221f; --tf-yellow: #9a6700; --tf-good: #23692a; --tf-bad: #b3201c;
    --tf-caution: #7a5200; --tf-base: #6e7781; --tf-tuned: #0b62c4; }
  body { max-width: none; padding: 0; print-color-adjust: exact; }
  .report-body { display: block; }
  .report-body > section { max-width: none; margin-bottom: 18px; }
  .scroll { overflow: visible; }
  .report-body table, .report-body .confusion th, .report-body .confusion td, .report-body code { font-size: 9px; }
  .report-body th, .report-body td { padding-right: 7px; }
  .report-body thead th { font-size: 8px; white-space: normal; }
  .report-body tbody th { min-width: 0; }
  .report-body .many { border-spacing: 0; }
  .report-body .many th, .report-body .many td { padding: 0 2px; font-size: 7px; }
  .drawing { width: 60px; }
  details::details-content { content-visibility: visible; }
  tr, .tile { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`;
