import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bcaInterval } from '../../../../src/core/stats/bcaInterval';
import { bootstrap, drawResamples } from '../../../../src/core/stats/bootstrap';
import { clustersBy } from '../../../../src/core/stats/clusters';
import { observed, type PairedStatistic } from '../../../../src/core/stats/pairedStatistic';
import { percentileInterval } from '../../../../src/core/stats/percentileInterval';
import { permutationTest } from '../../../../src/core/stats/permutation';
import { quantile } from '../../../../src/core/stats/quantile';
import { meanDifference, sumDifference } from '../../../../src/core/stats/sumDifference';
import { wholeDifference, type WholeFigure } from '../../../../src/core/stats/wholeDifference';
import { golden, relativeError } from './golden';

const { corpus } = golden;
const samples = corpus.words.length;
const clusters = { count: Math.max(...corpus.clusters) + 1, of: Uint32Array.from(corpus.clusters) };
const scoresOf = (values: readonly number[] | undefined): Float64Array => Float64Array.from(values ?? []);

/** Errors and words of each answer; the figure is errors per word. */
function errorRate(role: number): Float64Array {
  return Float64Array.from(
    { length: 2 * samples },
    (_, at) => (at % 2 === 0 ? corpus.errors[role]?.[at >> 1] : corpus.words[at >> 1]) ?? NaN,
  );
}

const answers = (values: readonly (readonly number[])[]): readonly number[] => values.flat();

const macroF1: WholeFigure = (chosen) => {
  const given = Array.from(chosen, (place) => answers(corpus.labels)[place]);
  const right = Array.from(chosen, (place) => corpus.gold[place % samples]);
  const labels = [...new Set([...given, ...right])];
  const scores = labels.map((label) => {
    const hits = given.filter((value, at) => value === label && right[at] === label).length;
    return (2 * hits) / (given.filter((v) => v === label).length + right.filter((v) => v === label).length);
  });
  return scores.reduce((sum, score) => sum + score, 0) / labels.length;
};

const spearman: WholeFigure = (chosen) => {
  const ranksOf = (values: readonly number[]): number[] =>
    values.map((value) => values.filter((v) => v < value).length + (values.filter((v) => v === value).length + 1) / 2);
  const first = ranksOf(Array.from(chosen, (place) => answers(corpus.guesses)[place] ?? NaN));
  const second = ranksOf(Array.from(chosen, (place) => corpus.truth[place % samples] ?? NaN));
  const mean = (chosen.length + 1) / 2;
  const product = (left: number[], right: number[]): number =>
    left.reduce((sum, value, at) => sum + (value - mean) * ((right[at] ?? NaN) - mean), 0);
  return product(first, second) / Math.sqrt(product(first, first) * product(second, second));
};

function statisticOf(name: keyof typeof corpus.figures, clustered: boolean): PairedStatistic {
  const grouped = clustered ? clusters : undefined;
  if (name !== 'rate') return wholeDifference(name === 'macroF1' ? macroF1 : spearman, samples, grouped);
  const figure = ([errors = NaN, words = NaN]: Float64Array): number => errors / words;
  return sumDifference({ width: 2, base: errorRate(0), tuned: errorRate(1), figure }, grouped);
}

describe('differences over chosen samples, as NumPy, scikit-learn and SciPy compute them', () => {
  it.each(['rate', 'macroF1', 'spearman'] as const)('%s', (name) => {
    const expected = corpus.figures[name];
    const close = (found: Iterable<number>, wanted: readonly number[]): void => {
      const values = [...found];
      expect(values.length).toBe(wanted.length);
      for (const [at, value] of values.entries()) expect(Math.abs(value - (wanted[at] ?? NaN))).toBeLessThan(1e-12);
    };
    const [plain, clustered] = [statisticOf(name, false), statisticOf(name, true)];
    close([observed(plain), observed(clustered)], [expected.observed, expected.observed]);
    close(
      corpus.draws.map((draw) => plain.of(Uint32Array.from(draw))),
      expected.drawn,
    );
    close(
      corpus.clusterDraws.map((draw) => clustered.of(Uint32Array.from(draw))),
      expected.clustersDrawn,
    );
    close(plain.jackknife(), expected.jackknife);
    close(clustered.jackknife(), expected.clusterJackknife);
  });

  it('are means over the samples of the clusters that are there', () => {
    const of = Uint32Array.of(0, 0, 1);
    const statistic = meanDifference(new Float64Array(3), Float64Array.of(1, 2, 6), { count: 2, of });
    expect([observed(statistic), statistic.of(Uint32Array.of(1, 1))]).toEqual([3, 6]);
    expect([...statistic.jackknife()]).toEqual([6, 1.5]);
  });

  it('exchange the answers of units', () => {
    for (const name of ['rate', 'macroF1', 'spearman'] as const) {
      for (const clustered of [false, true]) {
        const statistic = statisticOf(name, clustered);
        const none = new Uint8Array(statistic.units);
        expect(statistic.exchanged(none)).toBeCloseTo(observed(statistic), 12);
        expect(statistic.exchanged(none.fill(1))).toBeCloseTo(-observed(statistic), 12);
      }
    }
    const two = meanDifference(Float64Array.of(1, 10), Float64Array.of(3, 50));
    expect(two.exchanged(Uint8Array.of(0, 1))).toBe((2 - 40) / 2);
  });
});

describe('the intervals of resamples, as scipy.stats.bootstrap', () => {
  it.each(golden.bootstrap)('of $difference at $confidence', (expected) => {
    const { base, tuned, confidence, distribution, bca, percentile } = expected;
    const statistic = meanDifference(scoresOf(base), scoresOf(tuned));
    expect(relativeError(observed(statistic), expected.difference)).toBeLessThan(1e-12);
    for (const [at, value] of statistic.jackknife().entries())
      expect(relativeError(value, expected.jackknife[at] ?? NaN)).toBeLessThan(1e-10);
    const resamples = scoresOf(distribution);
    const plain = percentileInterval(resamples, confidence);
    expect(relativeError(plain?.low, percentile[0])).toBeLessThan(1e-12);
    expect(relativeError(plain?.high, percentile[1])).toBeLessThan(1e-12);
    // The value as SciPy had it, because resamples that are equal to it count half.
    const corrected = bcaInterval(resamples, expected.difference, scoresOf(expected.jackknife), confidence);
    expect(relativeError(corrected?.low, bca[0])).toBeLessThan(1e-10);
    expect(relativeError(corrected?.high, bca[1])).toBeLessThan(1e-10);
  });

  it('leave out resamples without a value, unless they are many', () => {
    const values = Float64Array.from({ length: 101 }, (_, at) => at);
    expect(percentileInterval(Float64Array.of(...values, NaN), 0.9)).toEqual(percentileInterval(values, 0.9));
    expect(percentileInterval(Float64Array.of(1, NaN), 0.9)).toBeUndefined();
    expect(quantile(Float64Array.of(1, 2, 4), 0.75)).toBe(3);
    expect(quantile(new Float64Array(), 0.5)).toBeNaN();
  });
});

const score = fc.double({ min: -5, max: 5, noNaN: true });
const pairs = fc.array(fc.tuple(score, score), { minLength: 2, maxLength: 40 });
const statisticOfPairs = (list: readonly (readonly [number, number])[], turned = false): PairedStatistic => {
  const [base, tuned] = [0, 1].map((role) => Float64Array.from(list, (pair) => pair[role] ?? NaN));
  const none = new Float64Array();
  return turned ? meanDifference(tuned ?? none, base ?? none) : meanDifference(base ?? none, tuned ?? none);
};

describe('the paired bootstrap', () => {
  it('is the same for the same seed, and turns with the models', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), (list, seed) => {
        const options = { seed, resamples: 200, method: 'percentile' } as const;
        const found = bootstrap(statisticOfPairs(list), options);
        expect(bootstrap(statisticOfPairs(list), options)).toEqual(found);
        const turned = bootstrap(statisticOfPairs(list, true), options);
        expect(turned.difference).toBeCloseTo(-found.difference, 12);
        expect(turned.interval?.low).toBeCloseTo(-(found.interval?.high ?? NaN), 12);
        expect(turned.interval?.high).toBeCloseTo(-(found.interval?.low ?? NaN), 12);
      }),
    );
  });

  it('is wider for more confidence, and stays within what the samples say', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), (list, seed) => {
        const statistic = statisticOfPairs(list);
        const [narrow, wide] = [0.8, 0.95].map(
          (confidence) => bootstrap(statistic, { seed, resamples: 300, confidence }).interval,
        );
        const changes = list.map(([base, tuned]) => tuned - base);
        expect(wide?.low).toBeLessThanOrEqual(narrow?.low ?? NaN);
        expect(wide?.high).toBeGreaterThanOrEqual(narrow?.high ?? NaN);
        expect(wide?.low).toBeGreaterThanOrEqual(Math.min(...changes) - 1e-9);
        expect(wide?.high).toBeLessThanOrEqual(Math.max(...changes) + 1e-9);
      }),
    );
  });

  it('finds the standard error of a mean, and of clusters that only repeat themselves the greater one', () => {
    const list = Array.from({ length: 200 }, (_, at) => [0, Math.sin(at * 7.3) + 0.3] as const);
    const plain = bootstrap(statisticOfPairs(list), { seed: 1, resamples: 4000 });
    // s / √n with the deviation of the population.
    const mean = list.reduce((sum, [, tuned]) => sum + tuned, 0) / 200;
    const error = Math.sqrt(list.reduce((sum, [, tuned]) => sum + (tuned - mean) ** 2, 0)) / 200;
    expect(plain.standardError / error).toBeCloseTo(1, 1);
    const twice = [...list, ...list];
    const scores = [0, 1].map((role) => Float64Array.from(twice, (pair) => pair[role] ?? NaN));
    const [base = new Float64Array(), tuned = new Float64Array()] = scores;
    const grouped = meanDifference(base, tuned, clustersBy(twice.map((_, at) => at % 200)));
    expect(drawResamples(grouped, 50, 9)).toEqual(drawResamples(statisticOfPairs(list), 50, 9));
  });

  it('says where it has nothing to say', () => {
    const one = bootstrap(meanDifference(Float64Array.of(1), Float64Array.of(2)), { seed: 1, resamples: 10 });
    expect(one.interval).toBeUndefined();
    const none = bootstrap(meanDifference(new Float64Array(), new Float64Array()), { seed: 1, resamples: 10 });
    expect([none.difference, none.interval]).toEqual([NaN, undefined]);
    const same = bootstrap(meanDifference(Float64Array.of(0, 0, 0), Float64Array.of(1, 1, 1)), { seed: 1 });
    expect(same).toMatchObject({
      interval: { low: 1, high: 1 },
      method: 'percentile',
      resamples: 10_000,
      standardError: 0,
    });
  });
});

describe('the paired permutation test', () => {
  it.each(golden.permutation)(
    'of $difference with p $p, as scipy.stats.permutation_test',
    ({ base, tuned, difference, p }) => {
      const found = permutationTest(meanDifference(scoresOf(base), scoresOf(tuned)), { seed: 4 });
      expect(relativeError(found.difference, difference)).toBeLessThan(1e-10);
      if (base.length <= 13) {
        expect(found).toMatchObject({ method: 'exact', permutations: 2 ** base.length });
        expect(relativeError(found.p, p)).toBeLessThan(1e-12);
      } else {
        expect(found).toMatchObject({ method: 'random', permutations: 9999, seed: 4 });
        expect(Math.abs(found.p - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / 9999) + 1e-4);
      }
    },
  );

  it('exchanges whole clusters', () => {
    const { base, tuned, clusters: of, p } = golden.clusterPermutation;
    const statistic = meanDifference(scoresOf(base), scoresOf(tuned), clustersBy(of));
    expect(permutationTest(statistic, { seed: 1 }).p).toBeCloseTo(p, 12);
  });

  it('does not care which model is which, is never 0, and is 1 where there is no difference', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), (list, seed) => {
        const found = permutationTest(statisticOfPairs(list), { seed, permutations: 99 });
        expect(found.p).toBeGreaterThan(0);
        expect(found.p).toBeLessThanOrEqual(1);
        if (found.method === 'exact') expect(found.p).toBeGreaterThanOrEqual(2 / found.permutations);
        expect(permutationTest(statisticOfPairs(list, true), { seed, permutations: 99 }).p).toBe(found.p);
      }),
    );
    const strong = meanDifference(new Float64Array(60), new Float64Array(60).fill(1));
    expect(permutationTest(strong, { seed: 2 }).p).toBe(1 / 10_000);
    // 0.1 + 0.2 − 0.3 is not 0 in doubles, and yet no difference; in another order it is 0.
    const level = meanDifference(new Float64Array(6), Float64Array.of(0.1, 0.2, -0.3, 0.1, 0.2, -0.3));
    expect(permutationTest(level, { seed: 2 }).p).toBe(1);
    expect(permutationTest(meanDifference(new Float64Array(), new Float64Array()), { seed: 1 }).p).toBeNaN();
  });
});

describe('clusters', () => {
  it('are made by value; samples without one stand alone', () => {
    expect(clustersBy(['a', undefined, 'b', 'a', undefined])).toEqual({ count: 4, of: Uint32Array.of(0, 1, 2, 0, 3) });
  });
});
