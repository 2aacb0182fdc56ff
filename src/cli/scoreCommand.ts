import { scalarText } from '../core/dataset/fields';
import type { JsonObject, JsonValue } from '../core/dataset/json';
import { corpusFigure, countsIn, scoreAll } from '../core/metric/corpusFigure';
import type { Metric, Scored } from '../core/metric/metric';
import { readMetric } from '../core/metric/metricSpec';
import { usageError } from './arguments';
import { EXIT, type Command } from './command';
import { badLine, readJsonLines } from './jsonLines';

/** `tuning-fork score`: figures of predictions that are in a file, without any run. */
export const scoreCommand: Command = {
  usage: '--metric NAME [--metric NAME …] --pairs FILE',
  about: `Scores predictions against references and prints one JSON object:
  {"scores": {NAME: {"corpus": …, "samples": [… or null], "signature": "…"}}}

The file has one JSON object on each line:
  {"prediction": "text or any JSON", "references": ["…", …]}
with "reference" for a single one.`,
  options: {
    metric: {
      value: 'NAME',
      help: 'A metric, with options behind a colon: bleu:tokenize=intl. Several times.',
      multiple: true,
    },
    pairs: { value: 'FILE', help: 'The file; - for the standard input.' },
  },
  arguments: [0, 0],
  async run(given, terminal) {
    const names = given.all('metric');
    const file = given.value('pairs');
    if (names.length === 0) throw usageError('Say which metric: --metric NAME.');
    if (file === undefined) throw usageError('Say which file has the pairs: --pairs FILE.');
    const metrics = names.map((name) => [name, readMetric(name)] as const);
    const answers: Scored[] = [];
    for await (const { line, record } of readJsonLines(file)) answers.push(answerIn(record, file, line));
    const scores = Object.fromEntries(metrics.map(([name, metric]) => [name, scoresOf(metric, answers)]));
    terminal.printJson({ scores });
    return EXIT.met;
  },
};

function answerIn(record: JsonObject, file: string, line: number): Scored {
  const { prediction, reference, references } = record;
  if (prediction === undefined) throw badLine(file, line, '“prediction” is missing.');
  if (references !== undefined && !Array.isArray(references)) {
    throw badLine(file, line, '“references” must be a list; a single one is called “reference”.');
  }
  const accepted: readonly JsonValue[] = references ?? (reference === undefined ? [] : [reference]);
  return { completion: { text: textOf(prediction), finishReason: null }, references: accepted.map(textOf) };
}

/** Text as it is, other values as JSON text. */
function textOf(value: JsonValue): string {
  return scalarText(value) ?? JSON.stringify(value);
}

function scoresOf(metric: Metric, answers: readonly Scored[]) {
  const set = scoreAll(metric, answers);
  const chosen = answers.flatMap((_answer, place) => (countsIn(metric, set, place) ? [place] : []));
  return {
    corpus: corpusFigure(metric, set, chosen) ?? null,
    samples: Array.from(set.scores, (score) => (Number.isNaN(score) ? null : score)),
    ...(metric.signature !== undefined && { signature: metric.signature }),
  };
}
