import type { JsonValue } from '../core/dataset/json';
import { HumanError } from '../core/humanError';
import { compareRight, countRight } from '../core/report/rightComparison';
import { readRight } from '../core/report/readings';
import { bootstrap } from '../core/stats/bootstrap';
import { clustersBy } from '../core/stats/clusters';
import { CONFIDENCE } from '../core/stats/interval';
import { mcNemar } from '../core/stats/mcNemar';
import type { PairedStatistic } from '../core/stats/pairedStatistic';
import { permutationTest } from '../core/stats/permutation';
import { meanDifference } from '../core/stats/sumDifference';
import { wilcoxon } from '../core/stats/wilcoxon';
import { usageError, type Given } from './arguments';
import { EXIT, type Command } from './command';
import { badLine, readJsonLines } from './jsonLines';

/** Seed unless another is asked for, as in reports. */
const SEED = 1;
/** Digits of a figure for people. */
const DIGITS = 6;

/** The scores of both models, by place. */
interface Pairs {
  readonly base: Float64Array;
  readonly tuned: Float64Array;
  /** Clusters by name; undefined where a pair has none. */
  readonly clusters: readonly (string | undefined)[];
  readonly isClustered: boolean;
}

type Figures = Readonly<Record<string, unknown>>;

interface Test {
  readonly takesClusters: boolean;
  /** 0 and 1 only. */
  readonly isOfShares: boolean;
  run(pairs: Pairs, given: Given): Figures;
}

const TESTS: Readonly<Record<string, Test>> = {
  mcnemar: { takesClusters: false, isOfShares: true, run: mcNemarFigures },
  wilcoxon: { takesClusters: false, isOfShares: false, run: ({ base, tuned }) => ({ ...wilcoxon(base, tuned) }) },
  bootstrap: { takesClusters: true, isOfShares: false, run: bootstrapFigures },
  permutation: { takesClusters: true, isOfShares: false, run: permutationFigures },
};

/** `tuning-fork stats`: tests of scores that are in a file, without any run. */
export const statsCommand: Command = {
  usage: `--test ${Object.keys(TESTS).join('|')} --pairs FILE`,
  about: `Tests whether two models differ on the same samples. The file has one JSON object on
each line, with numbers, or true and false for right and wrong:
  {"base": 0.5, "tuned": 0.75}
With "cluster" (bootstrap, permutation) pairs of one cluster count as one draw. The
change is tuned − base, its mean for bootstrap and permutation; p is two-sided.`,
  options: {
    test: {
      value: 'NAME',
      help: 'mcnemar (exact), wilcoxon (signed rank), bootstrap (BCa interval) or permutation.',
    },
    pairs: { value: 'FILE', help: 'The file; - for the standard input.' },
    seed: { value: 'N', help: `Seed of the random numbers; default: ${SEED}.` },
    resamples: { value: 'N', help: 'Resamples of a bootstrap (default: 10000) or a permutation test (9999).' },
    confidence: { value: 'SHARE', help: `Confidence of the intervals; default: ${CONFIDENCE}.` },
  },
  arguments: [0, 0],
  async run(given, terminal) {
    const name = given.value('test') ?? '';
    const file = given.value('pairs');
    const test = Object.hasOwn(TESTS, name) ? TESTS[name] : undefined;
    if (!test) throw usageError(`Say which test: --test ${Object.keys(TESTS).join('|')}.`);
    if (file === undefined) throw usageError('Say which file has the pairs: --pairs FILE.');
    const pairs = await readPairs(file, name, test);
    const figures = { test: name, samples: pairs.base.length, ...test.run(pairs, given) };
    if (given.has('json')) terminal.printJson(figures);
    else terminal.print(figureLines(figures).join('\n'));
    return EXIT.met;
  },
};

async function readPairs(file: string, name: string, { takesClusters, isOfShares }: Test): Promise<Pairs> {
  const base: number[] = [];
  const tuned: number[] = [];
  const clusters: (string | undefined)[] = [];
  for await (const { line, record } of readJsonLines(file)) {
    const score = (role: 'base' | 'tuned'): number => {
      const value = record[role];
      const number = typeof value === 'boolean' ? Number(value) : value;
      const isRight = typeof number === 'number' && (!isOfShares || number === 0 || number === 1);
      if (isRight && Number.isFinite(number)) return number;
      throw badLine(file, line, `“${role}” must be ${isOfShares ? 'true or false, or 1 or 0' : 'a number'}.`);
    };
    base.push(score('base'));
    tuned.push(score('tuned'));
    const cluster = nameOf(record['cluster']);
    if (cluster !== undefined && !takesClusters) {
      throw badLine(file, line, `${name} takes no clusters: use bootstrap or permutation.`);
    }
    clusters.push(cluster);
  }
  if (base.length === 0) throw new HumanError('no-pairs', `${file === '-' ? 'Standard input' : file} holds no pairs.`);
  const isClustered = clusters.some((cluster) => cluster !== undefined);
  return { base: Float64Array.from(base), tuned: Float64Array.from(tuned), clusters, isClustered };
}

/** A cluster's name: 1 and "1" are two. */
function nameOf(cluster: JsonValue | undefined): string | undefined {
  return cluster === undefined || cluster === null ? undefined : JSON.stringify(cluster);
}

function mcNemarFigures({ base, tuned }: Pairs, given: Given): Figures {
  const confidence = confidenceIn(given);
  const right = compareRight(countRight({ base, tuned }, base.keys()), confidence);
  const { broken, fixed, bothRight, bothWrong, change, interval } = right;
  const { exact, midP, corrected } = mcNemar(broken, fixed, confidence);
  return {
    ...{ broken, fixed, bothRight, bothWrong, base: right.base, tuned: right.tuned, change, interval, confidence },
    ...{ statistic: Math.min(broken, fixed), p: exact, midP, corrected },
    reading: readRight(right, 1, confidence).sentence,
  };
}

function bootstrapFigures(pairs: Pairs, given: Given): Figures {
  const confidence = confidenceIn(given);
  const options = { seed: seedIn(given), confidence, ...resamplesIn(given, 'resamples') };
  const { difference, ...drawn } = bootstrap(statisticOf(pairs), options);
  return { change: difference, ...drawn, confidence, ...clustersIn(pairs) };
}

function permutationFigures(pairs: Pairs, given: Given): Figures {
  const options = { seed: seedIn(given), ...resamplesIn(given, 'permutations') };
  const { difference, ...tested } = permutationTest(statisticOf(pairs), options);
  return { change: difference, ...tested, ...clustersIn(pairs) };
}

function statisticOf({ base, tuned, clusters, isClustered }: Pairs): PairedStatistic {
  return meanDifference(base, tuned, isClustered ? clustersBy(clusters) : undefined);
}

function clustersIn({ clusters, isClustered }: Pairs): Figures {
  return isClustered ? { clusters: clustersBy(clusters).count } : {};
}

function seedIn(given: Given): number {
  return given.number('seed', { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true }) ?? SEED;
}

function confidenceIn(given: Given): number {
  return given.number('confidence', { min: 0.5, max: 0.999, whole: false }) ?? CONFIDENCE;
}

/** The number of draws under the name that the test gives it; nothing where it was not said. */
function resamplesIn<K extends string>(given: Given, name: K): Partial<Record<K, number>> {
  const draws = given.number('resamples', { min: 100, max: 1_000_000, whole: true });
  return draws === undefined ? {} : ({ [name]: draws } as Partial<Record<K, number>>);
}

/** A line for each figure. */
function figureLines(figures: Figures): string[] {
  const rows = Object.entries(figures).map(([name, value]) => [name, shown(value)] as const);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(DIGITS)));
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, member]) => `${name} ${shown(member)}`)
    .join(', ');
}
