/** How many UTF-16 units of text may pass before what is remembered of their tokens is forgotten. */
const REMEMBERED = 1 << 22;

/**
 * Numbers for the tokens of texts that are compared with each other: equal tokens have equal numbers. A text falls into
 * runs, and each run into tokens by itself; what a run falls into is remembered, because most runs come again.
 */
export class TokenIds {
  /** What a run falls into; most are one token. */
  private readonly runs = new Map<string, number | readonly number[]>();
  private readonly ids = new Map<string, number>();
  private read = 0;

  /**
   * @param runsOf cuts a text into runs
   * @param tokensOf cuts a run into tokens, whatever stands around it; absent where a run is a token
   */
  constructor(
    private readonly runsOf: (text: string) => readonly string[],
    private readonly tokensOf?: (run: string) => readonly string[],
  ) {}

  /** The tokens of each text, as numbers that are comparable within this call. */
  of(texts: readonly string[]): Int32Array[] {
    // Cut-out words keep the text alive that they were cut out of, so it is texts that are counted.
    if (this.read > REMEMBERED) {
      this.runs.clear();
      this.ids.clear();
      this.read = 0;
    }
    return texts.map((text) => {
      this.read += text.length;
      return this.tokensOf ? this.idsOfParts(this.runsOf(text), this.tokensOf) : this.idsOf(this.runsOf(text));
    });
  }

  private idsOf(tokens: readonly string[]): Int32Array {
    const found = new Int32Array(tokens.length);
    for (let at = 0; at < found.length; at++) found[at] = this.idOf(tokens[at] as string);
    return found;
  }

  private idsOfParts(runs: readonly string[], tokensOf: (run: string) => readonly string[]): Int32Array {
    let found = new Int32Array(2 * runs.length);
    let length = 0;
    for (const run of runs) {
      let ids = this.runs.get(run);
      if (ids === undefined) {
        const all = tokensOf(run).map((token) => this.idOf(token));
        ids = all.length === 1 && all[0] !== undefined ? all[0] : all;
        this.runs.set(run, ids);
      }
      const more = typeof ids === 'number' ? 1 : ids.length;
      if (length + more > found.length) {
        const larger = new Int32Array(2 * (length + more));
        larger.set(found);
        found = larger;
      }
      if (typeof ids === 'number') found[length++] = ids;
      else for (const id of ids) found[length++] = id;
    }
    return found.subarray(0, length);
  }

  private idOf(token: string): number {
    let id = this.ids.get(token);
    if (id === undefined) {
      id = this.ids.size;
      this.ids.set(token, id);
    }
    return id;
  }
}
