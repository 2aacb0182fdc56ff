import { mix } from './textHash';

const enum Kind {
  Separator,
  Letter,
  /** A character of a script that puts no spaces between words is a word of its own. */
  Word,
}

/** By UTF-16 unit: its kind, and its lower case where that is one unit. Made when first needed. */
let kinds: Uint8Array | undefined;
let lowered: Uint16Array | undefined;

const LETTERS = /[\p{L}\p{N}\p{M}\ud800-\udfff]/u;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function makeTables(): { readonly kinds: Uint8Array; readonly lowered: Uint16Array } {
  const newKinds = new Uint8Array(0x10000);
  const newLowered = new Uint16Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit++) {
    const character = String.fromCharCode(unit);
    if (LETTERS.test(character)) newKinds[unit] = UNSPACED.test(character) ? Kind.Word : Kind.Letter;
    const lower = character.toLowerCase();
    newLowered[unit] = lower.length === 1 ? lower.charCodeAt(0) : unit;
  }
  kinds = newKinds;
  lowered = newLowered;
  return { kinds: newKinds, lowered: newLowered };
}

/**
 * The words of texts as 32-bit hashes: runs of letters, marks and digits in lower case, without punctuation, as the GPT-3
 * paper (Brown et al. 2020, appendix C) reads them; in scripts without spaces, single characters.
 */
export class Words {
  /** Only the first `count` are of the texts. */
  hashes = new Uint32Array(1024);
  count = 0;

  clear(): void {
    this.count = 0;
  }

  add(text: string): void {
    const tables = kinds && lowered ? { kinds, lowered } : makeTables();
    let hash = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const kind = tables.kinds[unit];
      if (kind === Kind.Letter) {
        hash = Math.imul((hash === 0 ? 0x811c9dc5 : hash) ^ (tables.lowered[unit] ?? 0), 0x01000193);
        continue;
      }
      if (hash !== 0) this.push(mix(hash));
      hash = 0;
      if (kind === Kind.Word) this.push(mix(unit));
    }
    if (hash !== 0) this.push(mix(hash));
  }

  /**
   * The hash of each run of `length` words, in order; of all words together where there are fewer. None for no words.
   * @param into replaced from the beginning; made longer where needed
   * @param factor another one gives other hashes of the same runs
   * @returns the filled part of `into`
   */
  runs(length: number, into: Uint32Array, factor = 0x01000193): Uint32Array {
    const { hashes, count } = this;
    if (count === 0) return into.subarray(0, 0);
    const runs = Math.max(1, count - length + 1);
    const target = into.length < runs ? new Uint32Array(runs * 2) : into;
    for (let first = 0; first < runs; first++) {
      let hash = 0;
      const end = Math.min(count, first + length);
      for (let at = first; at < end; at++) hash = Math.imul(hash, factor) ^ (hashes[at] ?? 0);
      target[first] = mix(hash);
    }
    return target.subarray(0, runs);
  }

  private push(hash: number): void {
    if (this.count === this.hashes.length) {
      const longer = new Uint32Array(this.count * 2);
      longer.set(this.hashes);
      this.hashes = longer;
    }
    this.hashes[this.count++] = hash;
  }
}
