/**
 * Our side of the metrics bench, a process of its own: `node metricsOurs.mjs <task> <pairs.jsonl> <how many>`. Prints its
 * figures as JSON. Each repeat has new metrics, so that nothing is remembered from the one before.
 */
import { readFileSync } from 'node:fs';
import { corpusFigure } from '../../src/core/metric/corpusFigure';
import type { Metric, Scored } from '../../src/core/metric/metric';
import { readMetric } from '../../src/core/metric/metricSpec';
import type { MetricsFigures, MetricsTask } from './metrics.mts';

const REPEATS = 5;

const METRICS: Readonly<Record<MetricsTask, readonly string[]>> = {
  bleu: ['bleu'],
  chrf: ['chrf'],
  rouge: ['rouge-1:stemmer', 'rouge-2:stemmer', 'rouge-l:stemmer'],
  ter: ['ter'],
};

const names = METRICS[process.argv[2] as MetricsTask];
const answers: Scored[] = readFileSync(process.argv[3] ?? '', 'utf8')
  .split('\n', Number(process.argv[4]))
  .map((line) => {
    const { prediction, references } = JSON.parse(line) as { prediction: string; references: string[] };
    return { completion: { text: prediction, finishReason: 'stop' }, references };
  });
const all = Int32Array.from(answers.keys());

/** The figure of all answers, and nothing besides it: what the peers compute. */
function figureOf(metric: Metric): number {
  const { corpus } = metric;
  if (corpus?.kind !== 'sum') {
    const scores = Float64Array.from(answers, (answer) => metric.score(answer) ?? NaN);
    return corpusFigure(metric, { scores }, all) ?? NaN;
  }
  const sums = new Float64Array(answers.length * corpus.width);
  for (const [at, answer] of answers.entries()) sums.set(corpus.statistics(answer) ?? [], at * corpus.width);
  return corpusFigure(metric, { scores: new Float64Array(), sums }, all) ?? NaN;
}

let ms = Infinity;
let figures: number[] = [];
for (let repeat = 0; repeat < REPEATS; repeat++) {
  const began = performance.now();
  figures = names.map((name) => figureOf(readMetric(name)));
  ms = Math.min(ms, performance.now() - began);
}
console.log(JSON.stringify({ ms, figures } satisfies MetricsFigures));
