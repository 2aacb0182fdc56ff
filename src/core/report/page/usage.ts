import type { ReportElement } from '../element';
import { figureText } from '../figureText';
import type { Report, UsageComparison, UsageFigures } from '../report';
import { numberCell, section, table, type Cell } from './parts';
import { countText, NONE } from './words';

/** Time, tokens and money; undefined when nothing was measured. */
export function usageSection({ usage }: Report): ReportElement | undefined {
  if (usage.length === 0) return undefined;
  return section(
    'What does it cost?',
    table({
      name: 'Latency, tokens and cost',
      columns: [
        { title: 'Per answer' },
        ...[
          'Base p50',
          'Tuned p50',
          'Base p95',
          'Tuned p95',
          'Base total',
          'Tuned total',
          'Tuned ÷ base',
          'Answers',
        ].map((title) => ({ title, number: true })),
      ],
      rows: usage.map(usageCells),
    }),
  );
}

function usageCells({ title, unit, values }: UsageComparison): Cell[] {
  const { base, tuned } = values;
  const write = amountText(unit);
  const both = (key: keyof UsageFigures): Cell[] =>
    [base, tuned].map((figures) => (figures ? numberCell(figures[key], write(figures[key])) : { content: NONE }));
  const ratio = base && tuned && base.p50 > 0 ? tuned.p50 / base.p50 : undefined;
  const answers = [base, tuned].map((figures) => (figures ? countText(figures.answers) : NONE)).join(' · ');
  return [
    { content: title },
    ...both('p50'),
    ...both('p95'),
    ...both('total'),
    { content: ratio === undefined ? NONE : `${ratio.toFixed(2)} ×` },
    { content: answers },
  ];
}

/** How an amount is written. Money has no sign: prices are in whatever currency they were given. */
export function amountText(unit: UsageComparison['unit']): (amount: number) => string {
  if (unit === 'tokens') return countText;
  if (unit === 'ms') return (amount) => figureText(amount, { digits: 0, unit });
  return (amount) => figureText(amount, { digits: amount !== 0 && Math.abs(amount) < 1 ? 6 : 2 });
}
