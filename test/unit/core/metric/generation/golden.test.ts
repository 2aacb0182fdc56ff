import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpusFigure, scoreAll } from '../../../../../src/core/metric/corpusFigure';
import { BLEU_TOKENIZERS, type BleuTokenizerName } from '../../../../../src/core/metric/generation/bleuTokenizers';
import { porterStem } from '../../../../../src/core/metric/generation/porterStemmer';
import { readMetric } from '../../../../../src/core/metric/metricSpec';
import { pythonTrimEnd } from '../../../../../src/core/metric/pythonText';
import { scored } from '../scored';

interface Case {
  readonly answer: string;
  readonly references: readonly string[];
  readonly scores: readonly number[];
}

interface Golden {
  readonly versions: Readonly<Record<string, string>>;
  readonly metrics: readonly string[];
  readonly cases: readonly Case[];
  readonly long: {
    readonly answer: string;
    readonly references: readonly string[];
    readonly scores: Readonly<Record<string, number>>;
  };
  readonly corpora: readonly {
    readonly references: number;
    readonly figures: Readonly<Record<string, { readonly figure: number; readonly signature?: string }>>;
  }[];
  readonly tokens: readonly {
    readonly text: string;
    readonly tokens: Readonly<Record<BleuTokenizerName, readonly string[]>>;
  }[];
  readonly stems: { readonly words: string; readonly stems: string };
}

/** Written by `test/golden/generation.py`. */
const golden = JSON.parse(
  readFileSync(new URL('../../../../golden/generation.json', import.meta.url), 'utf8'),
) as Golden;

const isNear = (score: number | undefined, expected: number): boolean =>
  score !== undefined && Math.abs(score - expected) <= 1e-9;

describe('generation metrics against their reference implementations', () => {
  it('has the golden cases and knows what made them', () => {
    expect(golden.cases.length).toBeGreaterThan(350);
    expect(golden.versions).toMatchObject({ sacrebleu: '2.6.0', nltk: '3.10.3', rapidfuzz: '3.14.6' });
  });

  it.each(golden.metrics.map((name, at) => [name, at] as const))('%s', (name, at) => {
    const metric = readMetric(name);
    const differing = golden.cases.flatMap(({ answer, references, scores }) => {
      const score = metric.score(scored(answer, ...references));
      const expected = scores[at] ?? NaN;
      return isNear(score, expected) ? [] : [{ answer, references, score, expected }];
    });
    expect(differing).toEqual([]);
  });

  it('scores 10,000 words', () => {
    const { answer, references, scores } = golden.long;
    const differing = Object.entries(scores).flatMap(([name, expected]) => {
      const score = readMetric(name).score(scored(answer, ...references));
      return isNear(score, expected) ? [] : [{ name, score, expected }];
    });
    expect(differing).toEqual([]);
  });

  it.each(golden.corpora)('computes the figures of sets with $references references', ({ references, figures }) => {
    const answers = golden.cases
      .filter((one) => one.references.length === references)
      .map((one) => scored(one.answer, ...one.references));
    for (const [name, { figure }] of Object.entries(figures)) {
      const metric = readMetric(name);
      const found = corpusFigure(metric, scoreAll(metric, answers), [...answers.keys()]);
      expect(isNear(found, figure), `${name}: ${found} instead of ${figure}`).toBe(true);
    }
  });

  it.each(golden.corpora)('signs sets with $references references as sacreBLEU', ({ references, figures }) => {
    for (const [name, { signature }] of Object.entries(figures)) {
      expect(readMetric(name).signature?.replace('nrefs:1', `nrefs:${references}`), name).toBe(signature);
    }
  });

  it.each(Object.entries(BLEU_TOKENIZERS))('cuts texts as the tokeniser %s', (name, { runs, tokens }) => {
    for (const { text, tokens: expected } of golden.tokens) {
      const found = runs(pythonTrimEnd(text)).flatMap((run) => tokens?.(run) ?? [run]);
      expect(found, text).toEqual(expected[name as BleuTokenizerName]);
    }
  });

  it('stems as NLTK', () => {
    const words = golden.stems.words.split(' ');
    const stems = golden.stems.stems.split(' ');
    expect(words.length).toBeGreaterThan(4000);
    expect(
      words.flatMap((word, at) => (porterStem(word) === stems[at] ? [] : [[word, porterStem(word), stems[at]]])),
    ).toEqual([]);
  });
});
