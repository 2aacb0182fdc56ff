import { OUTCOMES } from '../compare/outcome';
import { MODEL_ROLES } from '../model/model';
import { MODEL_FACTS } from './page/origin';
import type { Comparison, Report, RightComparison } from './report';

/** One figure, or one pair of them, per line. */
interface Line extends Partial<Comparison> {
  readonly section: string;
  readonly name: string;
  readonly text?: string | undefined;
}

const COLUMNS = ['section', 'name', 'base', 'tuned', 'change', 'low', 'high', 'p', 'adjusted', 'samples', 'text'];

/**
 * A report as one tidy table (RFC 4180). `text` is what is no number: of a metric its signature, of a model and of the
 * settings what they are. Figures are not rounded. A text that a spreadsheet would take for a formula gets an apostrophe.
 */
export function reportCsv(report: Report): string {
  const lines = [...originLines(report), ...figureLines(report)].map((line) => {
    const { section, name, base, tuned, change, interval, p, adjusted, samples, text } = line;
    const numbers = [base, tuned, change, interval?.low, interval?.high, p, adjusted, samples];
    return [field(section), field(name), ...numbers.map(numberField), field(text ?? '')].join(',');
  });
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

function originLines({ dataset, models, settings, metrics, verdict }: Report): Line[] {
  const { sha256, path } = dataset;
  return [
    { section: 'dataset', name: 'path', text: path },
    { section: 'dataset', name: 'sha256', text: sha256 },
    { section: 'dataset', name: 'samples', samples: dataset.samples },
    { section: 'dataset', name: 'compared', samples: dataset.compared },
    ...(['seed', 'resamples', 'confidence', 'cluster'] as const).map((name) => ({
      section: 'settings',
      name,
      text: settings[name]?.toString(),
    })),
    ...MODEL_ROLES.flatMap((role) => {
      const model = models[role];
      return model ? MODEL_FACTS.map(([name, of]) => ({ section: `model ${role}`, name, text: of(model) })) : [];
    }),
    { section: 'verdict', name: 'verdict', text: verdict },
    ...metrics.flatMap(({ metric, follows, test, intervalBy }) => [
      { section: 'metric follows', name: metric, text: follows },
      { section: 'metric test', name: metric, text: test },
      { section: 'metric interval', name: metric, text: intervalBy },
    ]),
  ];
}

function figureLines(report: Report): Line[] {
  const { metrics, right, outcomes, fields, confusion, categories, usage, objectives, warnings } = report;
  return [
    ...metrics.map((metric) => ({ ...metric, section: 'metric', name: metric.metric, text: metric.signature })),
    ...(right ? rightLines('right', 'right', right) : []),
    ...OUTCOMES.map((outcome) => ({ section: 'outcome', name: outcome, samples: outcomes[outcome] })),
    ...fields.flatMap(({ field: name, slices }) =>
      slices.flatMap((slice) => rightLines(`slice ${name}`, slice.value ?? '', slice)),
    ),
    ...(confusion ? confusionLines(confusion) : []),
    ...categories.map((category) => ({
      ...category,
      section: 'category',
      name: category.category,
      text: category.title,
    })),
    ...usage.flatMap(({ id, unit, values: { base, tuned } }) =>
      (['answers', 'p50', 'p95', 'total'] as const).map((figure) => ({
        section: 'usage',
        name: `${id} ${figure}`,
        ...(base && { base: base[figure] }),
        ...(tuned && { tuned: tuned[figure] }),
        ...(base && tuned && { change: tuned[figure] - base[figure] }),
        text: figure === 'answers' ? '' : unit,
      })),
    ),
    ...objectives.map(({ title, state, reading }) => ({
      section: 'objective',
      name: title,
      text: `${state}: ${reading}`,
    })),
    ...warnings.map(({ id, message }) => ({ section: 'warning', name: id, text: message })),
  ];
}

function rightLines(section: string, name: string, right: RightComparison): Line[] {
  const { broken, fixed } = right;
  return [
    { ...right, section, name },
    { section: `${section} broken`, name, samples: broken },
    { section: `${section} fixed`, name, samples: fixed },
  ];
}

function confusionLines({ labels, counts }: NonNullable<Report['confusion']>): Line[] {
  return labels.flatMap((reference, row) =>
    [...labels, undefined].map((answer, column) => {
      const base = counts['base']?.[row]?.[column] ?? 0;
      const tuned = counts['tuned']?.[row]?.[column] ?? 0;
      return { section: 'confusion', name: reference, base, tuned, change: tuned - base, text: answer };
    }),
  );
}

function numberField(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '' : String(value);
}

function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
