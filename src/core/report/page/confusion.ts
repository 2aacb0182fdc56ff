import { dataText, element, type ReportElement } from '../element';
import type { ConfusionComparison, Report } from '../report';
import { fold, numberCell, scrolling, section, table } from './parts';
import { countText } from './words';

/** Labels that a matrix shows; more are not read. */
const MOST_LABELS = 30;
/** Labels up to which the matrices are shown unfolded. */
const FEW_LABELS = 8;
/** Confusions that are listed. */
const MOST_PAIRS = 15;
const OTHER = 'none of them';

/** A pair of labels with its counts. */
interface Pair {
  readonly reference: string;
  readonly answer: string;
  readonly base: number;
  readonly tuned: number;
}

/** Which labels were taken for which; undefined when the references are no labels. */
export function confusionSection({ confusion }: Report): ReportElement | undefined {
  if (!confusion) return undefined;
  const matrices = element(
    'div',
    { class: 'matrices' },
    matrix('Base', confusion, ({ base }) => base, heat),
    matrix('Tuned', confusion, ({ tuned }) => tuned, heat),
    matrix('Change', confusion, ({ base, tuned }) => tuned - base, changeHeat),
  );
  const shown = Math.min(confusion.labels.length, MOST_LABELS);
  return section(
    'Which labels are mixed up?',
    pairsTable(confusion),
    confusion.labels.length <= FEW_LABELS
      ? matrices
      : fold('confusion', `Confusion matrices of ${shown} labels`, matrices),
    element('p', { class: 'caption' }, 'Rows: the reference’s label; columns: the answer’s.'),
  );
}

function pairAt({ labels, counts }: ConfusionComparison, row: number, column: number): Pair {
  const count = (role: string): number => counts[role]?.[row]?.[column] ?? 0;
  return {
    reference: labels[row] ?? '',
    answer: labels[column] ?? OTHER,
    base: count('base'),
    tuned: count('tuned'),
  };
}

/** The mistakes that changed most. */
function pairsTable(confusion: ConfusionComparison): ReportElement {
  const { labels } = confusion;
  const pairs = labels.flatMap((_, row) =>
    [...labels, OTHER].flatMap((_, column) => (row === column ? [] : [pairAt(confusion, row, column)])),
  );
  const changed = pairs
    .filter(({ base, tuned }) => base !== tuned)
    .sort((a, b) => Math.abs(b.tuned - b.base) - Math.abs(a.tuned - a.base) || b.tuned - b.base - (a.tuned - a.base))
    .slice(0, MOST_PAIRS);
  if (changed.length === 0) return element('p', { class: 'dim' }, 'Both models mix up the same labels equally often.');
  return table({
    name: 'Confusions that changed most',
    columns: [
      { title: 'Reference' },
      { title: 'Answered' },
      { title: 'Base', number: true },
      { title: 'Tuned', number: true },
      { title: 'Change', number: true },
    ],
    rows: changed.map(({ reference, answer, base, tuned }) => [
      { content: dataText(reference), value: reference },
      { content: answer === OTHER ? element('span', { class: 'dim' }, OTHER) : dataText(answer), value: answer },
      numberCell(base, countText(base)),
      numberCell(tuned, countText(tuned)),
      numberCell(tuned - base, signedCount(tuned - base)),
    ]),
    sortKey: 'confusions',
  });
}

function matrix(
  title: string,
  confusion: ConfusionComparison,
  of: (pair: Pair) => number,
  look: (count: number, isDiagonal: boolean, most: number) => string,
): ReportElement {
  const labels = confusion.labels.slice(0, MOST_LABELS);
  // The last column is of answers with none of the labels.
  const columns = [...labels.keys(), confusion.labels.length];
  const rows = labels.map((_, row) => columns.map((column) => of(pairAt(confusion, row, column))));
  const most = Math.max(1, ...rows.flat().map(Math.abs));
  const isChange = look === changeHeat;
  const head = columns.map((column) => element('th', { scope: 'col' }, dataText(labels[column] ?? OTHER)));
  return element(
    'div',
    { class: 'block' },
    element('h3', {}, title),
    scrolling(
      `Confusion matrix: ${title}`,
      element(
        'table',
        {
          class: labels.length > FEW_LABELS ? 'confusion many' : 'confusion',
          'aria-label': `Confusion matrix: ${title}`,
        },
        element('thead', {}, element('tr', {}, element('td', {}), head)),
        element(
          'tbody',
          {},
          rows.map((counts, row) =>
            element(
              'tr',
              {},
              element('th', { scope: 'row' }, dataText(labels[row] ?? '')),
              counts.map((count, at) =>
                element(
                  'td',
                  { class: `number ${look(count, at === row, most)}` },
                  isChange ? signedCount(count) : countText(count),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** How much of a cell's colour there is, from 0 to 4. */
function strength(count: number, most: number): number {
  return Math.ceil((4 * Math.abs(count)) / most);
}

function heat(count: number, isDiagonal: boolean, most: number): string {
  return `${isDiagonal ? 'heat-good' : 'heat-bad'}-${strength(count, most)}`;
}

/** More on the diagonal is good, more beside it is bad. */
function changeHeat(count: number, isDiagonal: boolean, most: number): string {
  return `${count > 0 === isDiagonal ? 'heat-good' : 'heat-bad'}-${strength(count, most)}`;
}

function signedCount(count: number): string {
  return `${count > 0 ? '+' : count < 0 ? '−' : ''}${countText(Math.abs(count))}`;
}
