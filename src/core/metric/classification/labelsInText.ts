import type { JsonValue } from '../../dataset/json';
import { pythonStrip } from '../pythonText';
import { findJson } from '../structured/jsonInText';

/** How the label is found in an answer. */
export const LABEL_EXTRACTIONS = ['exact', 'first', 'last', 'after'] as const;
export type LabelExtraction = (typeof LABEL_EXTRACTIONS)[number];

/** The last “Answer:”, whatever Markdown puts around it. */
const ANSWER_MARK = /answer[\s*_]*[:：][*_]*/giu;
/** Scripts that are written without spaces: a label may stand anywhere among them. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const WORD_CHARACTER = new RegExp(String.raw`(?![${UNSPACED}])[\p{L}\p{M}\p{N}_]`, 'u');

/** Labels prepared for being looked for in texts. */
export interface LabelFinder {
  /**
   * The label that the text names, by its place among the labels; undefined when it names none. `exact`: the text is the
   * label, without the white space around it. `first` and `last`: the first and the last label that stands in the text
   * as words of its own; of those at one place the longest. `after`: the first after the last “Answer:”. Case counts with
   * `exact` and for labels of one character (an “A” is no “a”), else not.
   */
  one(text: string, extraction: LabelExtraction): number | undefined;
  /**
   * The labels that the text names. `exact`: the items of {@link labelList}; with the others every label that stands in
   * the text or, with `after`, after the last “Answer:”.
   */
  several(text: string, extraction: LabelExtraction): ReadonlySet<number>;
}

/** The part of an answer in which labels are looked for; empty when there is no “Answer:” and one is asked for. */
export function labelText(text: string, extraction: LabelExtraction): string {
  if (extraction !== 'after') return text;
  let end: number | undefined;
  for (const match of text.matchAll(ANSWER_MARK)) end = match.index + match[0].length;
  return end === undefined ? '' : text.slice(end);
}

/** The items of a list of labels: a JSON array of texts, or what stands between commas, semicolons and line breaks. */
export function labelList(text: string): readonly string[] {
  const found = findJson(text);
  if (found && found.rule !== 'balanced' && Array.isArray(found.value)) {
    return found.value.flatMap((item: JsonValue) => (typeof item === 'object' ? [] : pythonStrip(String(item)) || []));
  }
  return text
    .split(/[,;、，；\r\n]/)
    .map(pythonStrip)
    .filter((item) => item !== '');
}

/** Prepares labels, which must differ from each other. */
export function labelFinder(labels: readonly string[]): LabelFinder {
  const placeOf = new Map(labels.map((label, place) => [label, place]));
  const byFirst = new Map<string, Candidate[]>();
  for (const [place, label] of labels.entries()) {
    if (label === '') continue;
    const isLetter = Array.from(label).length === 1;
    const folded = isLetter ? label : fold(label);
    const candidate = { place, label: folded, isLetter, startsWord: isWord(folded, 0), endsWord: endsInWord(folded) };
    const key = fold(label).charAt(0);
    byFirst.set(key, [...(byFirst.get(key) ?? []), candidate]);
  }
  for (const candidates of byFirst.values()) candidates.sort((a, b) => b.label.length - a.label.length);

  function* named(text: string): Generator<number> {
    const folded = fold(text);
    for (let at = 0; at < folded.length;) {
      const found = byFirst.get(folded.charAt(at))?.find((candidate) => standsAt(candidate, text, folded, at));
      if (found) yield found.place;
      at += found?.label.length ?? 1;
    }
  }

  return {
    one(text, extraction) {
      if (extraction === 'exact') return placeOf.get(pythonStrip(text));
      const places = named(labelText(text, extraction));
      return extraction === 'last' ? Array.from(places).at(-1) : firstOf(places);
    },
    several(text, extraction) {
      if (extraction !== 'exact') return new Set(named(labelText(text, extraction)));
      return new Set(labelList(text).flatMap((item) => placeOf.get(item) ?? []));
    },
  };
}

function firstOf(places: Iterable<number>): number | undefined {
  for (const place of places) return place;
  return undefined;
}

interface Candidate {
  readonly place: number;
  readonly label: string;
  readonly isLetter: boolean;
  readonly startsWord: boolean;
  readonly endsWord: boolean;
}

function standsAt(
  { label, isLetter, startsWord, endsWord }: Candidate,
  text: string,
  folded: string,
  at: number,
): boolean {
  if (!(isLetter ? text : folded).startsWith(label, at)) return false;
  return (
    !(startsWord && endsInWord(folded.slice(Math.max(0, at - 2), at))) &&
    !(endsWord && isWord(folded, at + label.length))
  );
}

/** Lower case without moving anything: characters that become longer in lower case stay as they are. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (character) => {
    const small = character.toLowerCase();
    return small.length === character.length ? small : character;
  }).join('');
}

/** True when a character at this place belongs to a word that is set off by what is no letter, mark or number. */
function isWord(text: string, at: number): boolean {
  const code = text.codePointAt(at);
  return code !== undefined && WORD_CHARACTER.test(String.fromCodePoint(code));
}

function endsInWord(text: string): boolean {
  const last = Array.from(text.slice(-2)).at(-1);
  return last !== undefined && WORD_CHARACTER.test(last);
}
