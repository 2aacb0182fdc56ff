import { mix } from './textHash';

/** Bands of a signature, and values in each. Texts of Jaccard similarity s share a band with the chance 1 - (1 - s^6)^20. */
export const BANDS = 20;
const ROWS_PER_BAND = 6;
export const SIGNATURE_LENGTH = BANDS * ROWS_PER_BAND;

/** Words in a shingle. */
export const SHINGLE_WORDS = 5;

/** Least Jaccard similarity of near duplicates. */
export const NEAR = 0.8;

const EMPTY = 0xffffffff;

/**
 * The MinHash signature of a set: one permutation in as many bins as the signature is long, empty bins filled from others
 * (A. Shrivastava, “Optimal Densification for Fast and Accurate Minwise Hashing”, ICML 2017). The share of equal values
 * in two signatures estimates the Jaccard similarity of the sets. No randomness: equal sets give equal signatures.
 * @param hashes of the set's members, spread over 32 bits; repeats do no harm; at least one
 * @param into SIGNATURE_LENGTH long
 */
export function minHash(hashes: Uint32Array, into: Uint32Array): void {
  into.fill(EMPTY);
  for (const hash of hashes) {
    const bin = Math.floor((hash / 2 ** 32) * SIGNATURE_LENGTH);
    // Within a bin another order than between them, or the lowest values of the bins would be much alike.
    const value = mix(hash ^ 0x5bd1e995);
    if (value < (into[bin] ?? 0)) into[bin] = value;
  }
  const given = into.slice();
  for (let bin = 0; bin < SIGNATURE_LENGTH; bin++) {
    for (let attempt = 1; into[bin] === EMPTY; attempt++) {
      const from = mix(Math.imul(bin + 1, 0x9e3779b1) ^ Math.imul(attempt, 0x85ebca6b)) % SIGNATURE_LENGTH;
      into[bin] = given[from] ?? EMPTY;
    }
  }
}

/** One hash for each band of a signature, written into `into` from `offset` on. */
export function bandsOf(signature: Uint32Array, into: Uint32Array, offset: number): void {
  for (let band = 0; band < BANDS; band++) {
    let hash = band + 1;
    for (let at = band * ROWS_PER_BAND; at < (band + 1) * ROWS_PER_BAND; at++) {
      hash = Math.imul(hash, 0x01000193) ^ (signature[at] ?? 0);
    }
    // 0 marks rows without a signature.
    into[offset + band] = mix(hash) || 1;
  }
}

/** Jaccard similarity of two sets: the size of their intersection by that of their union; 0 for two empty sets. */
export function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let common = 0;
  for (const member of a) if (b.has(member)) common++;
  const union = a.size + b.size - common;
  return union === 0 ? 0 : common / union;
}
