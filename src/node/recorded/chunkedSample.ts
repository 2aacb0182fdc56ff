import type { Unusable } from '../../core/dataset/format';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/dataset/json';
import { listIn } from '../../core/recorded/recordedContent';
import { boundedRecord, jsonValue } from './jsonDocument';
import type { ZipReader } from './zipReader';

/** Most bytes that the parts of one sample unpack to (256 MB), its events aside: they are not read. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Characters that a message counts for besides its own: ranges may name the same ones again and again. */
const MESSAGE_LENGTH = 100;

const REFERENCE = /^attachment:\/\/(\d{1,15})$/;

/**
 * A sample of an Inspect log that is stored in parts, as version 3 of the log does it: `sample.json` names ranges of the
 * parts of `messages/`, and texts refer to items of `attachments/` by their numbers. A part is named by the number of its
 * first item. See `log/_recorders/chunked/format.py` in inspect_ai.
 * @returns the sample as a log in one piece has it, without its events
 * @throws {HumanError} when it unpacks to more than is read
 */
export async function readChunkedSample(
  zip: ZipReader,
  shellName: string,
): Promise<{ readonly record: JsonObject } | Unusable> {
  const folder = shellName.slice(0, shellName.lastIndexOf('/') + 1);
  const parts = new SampleParts(zip, folder);
  try {
    const shell = await parts.read('sample.json');
    if (!isJsonObject(shell)) throw new DamagedPart('sample.json');
    const messages: JsonValue[] = [];
    for (const range of listIn(shell, 'message_refs')) await parts.addMessages(range, messages);
    const metadata = parts.has('metadata.json') ? await parts.read('metadata.json') : {};
    const sample: JsonObject = { ...shell, messages, metadata };
    return boundedRecord({ ...sample, attachments: await parts.attachmentsOf(sample) });
  } catch (error) {
    if (!(error instanceof DamagedPart)) throw error;
    return { unusable: `The part ${folder}${error.message} of this sample is missing, damaged or too long.` };
  }
}

/** A part of a sample that cannot be used; its name is the message. */
class DamagedPart extends Error {}

class SampleParts {
  private readonly names: ReadonlySet<string>;
  private readonly sequences = new Map<string, readonly number[]>();
  private readonly chunks = new Map<string, readonly JsonValue[]>();
  private bytes = 0;
  private characters = 0;

  constructor(
    private readonly zip: ZipReader,
    private readonly folder: string,
  ) {
    this.names = new Set(zip.names.filter((name) => name.startsWith(folder)));
  }

  has(name: string): boolean {
    return this.names.has(this.folder + name);
  }

  async read(name: string): Promise<JsonValue> {
    const bytes = this.has(name) ? await this.zip.read(this.folder + name) : undefined;
    this.bytes += bytes?.length ?? 0;
    const read = bytes && this.bytes <= MAX_BYTES ? jsonValue(bytes) : undefined;
    if (!read || 'unusable' in read) throw new DamagedPart(name);
    return read.value;
  }

  /** Adds the messages of a range `[start, end)`. */
  async addMessages(range: JsonValue, messages: JsonValue[]): Promise<void> {
    const [start, end] = Array.isArray(range) ? (range as readonly JsonValue[]) : [];
    if (typeof start !== 'number' || typeof end !== 'number') throw new DamagedPart('sample.json');
    for (let index = start; index < end; index++) {
      const message = await this.item('messages', index);
      this.characters += message === undefined ? Infinity : JSON.stringify(message).length + MESSAGE_LENGTH;
      if (this.characters > MAX_BYTES) throw new DamagedPart('messages');
      messages.push(message ?? null);
    }
  }

  /** What the texts of a value refer to, by number. */
  async attachmentsOf(value: JsonValue): Promise<JsonObject> {
    const attachments: Record<string, JsonValue> = {};
    for (const number of referencesIn(value)) {
      const attachment = await this.item('attachments', Number(number));
      // A text that only looks like a reference stays as it is.
      if (attachment !== undefined) attachments[number] = attachment;
    }
    return attachments;
  }

  /** An item of a sequence: it stands in the last part that begins at it or before it. */
  private async item(sequence: string, index: number): Promise<JsonValue | undefined> {
    const start = lastUpTo(this.startsOf(sequence), index);
    if (start === undefined) return undefined;
    const name = `${sequence}/${start}.json`;
    let chunk = this.chunks.get(name);
    if (!chunk) {
      const read = await this.read(name);
      chunk = Array.isArray(read) ? (read as readonly JsonValue[]) : [];
      this.chunks.set(name, chunk);
    }
    return chunk[index - start];
  }

  private startsOf(sequence: string): readonly number[] {
    let starts = this.sequences.get(sequence);
    if (!starts) {
      const prefix = `${this.folder}${sequence}/`;
      starts = [...this.names]
        .filter((name) => name.startsWith(prefix) && /^\d{1,15}\.json$/.test(name.slice(prefix.length)))
        .map((name) => Number(name.slice(prefix.length, -'.json'.length)))
        .sort((a, b) => a - b);
      this.sequences.set(sequence, starts);
    }
    return starts;
  }
}

/** The last of some rising numbers that is not above `limit`. */
function lastUpTo(numbers: readonly number[], limit: number): number | undefined {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return numbers[low - 1];
}

/** The numbers of the attachments that texts in a value are. Not recursive: it may be nested deeper than the stack. */
function referencesIn(value: JsonValue): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') {
      const [, number] = REFERENCE.exec(next) ?? [];
      if (number !== undefined) found.add(number);
    } else if (typeof next === 'object' && next !== null) {
      for (const member of Object.values<JsonValue | undefined>(next)) if (member !== undefined) open.push(member);
    }
  }
  return found;
}
