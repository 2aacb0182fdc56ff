/** Room that is kept from one comparison to the next; larger tables are made for one comparison only. */
const KEPT_SLOTS = 1 << 18;

/**
 * N-grams that an answer shares with references, as BLEU, chrF, ROUGE-N and GLEU count them. The n-grams of the references
 * are a trie whose branches lie in one hash table: the key is a node (an n-gram) and the token that follows it.
 */
export class NgramMatches {
  private mask = 0;
  /** Which comparison wrote a slot: what an earlier one wrote counts as free. */
  private written = new Int32Array(0);
  private parents = new Int32Array(0);
  private tokens = new Int32Array(0);
  private nodes = new Int32Array(0);
  /** By node: how often the n-gram may still be matched. */
  private left = new Int32Array(0);
  /** By node: how often the last reference that has the n-gram has it, and which reference that is. */
  private tally = new Int32Array(0);
  private tallied = new Int32Array(0);
  private comparison = 0;
  private nodeCount = 0;

  /**
   * Adds to `matches` from `at` on how many n-grams of each order, 1 up to `order`, the answer shares with the references:
   * each at most as often as the reference has it that has it most often.
   */
  count(
    answer: Int32Array,
    references: readonly Int32Array[],
    order: number,
    matches: Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>,
    at = 0,
  ): void {
    this.begin(references.reduce((sum, { length }) => sum + length, 0) * order);
    for (const [place, reference] of references.entries()) this.addReference(reference, order, place + 1);
    const { left } = this;
    for (let start = 0; start < answer.length; start++) {
      const end = Math.min(start + order, answer.length);
      let node = 0;
      for (let next = start; next < end; next++) {
        node = this.nodes[this.slotOf(node, answer[next] as number)] as number;
        if (node === 0) break;
        if ((left[node] as number) > 0) {
          left[node] = (left[node] as number) - 1;
          matches[at + next - start] = (matches[at + next - start] as number) + 1;
        }
      }
    }
    if (this.mask >= KEPT_SLOTS) this.makeRoom(0);
  }

  private addReference(reference: Int32Array, order: number, place: number): void {
    const { nodes, left, tally, tallied } = this;
    for (let start = 0; start < reference.length; start++) {
      const end = Math.min(start + order, reference.length);
      let node = 0;
      for (let next = start; next < end; next++) {
        const slot = this.slotOf(node, reference[next] as number);
        node = nodes[slot] as number;
        if (node === 0) {
          node = ++this.nodeCount;
          nodes[slot] = node;
          left[node] = 0;
          tallied[node] = 0;
        }
        const count = tallied[node] === place ? (tally[node] as number) + 1 : 1;
        tallied[node] = place;
        tally[node] = count;
        if (count > (left[node] as number)) left[node] = count;
      }
    }
  }

  /** The slot of a branch; a free one, which becomes this branch's, has the node 0. */
  private slotOf(parent: number, token: number): number {
    const { mask, written, parents, tokens, comparison } = this;
    const hash = Math.imul(Math.imul(parent, 0x9e3779b1) ^ token, 0x85ebca6b);
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (written[slot] === comparison) {
      if (parents[slot] === parent && tokens[slot] === token) return slot;
      slot = (slot + 1) & mask;
    }
    written[slot] = comparison;
    parents[slot] = parent;
    tokens[slot] = token;
    this.nodes[slot] = 0;
    return slot;
  }

  private begin(ngrams: number): void {
    if (2 * ngrams > this.mask || this.comparison === 0x7fffffff) this.makeRoom(ngrams);
    this.comparison++;
    this.nodeCount = 0;
  }

  private makeRoom(ngrams: number): void {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2 * ngrams, 512) + 1));
    this.mask = slots - 1;
    this.written = new Int32Array(slots);
    this.parents = new Int32Array(slots);
    this.tokens = new Int32Array(slots);
    this.nodes = new Int32Array(slots);
    this.left = new Int32Array(slots / 2 + 1);
    this.tally = new Int32Array(slots / 2 + 1);
    this.tallied = new Int32Array(slots / 2 + 1);
    this.comparison = 0;
  }
}

/** How many n-grams of an order a sequence has. */
export function ngramCount(length: number, order: number): number {
  return Math.max(0, length - order + 1);
}
