import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { MAX_DEPTH, isDeeper, isJsonObject, type JsonObject, type JsonValue } from '../core/dataset/json';
import { HumanError } from '../core/humanError';

const NEWLINE = 0x0a;
/** Longer lines are refused. */
const LONGEST_LINE_BYTES = 64 * 1024 * 1024;

/** A line that holds a JSON object. */
export interface JsonLine {
  /** From 1. */
  readonly line: number;
  readonly record: JsonObject;
}

/**
 * Reads objects from lines of JSON; blank lines are passed over.
 * @param file path, or `-` for the standard input
 * @throws {HumanError} `no-file`; `bad-line`, with file and line
 */
export async function* readJsonLines(file: string): AsyncGenerator<JsonLine> {
  let line = 0;
  for await (const bytes of linesOf(await streamOf(file), file)) {
    line++;
    const record = parse(bytes, line === 1);
    if (record === 'blank') continue;
    if (typeof record === 'string') throw badLine(file, line, record);
    yield { line, record };
  }
}

/** An error on a line of a file. */
export function badLine(file: string, line: number, sentence: string): HumanError {
  return new HumanError('bad-line', `${file === '-' ? 'Standard input' : file}, line ${line}: ${sentence}`);
}

async function streamOf(file: string): Promise<Readable> {
  if (file === '-') return process.stdin;
  try {
    const handle = await open(file);
    if ((await handle.stat()).isFile()) return handle.createReadStream();
    await handle.close();
  } catch {
    // Said below.
  }
  throw new HumanError('no-file', `The file “${file}” cannot be read.`);
}

async function* linesOf(stream: Readable, file: string): AsyncGenerator<Buffer> {
  let line = 1;
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]);
      parts = [];
      length = 0;
      line++;
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > LONGEST_LINE_BYTES) throw badLine(file, line, 'The line is too long.');
  }
  if (length > 0) yield Buffer.concat(parts);
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The object on a line, or why there is none. */
function parse(bytes: Buffer, isFirst: boolean): JsonObject | string {
  let value: JsonValue;
  try {
    const text = decoder.decode(bytes);
    const json = isFirst ? text.replace(/^\uFEFF/, '') : text;
    if (json.trim() === '') return 'blank';
    value = JSON.parse(json) as JsonValue;
  } catch (error) {
    return error instanceof SyntaxError ? 'This is not valid JSON.' : 'This is not UTF-8.';
  }
  if (!isJsonObject(value)) return 'A JSON object is needed: {…}.';
  return isDeeper(value, MAX_DEPTH) ? 'This is nested too deeply.' : value;
}
