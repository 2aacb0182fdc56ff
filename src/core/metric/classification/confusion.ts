import type { Metric, WholeCorpus } from '../metric';
import { f1Of, figureAt, precisionOf, recallOf } from './labelFigures';
import type { LabelSet } from './labelSet';

/** Most labels of a matrix: nobody reads a greater one. */
const MOST_LABELS = 200;

/** What a classification metric says of one label. */
export interface ClassFigures {
  readonly label: string;
  /** Answers that should name the label. */
  readonly support: number;
  /** Answers that name it. */
  readonly named: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Which labels were taken for which. */
export interface Confusion {
  readonly labels: readonly string[];
  /**
   * Answers by the true label (row) and the named one (column), with one more column for answers without a label; absent
   * where there are several labels at once, or more than 200.
   */
  readonly matrix?: readonly (readonly number[])[];
  readonly classes: readonly ClassFigures[];
  readonly answers: number;
  readonly right: number;
  /** Answers in which no label was found. */
  readonly unparsable: number;
}

/** The corpus of a classification metric. */
export interface LabelCorpus extends WholeCorpus {
  /** @param all the statistics of all answers, as for `prepare` */
  confusion(all: readonly unknown[]): Confusion;
}

/**
 * The confusion matrix behind a classification metric (accuracy, F1, kappa, …); undefined for other metrics.
 * @param statistics what the metric's corpus keeps of each answer, undefined where it does not apply
 */
export function confusionOf({ corpus }: Metric, statistics: readonly unknown[]): Confusion | undefined {
  return corpus && 'confusion' in corpus ? (corpus as LabelCorpus).confusion(statistics) : undefined;
}

/** Counts which labels were taken for which. */
export function confusionIn(set: LabelSet, isMulti: boolean): Confusion {
  const { labels, answers } = set;
  const counted = Array.from(answers.keys()).filter((at) => answers[at] !== undefined);
  const counts = set.count(counted);
  return {
    labels,
    ...(!isMulti && labels.length <= MOST_LABELS && { matrix: matrixOf(set) }),
    classes: labels.map((label, place) => ({
      label,
      support: counts.support[place] ?? 0,
      named: counts.named[place] ?? 0,
      precision: figureAt(precisionOf, counts, place),
      recall: figureAt(recallOf, counts, place),
      f1: figureAt(f1Of, counts, place),
    })),
    answers: counts.total,
    right: counts.right,
    unparsable: counts.unparsable,
  };
}

function matrixOf({ labels, answers }: LabelSet): number[][] {
  const matrix = labels.map(() => new Array<number>(labels.length + 1).fill(0));
  for (const answer of answers) {
    const row = matrix[answer?.truth[0] ?? -1];
    const column = answer?.named[0] ?? labels.length;
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return matrix;
}
