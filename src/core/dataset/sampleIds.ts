import { canonicalJson, type JsonValue } from './json';
import type { Message, SampleContent } from './sample';

/** SHA-256 of a text's UTF-8 bytes in lower-case hexadecimal. */
export type Sha256 = (text: string) => string;

/** Hexadecimal digits of a prompt's hash that make an id. */
const ID_DIGITS = 12;

/**
 * What a prompt's id is computed from: the canonical JSON of its messages in the shape of OpenAI's API (`role`, `content`,
 * `name`, `tool_calls`, `tool_call_id`), so that for a plain chat file any tool gets the same id from the file itself.
 */
export function promptText(messages: readonly Message[]): string {
  return `[${messages.map(messageJson).join(',')}]`;
}

function messageJson(message: Message): string {
  const { role, content, name, toolCalls, toolCallId } = message;
  if (typeof content === 'string' && name === undefined && toolCalls === undefined && toolCallId === undefined) {
    // The common case, written out: this runs once for each message of the file.
    return `{"content":${JSON.stringify(content)},"role":"${role}"}`;
  }
  const calls = toolCalls?.map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: call.arguments },
  }));
  return canonicalJson({ role, content: content as JsonValue, name, tool_calls: calls, tool_call_id: toolCallId });
}

/** The id of a sample by its prompt, before repeats are numbered. */
export function promptId(messages: readonly Message[], sha256: Sha256): string {
  return sha256(promptText(messages)).slice(0, ID_DIGITS);
}

/** 64 bits of a hash in two halves. */
interface Key {
  readonly high: number;
  readonly low: number;
}

const keyOf = (hex: string): Key => ({ high: parseInt(hex.slice(0, 8), 16), low: parseInt(hex.slice(8, 16), 16) });

/** Spreads a key over a table; `repeat` keeps equal prompts apart. */
function slotOf(high: number, low: number, repeat: number, mask: number): number {
  let mixed = Math.imul(high ^ Math.imul(low, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(repeat, 0xc2b2ae35);
  mixed ^= mixed >>> 15;
  return mixed & mask;
}

/** Rows that `settle` takes at a time. */
const ROWS_PER_STEP = 10_000;

/** How a row gets its id. `repeat` of a row: 1 for the first with this prompt, and so on; these two mark the others. */
const BAD = 0;
const OWN = 0xffffffff;

/** Bytes that `SampleIds` keep of a row until they are settled: two hashes of 64 bits, and how it gets its id. */
const ROW_BYTES = 20;

/**
 * The ids of all samples of a file. A sample is called by its record's own id where it has one that no other record of
 * the file has, else by its prompt's hash, with `#2`, `#3` behind it for repeats in file order. Kept as 64-bit hashes in
 * typed arrays: 20 bytes a row, and 6 to 12 for the table. Call `set` for each sample once, in any thread that has the
 * same `memory`, then run through `settle`.
 */
export class SampleIds {
  private readonly promptHigh: Uint32Array;
  private readonly promptLow: Uint32Array;
  private readonly ownHigh: Uint32Array;
  private readonly ownLow: Uint32Array;
  /** While reading: BAD, 1 (a sample) or OWN (a sample with an id of its own); finally as described above. */
  private readonly repeats: Uint32Array;
  /** One number: 1 when a record has an id of its own. */
  private readonly own: Uint32Array;
  /** Open addressing: row + 1, or 0. */
  private table = new Uint32Array(1);

  /** @param memory of the `SampleIds` of another thread that reads other rows of the same file */
  constructor(
    private readonly rows: number,
    private readonly sha256: Sha256,
    readonly memory = new SharedArrayBuffer(rows * ROW_BYTES + 4),
  ) {
    const column = (at: number): Uint32Array => new Uint32Array(memory, at * rows * 4, rows);
    this.promptHigh = column(0);
    this.promptLow = column(1);
    this.ownHigh = column(2);
    this.ownLow = column(3);
    this.repeats = column(4);
    this.own = new Uint32Array(memory, rows * ROW_BYTES, 1);
  }

  /** Takes a row that holds a sample. Rows never given are bad rows and have no id. */
  set(row: number, content: SampleContent): void {
    const hex = promptId(content.messages, this.sha256);
    this.promptHigh[row] = parseInt(hex.slice(0, 8), 16);
    this.promptLow[row] = parseInt(hex.slice(8), 16);
    this.repeats[row] = 1;
    if (content.ownId === undefined) return;
    const own = keyOf(this.sha256(content.ownId));
    this.ownHigh[row] = own.high;
    this.ownLow[row] = own.low;
    this.repeats[row] = OWN;
    this.own[0] = 1;
  }

  /** Takes over the rows `from` up to `to` (exclusive), which stood at `at` in a file that was read before. */
  takeOver(before: SampleIds, from: number, to: number, at: number): void {
    for (const column of ['promptHigh', 'promptLow', 'ownHigh', 'ownLow', 'repeats'] as const) {
      this[column].set(before[column].subarray(at, at + to - from), from);
    }
    // As they were before they were settled.
    for (let row = from; row < to; row++) {
      if (this.repeats[row] === BAD) continue;
      const hasOwn = this.ownHigh[row] !== 0 || this.ownLow[row] !== 0;
      this.repeats[row] = hasOwn ? OWN : 1;
      if (hasOwn) this.own[0] = 1;
    }
  }

  /** Number of rows that hold no sample. */
  countBad(): number {
    return this.repeats.reduce((bad, repeat) => (repeat === BAD ? bad + 1 : bad), 0);
  }

  /** Settles which own ids are unique and numbers the repeats, step by step: a caller may pause between the steps. */
  *settle(): Generator<void, void> {
    const size = tableSize(this.rows);
    this.table = new Uint32Array(size);
    if (this.hasOwn) yield* this.keepUniqueOwnIds();
    yield* this.numberRepeats(size);
  }

  /** True when the row is known by its record's own id. */
  isOwn(row: number): boolean {
    return this.repeats[row] === OWN;
  }

  /** True when the row holds no sample. */
  isBad(row: number): boolean {
    return this.repeats[row] === BAD;
  }

  /** The id of a row that goes by its prompt; undefined for bad rows. */
  promptIdOf(row: number): string | undefined {
    const repeat = this.repeats[row];
    if (repeat === undefined || repeat === BAD || repeat === OWN) return undefined;
    const high = (this.promptHigh[row] ?? 0).toString(16).padStart(8, '0');
    const low = (this.promptLow[row] ?? 0).toString(16).padStart(ID_DIGITS - 8, '0');
    return repeat === 1 ? high + low : `${high}${low}#${repeat}`;
  }

  /** The row of the sample with that id. */
  rowOf(id: string): number | undefined {
    if (this.hasOwn) {
      const { high, low } = keyOf(this.sha256(id));
      const row = this.find(high, low, OWN);
      if (row !== undefined) return row;
    }
    const [, high, low, repeat] = /^([0-9a-f]{8})([0-9a-f]{4})(?:#([1-9]\d{0,9}))?$/.exec(id) ?? [];
    if (high === undefined || low === undefined || repeat === '1') return undefined;
    return this.find(parseInt(high, 16), parseInt(low, 16), Number(repeat ?? 1));
  }

  private get hasOwn(): boolean {
    return this.own[0] === 1;
  }

  private *keepUniqueOwnIds(): Generator<void, void> {
    const { table, repeats } = this;
    const shared = new Uint8Array(this.rows);
    for (let row = 0; row < this.rows; row++) {
      if (row % ROWS_PER_STEP === 0) yield;
      if (repeats[row] !== OWN) continue;
      const first = this.find(this.ownHigh[row] ?? 0, this.ownLow[row] ?? 0, OWN);
      if (first === undefined) this.insert(row);
      else shared[first] = shared[row] = 1;
    }
    // Built anew without the shared ones, which go by their prompts.
    table.fill(0);
    for (let row = 0; row < this.rows; row++) {
      if (row % ROWS_PER_STEP === 0) yield;
      if (shared[row]) repeats[row] = 1;
      else if (repeats[row] === OWN) this.insert(row);
    }
  }

  private *numberRepeats(size: number): Generator<void, void> {
    const { repeats } = this;
    // For each prompt its first row and the number of its last repeat; needed only here.
    const firstRows = new Uint32Array(size);
    const counts = new Uint32Array(size);
    const mask = size - 1;
    for (let row = 0; row < this.rows; row++) {
      if (row % ROWS_PER_STEP === 0) yield;
      if (repeats[row] === BAD || repeats[row] === OWN) continue;
      const high = this.promptHigh[row] ?? 0;
      const low = this.promptLow[row] ?? 0;
      let slot = slotOf(high, low, 0, mask);
      for (let other = firstRows[slot]; other; other = firstRows[slot]) {
        if (this.promptHigh[other - 1] === high && this.promptLow[other - 1] === low) break;
        slot = (slot + 1) & mask;
      }
      firstRows[slot] ||= row + 1;
      let repeat = (counts[slot] ?? 0) + 1;
      repeats[row] = repeat;
      // A record's own id may look like this one: then the next number is taken.
      while (this.hasOwn && this.isTaken(this.promptIdOf(row) ?? '')) repeats[row] = ++repeat;
      counts[slot] = repeat;
      this.insert(row);
    }
  }

  private isTaken(id: string): boolean {
    const { high, low } = keyOf(this.sha256(id));
    return this.find(high, low, OWN) !== undefined;
  }

  private insert(row: number): void {
    const { table } = this;
    const mask = table.length - 1;
    const repeat = this.repeats[row] ?? BAD;
    let slot =
      repeat === OWN
        ? slotOf(this.ownHigh[row] ?? 0, this.ownLow[row] ?? 0, OWN, mask)
        : slotOf(this.promptHigh[row] ?? 0, this.promptLow[row] ?? 0, repeat, mask);
    while (table[slot]) slot = (slot + 1) & mask;
    table[slot] = row + 1;
  }

  private find(high: number, low: number, repeat: number): number | undefined {
    const { table, repeats } = this;
    const mask = table.length - 1;
    const highs = repeat === OWN ? this.ownHigh : this.promptHigh;
    const lows = repeat === OWN ? this.ownLow : this.promptLow;
    let slot = slotOf(high, low, repeat, mask);
    for (let entry = table[slot]; entry; entry = table[slot]) {
      const row = entry - 1;
      if (repeats[row] === repeat && highs[row] === high && lows[row] === low) return row;
      slot = (slot + 1) & mask;
    }
    return undefined;
  }
}

/** A power of two that leaves at least a third of the table free. */
function tableSize(rows: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(rows, 2) * 1.5));
}
