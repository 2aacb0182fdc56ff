import type { PlainShape, PlainStep } from '../../core/check/plainShapes';
import { NONE, type RowFactsReader } from '../../core/check/rowFacts';
import type { Span } from '../../core/dataset/format';
import type { RowBlock } from '../datasetBlocks';
import { instantiate } from './plainRows.wat';

/** Bytes of rows that are read at once: they stay in the processor's cache. */
const BLOCK_BYTES = 256 * 1024;

/** Bytes behind the block, all zero: no string goes on there. */
const SLACK_BYTES = 64;

/** Rows read in one call, the numbers that are given for each, and those that are told of it. */
const MOST_ROWS = 1024;
const GIVEN = 2;
const TOLD = 5;

const NUMBER_BYTES = 4;

/** Numbers before the bytes of a step, and what its bytes are a multiple of. */
const STEP_NUMBERS = 4;
const STEP_BYTES = 16;

/** Reading a file into a place that is no multiple of it takes several times as long. */
const ALIGNMENT = 64;

/**
 * Learns the facts of plain rows from their bytes: nothing is decoded or parsed, and no object is made. That takes a fifth of
 * the time that `JSON.parse` takes. It works in memory of its own, into which the bytes are read.
 */
export class PlainRows {
  /** To be filled with rows. */
  readonly block: Buffer;
  private readonly module: ReturnType<typeof instantiate>;
  private readonly steps: number;
  private readonly text: number;
  private readonly given: Uint32Array;
  private readonly told: Uint32Array;

  constructor(shape: PlainShape) {
    const givenAt = ALIGNMENT + BLOCK_BYTES + SLACK_BYTES;
    const toldAt = givenAt + MOST_ROWS * GIVEN * NUMBER_BYTES;
    this.steps = toldAt + MOST_ROWS * TOLD * NUMBER_BYTES;
    const steps = encoded(shape, this.steps);
    this.text = this.steps + steps.length;
    // A byte makes one UTF-16 unit at most, and some are written behind the last.
    this.module = instantiate(this.text + (BLOCK_BYTES + SLACK_BYTES) * 2 + SLACK_BYTES);
    const { memory } = this.module;
    new Uint8Array(memory).set(steps, this.steps);
    this.block = Buffer.from(memory, ALIGNMENT, BLOCK_BYTES);
    this.given = new Uint32Array(memory, givenAt, MOST_ROWS * GIVEN);
    this.told = new Uint32Array(memory, toldAt, MOST_ROWS * TOLD);
  }

  /**
   * Gives the facts of plain rows to a reader.
   * @param block rows that were read into `block`, or were too long for it
   * @yields the other rows
   */
  *read(block: RowBlock, spanOf: (row: number) => Span, reader: RowFactsReader): Generator<number> {
    const { given, told, module } = this;
    const isHere = block.bytes.buffer === module.memory;
    const offset = block.bytes.byteOffset - block.start;
    for (let first = block.from; first < block.to; first += MOST_ROWS) {
      const behind = Math.min(block.to, first + MOST_ROWS);
      for (let row = first, at = 0; isHere && row < behind; row++, at += GIVEN) {
        const { start, end } = spanOf(row);
        given[at] = start + offset;
        given[at + 1] = end + offset;
      }
      if (isHere) module.read(given.byteOffset, behind - first, this.steps, this.text, told.byteOffset);
      for (let row = first, at = 0; row < behind; row++, at += TOLD) {
        const referenceLength = isHere ? (told[at] ?? NONE) : NONE;
        if (referenceLength === NONE) yield row;
        else {
          reader.takeFacts(row, {
            referenceLength,
            promptLength: told[at + 1] ?? NONE,
            sketchHigh: told[at + 2] ?? 0,
            sketchLow: told[at + 3] ?? 0,
            label: told[at + 4] ?? 0,
          });
        }
      }
    }
  }
}

/** A shape as the module reads it. @param at where it will stand */
function encoded(shape: PlainShape, at: number): Uint8Array {
  const sizeOf = (json: string): number =>
    STEP_NUMBERS * NUMBER_BYTES + Math.ceil(json.length / STEP_BYTES) * STEP_BYTES;
  const places: number[] = [];
  let size = 0;
  for (const steps of shape) {
    places.push(at + size);
    size += steps.reduce((sum, { json }) => sum + sizeOf(json), sizeOf(''));
  }
  const bytes = Buffer.alloc(size);
  let to = 0;
  for (const { json, next, joins } of shape.flatMap((steps): readonly PlainStep[] => [...steps, { json: '' }])) {
    bytes.writeUInt32LE(next === undefined ? 0 : (places[next] ?? 0), to);
    bytes.writeUInt32LE(joins ? 1 : 0, to + NUMBER_BYTES);
    bytes.writeUInt32LE(json.length, to + 2 * NUMBER_BYTES);
    bytes.write(json, to + STEP_NUMBERS * NUMBER_BYTES, 'latin1');
    to += sizeOf(json);
  }
  return bytes;
}
