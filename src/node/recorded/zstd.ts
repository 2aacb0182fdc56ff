import { Decompress } from 'fzstd';

/** Largest window that is given memory, as in the reference implementation's decoder (128 MB). */
const MAX_WINDOW_BYTES = 128 * 1024 * 1024;

const FRAME_MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;

/**
 * Unpacks Zstandard data (RFC 8878) of any number of frames.
 * @param size bytes that it unpacks to
 * @throws {Error} when the data is damaged, unpacks to more, or asks for too much memory
 */
export function unpackZstd(data: Buffer, size: number): Buffer {
  const blocks: Uint8Array[] = [];
  let unpacked = 0;
  for (const frame of framesIn(data)) {
    const stream = new Decompress((block) => {
      unpacked += block.length;
      if (unpacked > size) throw new Error('The data unpacks to more than it says.');
      blocks.push(block);
    });
    stream.push(frame, true);
  }
  return Buffer.concat(blocks, unpacked);
}

function* framesIn(data: Buffer): Generator<Buffer> {
  for (let start = 0; start < data.length;) {
    const magic = data.readUInt32LE(start);
    const isSkippable = (magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC;
    if (!isSkippable && magic !== FRAME_MAGIC) throw new Error('There is no Zstandard frame.');
    const end = isSkippable ? start + 8 + data.readUInt32LE(start + 4) : endOfFrame(data, start);
    if (end > data.length) throw new Error('A frame is cut off.');
    if (!isSkippable) yield data.subarray(start, end);
    start = end;
  }
}

/** Byte behind a frame: its blocks are walked without being unpacked. */
function endOfFrame(data: Buffer, start: number): number {
  const descriptor = data.readUInt8(start + 4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const hasChecksum = (descriptor & 0x04) !== 0;
  let at = start + 5;
  if (!isSingleSegment && windowBytes(data.readUInt8(at++)) > MAX_WINDOW_BYTES) {
    throw new Error('The data asks for too much memory.');
  }
  at += [0, 1, 2, 4][descriptor & 0x03] ?? 0;
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  // In a single segment the window is as large as the content.
  if (isSingleSegment && sizeBytes >= 4 && contentBytes(data, at, sizeBytes) > MAX_WINDOW_BYTES) {
    throw new Error('The data asks for too much memory.');
  }
  at += sizeBytes;
  for (let isLast = false; !isLast;) {
    const header = data.readUIntLE(at, 3);
    const isRepeat = ((header >> 1) & 0x03) === 1;
    isLast = (header & 1) === 1;
    at += 3 + (isRepeat ? 1 : header >> 3);
  }
  return hasChecksum ? at + 4 : at;
}

function windowBytes(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 0x07);
}

function contentBytes(data: Buffer, at: number, length: number): number {
  return length === 8 ? Number(data.readBigUInt64LE(at)) : data.readUInt32LE(at);
}
