const ALL_ONES = 0xffffffff;

/**
 * Length of the longest common subsequence of two word lists, by the bit-parallel method of Crochemore et al. (2001) in
 * the form of Hyyrö (2004): one bit per word of `a`, one pass over `b`, `V = (V + (V & M)) | (V & ~M)`, where the
 * zeros of V count the length. Words of `a` are kept as the few blocks of 32 bits they occur in, so that a step costs
 * only the blocks that change. At worst `a.length × b.length / 32` steps.
 */
export function lcsLength(a: readonly string[], b: readonly string[]): number {
  let start = 0;
  let endA = a.length;
  let endB = b.length;
  while (start < endA && start < endB && a[start] === b[start]) start++;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const trimmed = a.length - (endA - start);
  if (endA === start || endB === start) return trimmed;

  const masks = blockMasks(a, start, endA);
  const bits = new Uint32Array(Math.ceil((endA - start) / 32)).fill(ALL_ONES);
  for (let j = start; j < endB; j++) {
    const blocks = masks.get(b[j] ?? '');
    if (blocks) advance(bits, blocks);
  }
  return trimmed + zeros(bits);
}

/** Word → the blocks it occurs in, as pairs of block number and bit mask in ascending order. */
function blockMasks(words: readonly string[], start: number, end: number): Map<string, number[]> {
  const masks = new Map<string, number[]>();
  for (let i = start; i < end; i++) {
    const word = words[i] ?? '';
    const block = (i - start) >>> 5;
    const bit = 1 << ((i - start) & 31);
    const blocks = masks.get(word);
    if (!blocks) masks.set(word, [block, bit]);
    else if (blocks[blocks.length - 2] === block) blocks[blocks.length - 1] = (blocks[blocks.length - 1] ?? 0) | bit;
    else blocks.push(block, bit);
  }
  return masks;
}

/** One step: the word with these blocks was read. A carry runs through blocks without the word until one absorbs it. */
function advance(bits: Uint32Array, blocks: readonly number[]): void {
  let carry = 0;
  let next = 0;
  for (let i = 0; i < blocks.length; i += 2) {
    const block = blocks[i] ?? 0;
    const mask = blocks[i + 1] ?? 0;
    while (carry === 1 && next < block) carry = add(bits, next++, 0, 1);
    carry = add(bits, block, mask, carry);
    next = block + 1;
  }
  while (carry === 1 && next < bits.length) carry = add(bits, next++, 0, 1);
}

function add(bits: Uint32Array, block: number, mask: number, carry: number): number {
  const value = bits[block] ?? 0;
  const sum = value + ((value & mask) >>> 0) + carry;
  bits[block] = sum | (value & ~mask);
  return sum > ALL_ONES ? 1 : 0;
}

function zeros(bits: Uint32Array): number {
  let count = 0;
  for (const value of bits) {
    for (let rest = ~value; rest !== 0; rest &= rest - 1) count++;
  }
  return count;
}
