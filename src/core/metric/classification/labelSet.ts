import { areRight, knownLabels, type LabelAnswer, type LabelReading } from './labelAnswer';
import { labelFinder, type LabelFinder } from './labelsInText';

/** How often each label was there, was named, and was rightly named, over some answers. */
export interface LabelCounts {
  /** Answers. */
  readonly total: number;
  /** Answers all of whose labels are right. */
  readonly right: number;
  /** Answers in which no label was found. */
  readonly unparsable: number;
  /** By the place of the label: references that have it. */
  readonly support: Float64Array;
  /** Answers that name it. */
  readonly named: Float64Array;
  /** Both. */
  readonly matched: Float64Array;
}

/** Answers whose labels are found. */
export interface LabelSet {
  /** In the order of the option, or sorted when they come from the references. */
  readonly labels: readonly string[];
  /** The answers by place; undefined where the metric does not apply. */
  readonly answers: readonly (ReadAnswer | undefined)[];
  count(chosen: ArrayLike<number>): LabelCounts;
}

/** The labels of one answer, by place. A reference that is none of the labels has no place. */
export interface ReadAnswer {
  readonly truth: readonly number[];
  readonly named: readonly number[];
  readonly isRight: boolean;
  readonly isUnparsable: boolean;
}

/** Finds the labels of all answers. Of several accepted labels the one that is named is the true one, else the first. */
export function labelSet(all: readonly (LabelAnswer | undefined)[], reading: LabelReading): LabelSet {
  const labels =
    reading.labels.length > 0 ? reading.labels : [...new Set(all.flatMap((answer) => answer?.references ?? []))].sort();
  const places = new Map(labels.map((label, place) => [label, place]));
  const finder = labelFinder(labels);
  const answers = all.map((answer) => answer && readAnswer(answer, reading, labels, places, finder));
  const truth = flat(answers.map((answer) => answer?.truth ?? []));
  const named = flat(answers.map((answer) => answer?.named ?? []));
  const matched = flat(answers.map((answer) => answer?.truth.filter((place) => answer.named.includes(place)) ?? []));
  return {
    labels,
    answers,
    count(chosen) {
      let right = 0;
      let unparsable = 0;
      for (let at = 0; at < chosen.length; at++) {
        const answer = answers[chosen[at] ?? 0];
        if (answer?.isRight) right++;
        if (answer?.isUnparsable) unparsable++;
      }
      return {
        total: chosen.length,
        right,
        unparsable,
        support: countPlaces(truth, chosen, labels.length),
        named: countPlaces(named, chosen, labels.length),
        matched: countPlaces(matched, chosen, labels.length),
      };
    },
  };
}

function readAnswer(
  answer: LabelAnswer,
  { extraction, isMulti }: LabelReading,
  labels: readonly string[],
  places: ReadonlyMap<string, number>,
  finder: LabelFinder,
): ReadAnswer {
  const known = knownLabels(answer);
  const text = typeof answer.named === 'string' ? answer.named : '';
  // What stands behind the last “Answer:” was cut out already.
  const looked = extraction === 'after' ? 'first' : extraction;
  const found = known
    ? known.flatMap((label) => places.get(label) ?? [])
    : isMulti
      ? [...finder.several(text, looked)]
      : [finder.one(text, looked) ?? []].flat();
  const named = [...new Set(found)];
  const names = known ?? named.flatMap((place) => labels[place] ?? []);
  const accepted = answer.references.flatMap((label) => places.get(label) ?? []);
  const chosen = accepted.find((place) => place === named[0]) ?? places.get(answer.references[0] ?? '');
  return {
    truth: isMulti ? accepted : chosen === undefined ? [] : [chosen],
    named,
    isRight: areRight(names, answer, isMulti),
    isUnparsable: named.length === 0 && !answer.saysNone,
  };
}

/** Lists one behind the other: list i goes from `from[i]` up to `from[i + 1]`. */
interface Flat {
  readonly from: Int32Array;
  readonly items: Int32Array;
}

function flat(lists: readonly (readonly number[])[]): Flat {
  const from = new Int32Array(lists.length + 1);
  for (const [at, list] of lists.entries()) from[at + 1] = (from[at] ?? 0) + list.length;
  return { from, items: Int32Array.from(lists.flat()) };
}

function countPlaces({ from, items }: Flat, chosen: ArrayLike<number>, places: number): Float64Array {
  const counts = new Float64Array(places);
  for (let at = 0; at < chosen.length; at++) {
    const list = chosen[at] ?? 0;
    const end = from[list + 1] ?? 0;
    for (let item = from[list] ?? 0; item < end; item++) {
      const place = items[item] ?? 0;
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  return counts;
}
