import type { FieldMap, Format } from '../dataset/format';
import type { JsonObject, JsonValue } from '../dataset/json';
import { messageText, type SampleContent } from '../dataset/sample';
import { conversationsOf } from './conversation';
import { FindingBook, type CheckEntry } from './findingBook';
import { plainReaderOf, type PlainReader } from './plainTexts';
import { LabelCounter, type LabelCounts } from './profile/labels';
import { ROW_CHECKS } from './rows/registry';
import { unusable } from './rows/unusable';
import { sketchSample } from './whole/sampleText';
import { TextHash } from './whole/textHash';

/** Length of what is not there. */
export const NONE = 0xffffffff;

/** What one pass over rows learns of them: counted, in typed arrays, 16 bytes a row. */
export interface RowFacts {
  readonly entries: readonly CheckEntry[];
  readonly usable: number;
  readonly references: number;
  /** Characters (code points) of the prompt and of the first reference; NONE where there is none. */
  readonly promptLengths: Uint32Array;
  readonly referenceLengths: Uint32Array;
  /** Sketch of prompt and references; see `sketchSample`. */
  readonly sketchHigh: Uint32Array;
  readonly sketchLow: Uint32Array;
  readonly labels: LabelCounts;
}

/** Reads facts row by row. Rows of a part of a file are counted from its first. */
export class RowFactsReader {
  private readonly book = new FindingBook();
  private readonly hash = new TextHash();
  private readonly labels = new LabelCounter();
  private readonly promptLengths: Uint32Array;
  private readonly referenceLengths: Uint32Array;
  private readonly sketchHigh: Uint32Array;
  private readonly sketchLow: Uint32Array;
  private readonly plain: PlainReader | undefined;
  private readonly texts: string[] = [];
  private usable = 0;
  private references = 0;

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
    this.promptLengths = new Uint32Array(rows).fill(NONE);
    this.referenceLengths = new Uint32Array(rows).fill(NONE);
    this.sketchHigh = new Uint32Array(rows);
    this.sketchLow = new Uint32Array(rows);
  }

  /** A row that is no record at all. */
  takeBad(row: number, reason: string): void {
    this.book.add(unusable, row, { message: reason, path: [] });
  }

  /**
   * A parsed row, if its record is plain (see `plainReaderOf`).
   * @param isCounted false where no character of its texts takes two UTF-16 units: their length is known then
   * @returns false where `takeRecord` is to take it
   */
  takePlain(row: number, value: JsonValue, isCounted: boolean): boolean {
    const { texts, hash } = this;
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
    this.usable++;
    this.references++;
    this.promptLengths[at] = length;
    this.referenceLengths[at] = isCounted ? characters(reference) : reference.length;
    this.labels.take(reference);
    this.sketchHigh[at] = hash.high;
    this.sketchLow[at] = hash.low;
    return true;
  }

  takeRecord(row: number, record: JsonObject): void {
    const { format, fields } = this;
    const content = format.read(record, fields);
    const conversations = conversationsOf(record, fields.prompt);
    const checked = { record, content, format, fields, conversations };
    let isExplained = false;
    for (const check of ROW_CHECKS) {
      if (check === unusable && isExplained) continue;
      const findings = check.check(checked);
      if (findings.length === 0) continue;
      for (const finding of findings) {
        isExplained ||= finding.isReason ?? false;
        this.book.add(check, row, finding);
      }
    }
    if (!('unusable' in content)) this.takeSample(row - this.from, content);
  }

  finish(): RowFacts {
    const { usable, references, promptLengths, referenceLengths, sketchHigh, sketchLow } = this;
    const shared = { usable, references, promptLengths, referenceLengths, sketchHigh, sketchLow };
    return { entries: this.book.dump(), labels: this.labels.counts(), ...shared };
  }

  private takeSample(at: number, content: SampleContent): void {
    const { messages, references } = content;
    this.usable++;
    let length = 0;
    for (const message of messages) {
      length += characters(typeof message.content === 'string' ? message.content : messageText(message));
    }
    this.promptLengths[at] = length;
    const [reference] = references;
    if (reference !== undefined) {
      this.references++;
      this.referenceLengths[at] = characters(reference);
      this.labels.take(reference);
    }
    sketchSample(content, this.hash);
    this.sketchHigh[at] = this.hash.high;
    this.sketchLow[at] = this.hash.low;
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
