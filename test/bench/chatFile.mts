import { closeSync, openSync, writeSync } from 'node:fs';

const PLAIN = 'the party shall indemnify and hold harmless any claim arising out of this agreement within thirty days';
const MIXED = `${PLAIN} “tenant” Gewährleistung договор 合同条款 ⚖️ line\\nbreak \\"quoted\\"`;

/** Stands in one row of a thousand. */
export const RARE_WORD = 'Estoppel';
const RARE_EVERY = 1000;

/** One row in so many holds text of other scripts and escapes. */
const MIXED_EVERY = 4;
const CHUNK_BYTES = 4 * 1024 * 1024;
const POOL_WORDS = 40_000;

/** mulberry32: a small generator of equally distributed numbers from 0 to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The bytes of a long text, ready to stand in JSON; pieces are cut from it at its spaces. */
function pool(vocabulary: string, random: () => number): Buffer {
  const words = vocabulary.split(' ');
  return Buffer.from(Array.from({ length: POOL_WORDS }, () => words[Math.floor(random() * words.length)]).join(' '));
}

/**
 * Writes chat samples of varied lengths, about 1 KB on average with a long tail, no two alike, the same at each call.
 * Pieces are copied from long texts: writing each sample word by word would take longer than what is measured.
 * @returns number of rows
 */
export function writeChatFile(path: string, bytes: number): number {
  const random = seeded(7);
  const plain = pool(PLAIN, random);
  const mixed = pool(MIXED, random);
  const file = openSync(path, 'w');
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES * 2);
  let used = 0;
  let written = 0;
  let rows = 0;
  const piece = (source: Buffer, length: number): void => {
    const from = source.indexOf(' ', Math.floor(random() * (source.length - length - 100)));
    used += source.copy(buffer, used, from, source.indexOf(' ', from + length));
  };
  while (written + used < bytes) {
    const source = rows % MIXED_EVERY === 0 ? mixed : plain;
    const scale = random() < 0.02 ? 8 : 1;
    used += buffer.write(
      `{"messages":[{"role":"system","content":"Answer as a careful lawyer."},{"role":"user","content":"${rows}${rows % RARE_EVERY === 0 ? ` ${RARE_WORD}` : ''}:`,
      used,
      'latin1',
    );
    piece(source, 100 + random() * 1000 * scale);
    used += buffer.write('"},{"role":"assistant","content":"', used, 'latin1');
    piece(source, 20 + random() * 280 * scale);
    used += buffer.write('"}]}\n', used, 'latin1');
    rows++;
    if (used < CHUNK_BYTES) continue;
    writeSync(file, buffer, 0, used);
    written += used;
    used = 0;
  }
  writeSync(file, buffer, 0, used);
  closeSync(file);
  return rows;
}
