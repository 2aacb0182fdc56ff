import type { Metric } from '../metric';
import { metricFamily } from '../metricFamily';
import { numberInAnswer } from '../numbers/numberInText';
import { confusionIn, type LabelCorpus } from './confusion';
import { areRight, knownLabels, labelAnswers, readLabels, type LabelAnswer, type LabelReading } from './labelAnswer';
import {
  averageFigure,
  AVERAGES,
  balancedAccuracyOf,
  f1Of,
  figureAt,
  kappaOf,
  matthewsOf,
  precisionOf,
  recallOf,
  type LabelFigure,
} from './labelFigures';
import { labelSet, type LabelCounts, type LabelSet } from './labelSet';
import { LABEL_EXTRACTIONS } from './labelsInText';

/** How labels are found: the options of every classification metric. */
const ONE_LABEL = {
  extract: { kind: 'choice', default: 'exact', choices: LABEL_EXTRACTIONS },
  labels: { kind: 'text', default: '' },
} as const;
const LABELS = { ...ONE_LABEL, multi: { kind: 'flag', default: false } } as const;
const AVERAGED = {
  average: { kind: 'choice', default: 'macro', choices: AVERAGES },
  label: { kind: 'text', default: '' },
  ...LABELS,
} as const;

const CLASSIFICATION = { range: [0, 1], better: 'higher', needsReference: true, digits: 3 } as const;
const WRONG = 'answers without a label are a class of their own, and wrong';

interface LabelOptions {
  readonly extract: LabelReading['extraction'];
  readonly labels: string;
  readonly multi?: boolean;
}

function readingOf({ extract, labels, multi = false }: LabelOptions): LabelReading {
  return { extraction: extract, labels: readLabels(labels), isMulti: multi };
}

function labelCorpus(
  reading: LabelReading,
  figure: (counts: LabelCounts, set: LabelSet) => number | undefined,
): LabelCorpus {
  const setOf = (all: readonly unknown[]): LabelSet => labelSet(all as readonly (LabelAnswer | undefined)[], reading);
  return {
    kind: 'whole',
    statistic: labelAnswers(reading),
    prepare(all) {
      const set = setOf(all);
      return (chosen) => (chosen.length === 0 ? undefined : figure(set.count(chosen), set));
    },
    confusion: (all) => confusionIn(setOf(all), reading.isMulti),
  };
}

/** Share of the answers that are right; with several labels at once, of those whose labels are all right. */
export const accuracy = metricFamily('accuracy', LABELS, (options): Omit<Metric, 'id'> => {
  const reading = readingOf(options);
  const read = labelAnswers(reading);
  return {
    ...CLASSIFICATION,
    title: 'Accuracy',
    follows: `scikit-learn 1.9.1 accuracy_score; ${WRONG}`,
    rightAt: 1,
    score(input) {
      const answer = read(input);
      const names = answer && knownLabels(answer);
      return answer && names && (areRight(names, answer, reading.isMulti) ? 1 : 0);
    },
    corpus: labelCorpus(reading, ({ right, total }) => right / total),
  };
});

function labelFamily(
  id: string,
  title: string,
  reference: string,
  figure: LabelFigure,
): ReturnType<typeof metricFamily> {
  return metricFamily(id, AVERAGED, ({ average, label, ...options }) => {
    const reading = readingOf(options);
    return {
      ...CLASSIFICATION,
      title: `${title} (${label === '' ? average : label})`,
      follows: `scikit-learn 1.9.1 ${reference}, labels= those of all references or of the option, zero_division=0; ${WRONG}`,
      score: () => undefined,
      corpus: labelCorpus(reading, (counts, { labels }) => {
        if (label === '') return averageFigure(figure, counts, average, reading.labels.length > 0);
        const place = labels.indexOf(label);
        return place < 0 ? undefined : figureAt(figure, counts, place);
      }),
    };
  });
}

/** Share of the answers that name a label which rightly do. */
export const precision = labelFamily('precision', 'Precision', 'precision_score', precisionOf);
/** Share of the answers that should name a label which do. */
export const recall = labelFamily('recall', 'Recall', 'recall_score', recallOf);
/** Harmonic mean of precision and recall. */
export const f1 = labelFamily('f1', 'F1', 'f1_score', f1Of);

function classFamily(
  id: string,
  title: string,
  reference: string,
  figure: (counts: LabelCounts) => number | undefined,
  range: Metric['range'],
): ReturnType<typeof metricFamily> {
  return metricFamily(id, ONE_LABEL, (options) => ({
    ...CLASSIFICATION,
    title,
    range,
    follows: `scikit-learn 1.9.1 ${reference}; ${WRONG}`,
    score: () => undefined,
    corpus: labelCorpus(readingOf(options), figure),
  }));
}

/** Mean recall of the labels. */
export const balancedAccuracy = classFamily(
  'balanced-accuracy',
  'Balanced accuracy',
  'balanced_accuracy_score',
  balancedAccuracyOf,
  [0, 1],
);
/** Matthews' correlation coefficient. */
export const mcc = classFamily('mcc', 'Matthews correlation', 'matthews_corrcoef', matthewsOf, [-1, 1]);
/** Cohen's kappa: agreement beyond chance. */
export const kappa = classFamily('kappa', 'Cohen’s kappa', 'cohen_kappa_score', kappaOf, [-1, 1]);

/** Share of the answers in which no label, or with `extract=number` no number, is found. */
export const unparsable = metricFamily(
  'unparsable',
  { ...LABELS, extract: { kind: 'choice', default: 'exact', choices: [...LABEL_EXTRACTIONS, 'number'] } },
  ({ extract, ...options }): Omit<Metric, 'id'> => {
    const shared = { ...CLASSIFICATION, title: 'Unparsable', better: 'lower', digits: 2 } as const;
    if (extract === 'number') {
      return {
        ...shared,
        follows: 'No number by the rules of numberInText.ts',
        needsReference: false,
        score: ({ completion }) => (numberInAnswer(completion.text, 'flexible') === undefined ? 1 : 0),
      };
    }
    const reading = readingOf({ extract, ...options });
    const read = labelAnswers(reading);
    return {
      ...shared,
      follows: 'No label by the rules of labelsInText.ts',
      score(input) {
        const answer = reading.labels.length > 0 ? read(input) : undefined;
        const names = answer && knownLabels(answer);
        return names && (names.length === 0 && !answer.saysNone ? 1 : 0);
      },
      corpus: labelCorpus(reading, (counts) => counts.unparsable / counts.total),
    };
  },
);
