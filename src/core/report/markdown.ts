import { OUTCOMES } from '../compare/outcome';
import { markdownParagraph, markdownTable, markdownText } from '../markdownText';
import { MODEL_ROLES } from '../model/model';
import { MODEL_FACTS } from './page/origin';
import { amountText } from './page/usage';
import { OUTCOME_TITLES, STATES } from './page/verdict';
import {
  confidenceText,
  counted,
  countText,
  decidingProbability,
  intervalText,
  NONE,
  percentText,
  probabilityText,
  probabilityTitle,
  SHARES,
  writingOf,
  type Writing,
} from './page/words';
import type { Comparison, Report, UsageFigures } from './report';

/** Slices and labels that the document lists of each kind. */
const MOST_ROWS = 50;

/** A report as a Markdown document. */
export function reportMarkdown(report: Report): string {
  const { dataset, verdict, warnings, objectives } = report;
  const blocks = [
    `# Report of ${markdownText(dataset.path)}`,
    `**${markdownText(verdict).trim()}**`,
    `${counted(dataset.compared, 'sample')} of ${countText(dataset.samples)} answered by both models.`,
    ...(warnings.length === 0
      ? []
      : ['## What to know before comparing', list(warnings.map(({ message }) => message))]),
    ...(objectives.length === 0
      ? []
      : [
          '## Objectives',
          markdownTable(
            ['objective', 'state', 'measured'],
            objectives.map(({ title, state, reading }) => [title, STATES[state], reading]),
          ),
        ]),
    ...metricBlocks(report),
    '## Outcomes',
    markdownTable(
      ['outcome', 'samples'],
      OUTCOMES.map((outcome) => [OUTCOME_TITLES[outcome], countText(report.outcomes[outcome])]),
    ),
    ...sliceBlocks(report),
    ...confusionBlocks(report),
    ...categoryBlocks(report),
    ...usageBlocks(report),
    ...originBlocks(report),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** The columns that every comparison has. */
function comparisonHead({ settings }: Report): string[] {
  return ['base', 'tuned', 'change', `${confidenceText(settings)} interval`];
}

function comparisonRow(figures: Comparison, writing: Writing): string[] {
  const { base, tuned, change } = figures;
  return [writing.figure(base), writing.figure(tuned), writing.change(change), intervalText(figures, writing)];
}

function metricBlocks(report: Report): string[] {
  const { metrics, right } = report;
  const isAdjusted = metrics.some(({ adjusted }) => adjusted !== undefined);
  const row = (name: string, figures: Comparison, writing: Writing): string[] => [
    name,
    ...comparisonRow(figures, writing),
    probabilityText(figures.p),
    ...(isAdjusted ? [probabilityText(figures.adjusted)] : []),
    countText(figures.samples),
  ];
  const rows = metrics.map((metric) => {
    const { title, scope, better } = metric;
    const name = `${title}${scope === undefined ? '' : ` · ${scope}`}${better === 'lower' ? ' (lower is better)' : ''}`;
    return row(name, metric, writingOf(metric));
  });
  if (right) rows.unshift(row('Right answers', right, SHARES));
  if (rows.length === 0) return [];
  const head = ['metric', ...comparisonHead(report), 'p', ...(isAdjusted ? ['p (Holm)'] : []), 'samples'];
  const readings = [...(right ? [right.reading] : []), ...metrics.map(({ reading }) => reading)];
  return ['## Metrics', markdownTable(head, rows), list(readings)];
}

function sliceBlocks(report: Report): string[] {
  return report.fields.flatMap(({ field, slices }) => [
    `## Slices by ${markdownText(field)}`,
    markdownTable(
      ['value', ...comparisonHead(report), probabilityTitle(slices), 'broken', 'fixed', 'samples'],
      slices
        .slice(0, MOST_ROWS)
        .map((slice) => [
          slice.value ?? '(no value)',
          ...comparisonRow(slice, SHARES),
          probabilityText(decidingProbability(slice)),
          countText(slice.broken),
          countText(slice.fixed),
          countText(slice.samples),
        ]),
    ),
    ...more(slices.length - MOST_ROWS),
  ]);
}

function confusionBlocks({ confusion }: Report): string[] {
  if (!confusion) return [];
  const { labels, counts } = confusion;
  const pairs = labels.flatMap((reference, row) =>
    [...labels, undefined].map((answer, column) => ({
      reference,
      answer: answer ?? '(none of them)',
      base: counts['base']?.[row]?.[column] ?? 0,
      tuned: counts['tuned']?.[row]?.[column] ?? 0,
    })),
  );
  const seen = pairs
    .filter(({ base, tuned }) => base + tuned > 0)
    .sort((a, b) => Math.abs(b.tuned - b.base) - Math.abs(a.tuned - a.base));
  return [
    '## Labels: reference and answer',
    markdownTable(
      ['reference', 'answered', 'base', 'tuned', 'change'],
      seen
        .slice(0, MOST_ROWS)
        .map(({ reference, answer, base, tuned }) => [
          reference,
          answer,
          countText(base),
          countText(tuned),
          `${tuned > base ? '+' : ''}${countText(tuned - base)}`,
        ]),
    ),
    ...more(seen.length - MOST_ROWS),
  ];
}

function categoryBlocks(report: Report): string[] {
  const { categories } = report;
  if (categories.length === 0) return [];
  const sorted = [...categories].sort((a, b) => b.counts.tuned - a.counts.tuned || b.counts.base - a.counts.base);
  return [
    '## Error categories',
    markdownTable(
      ['category', ...comparisonHead(report), probabilityTitle(sorted), 'of base', 'of tuned', 'noted samples'],
      sorted.map((category) => [
        category.title,
        ...comparisonRow(category, SHARES),
        probabilityText(decidingProbability(category)),
        countText(category.counts.base),
        countText(category.counts.tuned),
        countText(category.samples),
      ]),
    ),
  ];
}

function usageBlocks({ usage }: Report): string[] {
  if (usage.length === 0) return [];
  const keys: readonly (keyof UsageFigures)[] = ['p50', 'p95', 'total'];
  const head = ['per answer', ...keys.flatMap((key) => MODEL_ROLES.map((role) => `${role} ${key}`))];
  const rows = usage.map(({ title, unit, values }) => [
    title,
    ...keys.flatMap((key) => MODEL_ROLES.map((role) => (values[role] ? amountText(unit)(values[role][key]) : NONE))),
  ]);
  return ['## Latency, tokens and cost', markdownTable(head, rows)];
}

function originBlocks({ dataset, models, settings, metrics }: Report): string[] {
  const { sha256, path } = dataset;
  const facts = [
    ['dataset', path],
    ['SHA-256', sha256],
    ['samples', countText(dataset.samples)],
    ['confidence', percentText(settings.confidence)],
    ['resamples', countText(settings.resamples)],
    ['seed', String(settings.seed)],
    ...(settings.cluster === undefined ? [] : [['clustered by', settings.cluster]]),
  ];
  const described = MODEL_FACTS.map(([title, of]) => [
    title,
    ...MODEL_ROLES.map((role) => (models[role] && of(models[role])) ?? NONE),
  ]);
  return [
    '## How it was made',
    markdownTable(['', 'value'], facts),
    markdownTable(['', ...MODEL_ROLES], described),
    ...(metrics.length === 0
      ? []
      : [
          markdownTable(
            ['metric', 'equals', 'signature', 'test', 'interval'],
            metrics.map(({ metric, follows, signature, test, intervalBy }) => [
              metric,
              follows,
              signature ?? NONE,
              test ?? NONE,
              intervalBy ?? NONE,
            ]),
          ),
        ]),
  ];
}

function list(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${markdownParagraph(sentence)}`).join('\n');
}

function more(rows: number): string[] {
  return rows > 0 ? [`… and ${countText(rows)} more.`] : [];
}
