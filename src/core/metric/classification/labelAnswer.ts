import { answerTextOf } from '../answerText';
import type { Scored } from '../metric';
import { pythonStrip } from '../pythonText';
import { labelFinder, labelList, labelText, type LabelExtraction } from './labelsInText';

/** Longer texts are no labels, in UTF-16 units. */
const LONGEST_LABEL = 1000;
/** UTF-16 units of an answer that are kept until the labels to look for in it are known. */
const LONGEST_ANSWER = 20_000;

/** How labels are read from answers and references. */
export interface LabelReading {
  readonly extraction: LabelExtraction;
  /** The labels there are; empty for those of the references. */
  readonly labels: readonly string[];
  /** Several labels at once: all references together, and all labels of the answer. */
  readonly isMulti: boolean;
}

/** What classification metrics keep of one answer. */
export interface LabelAnswer {
  /** The accepted labels; with several labels at once those that there should be. */
  readonly references: readonly string[];
  /** The labels that the answer names, or the text in which they are looked for once the labels are known. */
  readonly named: readonly string[] | string;
  /** The answer says that there is no label, which is possible only where there may be several. */
  readonly saysNone: boolean;
}

/** The labels of a list as an option has it, `A|B|C`. */
export function readLabels(text: string): readonly string[] {
  return [...new Set(text.split('|').map(pythonStrip))].filter((label) => label !== '');
}

/** Reads one answer; undefined without references. */
export function labelAnswers(reading: LabelReading): (input: Scored) => LabelAnswer | undefined {
  const { labels, isMulti } = reading;
  const named = labels.length > 0 ? namedAmong(reading) : namedLater(reading);
  return ({ completion, references }) => {
    if (references.length === 0) return undefined;
    const text = answerTextOf(completion);
    const accepted = [...new Set(references.flatMap(isMulti ? labelList : pythonStrip))];
    return { references: accepted, named: named(text, accepted), saysNone: isMulti && pythonStrip(text) === '[]' };
  };
}

type Named = (text: string, accepted: readonly string[]) => readonly string[] | string;

function namedAmong({ extraction, labels, isMulti }: LabelReading): Named {
  const finder = labelFinder(labels);
  return (text) => {
    const places = isMulti ? [...finder.several(text, extraction)] : (finder.one(text, extraction) ?? []);
    return [places].flat().flatMap((place) => labels[place] ?? []);
  };
}

function namedLater({ extraction, isMulti }: LabelReading): Named {
  return (text, accepted) => {
    switch (extraction) {
      case 'exact': {
        // A label that is accepted is kept as the text that is there already.
        const known = (item: string): string | undefined => accepted.find((label) => label === item);
        return (isMulti ? labelList(text) : [pythonStrip(text)]).flatMap(
          (item) => known(item) ?? (item.length > LONGEST_LABEL ? [] : item),
        );
      }
      case 'first':
        return text.slice(0, LONGEST_ANSWER);
      case 'last':
        return text.slice(-LONGEST_ANSWER);
      case 'after':
        return labelText(text, extraction).slice(0, LONGEST_ANSWER);
    }
  };
}

/** The labels that an answer names; undefined where that takes the labels of other samples to know. */
export function knownLabels({ named }: LabelAnswer): readonly string[] | undefined {
  return typeof named === 'string' ? undefined : named;
}

/** True when the labels are right: the one is accepted, or the several are those that there should be. */
export function areRight(names: readonly string[], { references }: LabelAnswer, isMulti: boolean): boolean {
  if (!isMulti) return names[0] !== undefined && references.includes(names[0]);
  const given = new Set(names);
  return given.size === references.length && references.every((label) => given.has(label));
}
