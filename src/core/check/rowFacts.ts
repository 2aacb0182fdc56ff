import type { FieldMap, Format } from '../dataset/format';
import type { JsonObject, JsonValue } from '../dataset/json';
import { messageText, type SampleContent } from '../dataset/sample';
import { plainReaderOf, type PlainReader } from './plainTexts';
import { labelCode } from './profile/labels';
import { eachRowFinding } from './rowFindings';
import { ROW_CHECKS } from './rows/registry';
import { unusable } from './rows/unusable';
import { sketchSample } from './whole/sampleText';
import { TextHash } from './whole/textHash';

/** Length of what is not there. */
export const NONE = 0xffffffff;

/** What one pass over rows learns of each: 22 bytes a row. Nothing of a row depends on others. */
export interface RowFacts {
  /** Characters (code points) of the prompt and of the first reference; NONE where there is none. */
  readonly promptLengths: Uint32Array;
  readonly referenceLengths: Uint32Array;
  /** Sketch of prompt and references; see `sketchSample`. */
  readonly sketchHigh: Uint32Array;
  readonly sketchLow: Uint32Array;
  /** The first reference as a label; see `labelCode`. */
  readonly labels: Uint32Array;
  /** One bit for each of ROW_CHECKS: set where it found something. */
  readonly found: Uint16Array;
}

export function newRowFacts(rows: number): RowFacts {
  return {
    promptLengths: new Uint32Array(rows).fill(NONE),
    referenceLengths: new Uint32Array(rows).fill(NONE),
    sketchHigh: new Uint32Array(rows),
    sketchLow: new Uint32Array(rows),
    labels: new Uint32Array(rows),
    found: new Uint16Array(rows),
  };
}

/** Puts the facts of the rows `from` up to `to` (exclusive) into `into` from row `at` on. */
export function copyRowFacts(into: RowFacts, at: number, facts: RowFacts, from: number, to: number): void {
  into.promptLengths.set(facts.promptLengths.subarray(from, to), at);
  into.referenceLengths.set(facts.referenceLengths.subarray(from, to), at);
  into.sketchHigh.set(facts.sketchHigh.subarray(from, to), at);
  into.sketchLow.set(facts.sketchLow.subarray(from, to), at);
  into.labels.set(facts.labels.subarray(from, to), at);
  into.found.set(facts.found.subarray(from, to), at);
}

/** Number of lengths that are there. */
export function countThere(lengths: Uint32Array): number {
  let count = 0;
  for (const length of lengths) if (length !== NONE) count++;
  return count;
}

/** Where `unusable` stands among the checks. */
const UNUSABLE = ROW_CHECKS.indexOf(unusable);

/** Facts of a row without fault. */
export interface PlainFacts {
  readonly promptLength: number;
  readonly referenceLength: number;
  readonly sketchHigh: number;
  readonly sketchLow: number;
  readonly label: number;
}

/** Reads facts row by row. Rows of a part of a file are counted from its first. */
export class RowFactsReader {
  private readonly facts: RowFacts;
  private readonly hash = new TextHash();
  private readonly plain: PlainReader | undefined;
  private readonly texts: string[] = [];

  /**
   * @param from first row of the part
   * @param rows their number
   */
  constructor(
    private readonly format: Format,
    private readonly fields: FieldMap,
    private readonly from: number,
    rows: number,
  ) {
    this.plain = plainReaderOf(format, fields);
    this.facts = newRowFacts(rows);
  }

  /** A row that is no record at all. */
  takeBad(row: number): void {
    this.facts.found[row - this.from] = 1 << UNUSABLE;
  }

  /**
   * A parsed row, if its record is plain (see `plainReaderOf`).
   * @param isCounted false where no character of its texts takes two UTF-16 units: their length is known then
   * @returns false where `takeRecord` is to take it
   */
  takePlain(row: number, value: JsonValue, isCounted: boolean): boolean {
    const { texts, hash, facts } = this;
    if (!this.plain?.(value, texts)) return false;
    const at = row - this.from;
    const last = texts.length - 1;
    const reference = texts[last] ?? '';
    let length = 0;
    hash.begin();
    for (let index = 0; index < last; index++) {
      const text = texts[index] ?? '';
      length += isCounted ? characters(text) : text.length;
      hash.addSketch(text);
    }
    hash.addSketch(reference);
    facts.promptLengths[at] = length;
    facts.referenceLengths[at] = isCounted ? characters(reference) : reference.length;
    facts.labels[at] = labelCode(reference);
    facts.sketchHigh[at] = hash.high;
    facts.sketchLow[at] = hash.low;
    return true;
  }

  /** The facts of a plain row, by the names of their columns. */
  takeFacts(row: number, { promptLength, referenceLength, sketchHigh, sketchLow, label }: PlainFacts): void {
    const { facts } = this;
    const at = row - this.from;
    facts.promptLengths[at] = promptLength;
    facts.referenceLengths[at] = referenceLength;
    facts.sketchHigh[at] = sketchHigh;
    facts.sketchLow[at] = sketchLow;
    facts.labels[at] = label;
  }

  takeRecord(row: number, record: JsonObject): void {
    const { format, fields, facts } = this;
    const at = row - this.from;
    const content = format.read(record, fields);
    let found = 0;
    eachRowFinding(record, content, format, fields, (check) => (found |= 1 << check));
    facts.found[at] = found;
    if (!('unusable' in content)) this.takeSample(at, content);
  }

  finish(): RowFacts {
    return this.facts;
  }

  private takeSample(at: number, content: SampleContent): void {
    const { facts, hash } = this;
    const { messages, references } = content;
    let length = 0;
    for (const message of messages) {
      length += characters(typeof message.content === 'string' ? message.content : messageText(message));
    }
    facts.promptLengths[at] = length;
    const [reference] = references;
    if (reference !== undefined) {
      facts.referenceLengths[at] = characters(reference);
      facts.labels[at] = labelCode(reference);
    }
    sketchSample(content, hash);
    facts.sketchHigh[at] = hash.high;
    facts.sketchLow[at] = hash.low;
  }
}

/** Any character that takes two UTF-16 units. A search for it is native code, a loop over all units is not. */
const SURROGATE = /[\ud800-\udbff]/;

/** Number of characters (code points) of a text; an unpaired surrogate counts as one. */
export function characters(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    const isPair = (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    if (isPair) count--;
  }
  return count;
}
