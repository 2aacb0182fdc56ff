import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../src/core/dataset/json';
import { confusionOf } from '../../../../src/core/metric/classification/confusion';
import { corpusFigure, countsIn, scoreAll } from '../../../../src/core/metric/corpusFigure';
import type { Metric, Scored } from '../../../../src/core/metric/metric';
import { readMetric } from '../../../../src/core/metric/metricSpec';
import { extractNumber, numberInAnswer } from '../../../../src/core/metric/numbers/numberInText';
import { schemaCheck } from '../../../../src/core/metric/structured/schemaCheck';
import { scored } from './scored';

type Figures = Readonly<Record<string, number | null>>;

interface LabelCase {
  readonly name: string;
  readonly answers: readonly string[];
  readonly references: readonly (readonly string[])[];
  readonly figures: Figures;
  readonly classes: readonly Readonly<Record<'precision' | 'recall' | 'f1' | 'support', number> & { label: string }>[];
  readonly matrix: readonly (readonly number[])[];
}

const golden = JSON.parse(readFileSync(new URL('../../../golden/answers.json', import.meta.url), 'utf8')) as {
  readonly versions: Readonly<Record<string, string>>;
  readonly labels: readonly LabelCase[];
  readonly multilabels: readonly {
    readonly name: string;
    readonly answers: readonly (readonly string[])[];
    readonly references: readonly (readonly string[])[];
    readonly figures: Figures;
  }[];
  readonly shortAnswers: readonly (Readonly<Record<string, unknown>> & {
    readonly answer: string;
    readonly references: readonly string[];
  })[];
  readonly numbersInTexts: readonly Readonly<
    Record<'strict' | 'flexible', string | null> &
      Record<'strictNumber' | 'flexibleNumber', number | null> & { text: string }
  >[];
  readonly numbers: readonly {
    readonly name: string;
    readonly answers: readonly number[];
    readonly references: readonly number[];
    readonly figures: Figures;
  }[];
  readonly schemas: {
    readonly values: readonly JsonValue[];
    readonly cases: readonly { readonly schema: JsonValue; readonly valid: string }[];
  };
  readonly rankings: readonly {
    readonly name: string;
    readonly answer: readonly string[];
    readonly gains: Readonly<Record<string, number>>;
    readonly figures: Figures;
  }[];
};

/** The figure of a metric over all answers to which it applies. */
function figureOf(metric: Metric, answers: readonly Scored[]): number | undefined {
  const set = scoreAll(metric, answers);
  const counted = Array.from(answers.keys()).filter((at) => countsIn(metric, set, at));
  return corpusFigure(metric, set, counted);
}

/** The metrics whose figure is further than 1e-9 (relative, where it is great) from the expected one. */
function differing(figures: Figures, answers: readonly Scored[]): unknown[] {
  return Object.entries(figures).flatMap(([spec, expected]) => {
    const figure = figureOf(readMetric(spec), answers);
    const near =
      expected === null || figure === undefined
        ? figure === (expected ?? undefined)
        : Math.abs(figure - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
    return near ? [] : [{ spec, figure, expected }];
  });
}

describe('metrics of labels, numbers and rankings against their reference implementations', () => {
  it('knows what made the golden cases', () => {
    expect(golden.versions['scikit-learn']).toBe('1.9.1');
    expect(golden.versions['scipy']).toBe('1.17.1');
  });

  it.each(golden.labels)('scores one label as scikit-learn: $name', ({ answers, references, figures }) => {
    expect(
      differing(
        figures,
        answers.map((answer, at) => scored(answer, ...(references[at] ?? []))),
      ),
    ).toEqual([]);
  });

  it.each(golden.labels)('tells labels apart as scikit-learn: $name', ({ answers, references, classes, matrix }) => {
    const f1 = readMetric('f1');
    const { statistics = [] } = scoreAll(
      f1,
      answers.map((answer, at) => scored(answer, ...(references[at] ?? []))),
    );
    const confusion = confusionOf(f1, statistics);
    expect(confusion?.matrix).toEqual(matrix);
    expect(confusion?.labels).toEqual(classes.map(({ label }) => label));
    for (const [at, expected] of classes.entries()) {
      const figures = confusion?.classes[at];
      expect(figures?.support).toBe(expected.support);
      for (const name of ['precision', 'recall', 'f1'] as const) expect(figures?.[name]).toBeCloseTo(expected[name], 9);
    }
  });

  it.each(golden.multilabels)('scores several labels as scikit-learn: $name', ({ answers, references, figures }) => {
    const lists = answers.map((labels, at) => scored(labels.join(', '), ...(references[at] ?? [])));
    expect(differing(figures, lists)).toEqual([]);
    const arrays = answers.map((labels, at) => scored(JSON.stringify(labels), JSON.stringify(references[at])));
    expect(differing(figures, arrays)).toEqual([]);
  });

  it('scores short answers as the SQuAD script and Python', () => {
    expect(golden.shortAnswers.length).toBeGreaterThan(150);
    const specs = ['exact-match', 'normalized-exact-match', 'token-f1', 'contains', 'contains:ignore-case=true'];
    for (const { answer, references, ...wanted } of golden.shortAnswers) {
      const figures = Object.fromEntries(specs.map((spec) => [spec, wanted[spec] as number]));
      expect(differing(figures, [scored(answer, ...references)])).toEqual([]);
    }
  });

  it('finds numbers as lm-evaluation-harness', () => {
    for (const { text, strict, flexible, strictNumber, flexibleNumber } of golden.numbersInTexts) {
      expect(extractNumber(text, 'strict') ?? null).toBe(strict);
      expect(extractNumber(text, 'flexible') ?? null).toBe(flexible);
      expect(numberInAnswer(text, 'strict') ?? null).toBe(strictNumber);
      expect(numberInAnswer(text, 'flexible') ?? null).toBe(flexibleNumber);
    }
  });

  it.each(golden.numbers)('scores numbers as scikit-learn and SciPy: $name', ({ answers, references, figures }) => {
    expect(
      differing(
        figures,
        answers.map((answer, at) => scored(String(answer), String(references[at]))),
      ),
    ).toEqual([]);
  });

  it.each(golden.schemas.cases)('satisfies $schema where jsonschema says so', ({ schema, valid }) => {
    const satisfies = schemaCheck(schema);
    expect(golden.schemas.values.map((value) => Number(satisfies(value))).join('')).toBe(valid);
  });

  it.each(golden.rankings)('scores rankings as trec_eval: $name', ({ answer, gains, figures }) => {
    expect(differing(figures, [scored(JSON.stringify(answer), JSON.stringify(gains))])).toEqual([]);
    const lines = answer.map((id, at) => `${at + 1}. ${id}`).join('\n');
    expect(differing(figures, [scored(lines, JSON.stringify(gains))])).toEqual([]);
  });
});
