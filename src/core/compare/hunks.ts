import { NO_MATCH } from './align';
import { PartWriter, type DiffPart } from './diffPart';
import type { Tokens } from './tokens';

/** A change: characters `startA` up to `endA` of the first text became `startB` up to `endB` of the second. */
export interface Hunk {
  readonly startA: number;
  readonly endA: number;
  readonly startB: number;
  readonly endB: number;
}

/** The changes between the tokens that have a partner in `match`; what lies between tokens is compared as it is. */
export function hunksOf(a: Tokens, b: Tokens, match: Int32Array): Hunk[] {
  const hunks: Hunk[] = [];
  let startA = 0;
  let startB = 0;
  const close = (endA: number, endB: number): void => {
    if (!equalText(a.text, startA, endA, b.text, startB, endB)) hunks.push({ startA, endA, startB, endB });
  };
  for (let i = 0; i < match.length; i++) {
    const j = match[i] as number;
    if (j === NO_MATCH) continue;
    close(a.starts[i] as number, b.starts[j] as number);
    startA = a.ends[i] as number;
    startB = b.ends[j] as number;
  }
  close(a.text.length, b.text.length);
  return hunks;
}

function equalText(a: string, startA: number, endA: number, b: string, startB: number, endB: number): boolean {
  if (endA - startA !== endB - startB) return false;
  for (let k = startA, l = startB; k < endA; k++, l++) if (a.charCodeAt(k) !== b.charCodeAt(l)) return false;
  return true;
}

/**
 * Makes changes of words easier to read: white space that both sides have at an end of a change stays out of it, and a
 * little punctuation between two replacements becomes part of one replacement (“a, b” → “c, d” is one change).
 */
export function tidyWordHunks(a: string, b: string, hunks: readonly Hunk[]): Hunk[] {
  const tidy: Hunk[] = [];
  for (const hunk of hunks) {
    const trimmed = withoutCommonSpace(a, b, hunk);
    const last = tidy.at(-1);
    if (last && replaces(last) && replaces(trimmed) && ISLAND.test(a.slice(last.endA, trimmed.startA))) {
      tidy[tidy.length - 1] = { ...trimmed, startA: last.startA, startB: last.startB };
    } else {
      tidy.push(trimmed);
    }
  }
  return tidy;
}

/** Too little to be read on its own: up to three punctuation marks or symbols, without a line end. */
const ISLAND = /^[^\S\n\r]*(?:[\p{P}\p{S}][^\S\n\r]*){0,3}$/u;

function replaces(hunk: Hunk): boolean {
  return hunk.endA > hunk.startA && hunk.endB > hunk.startB;
}

function withoutCommonSpace(a: string, b: string, hunk: Hunk): Hunk {
  let { startA, endA, startB, endB } = hunk;
  while (startA < endA && startB < endB && a[startA] === b[startB] && isSpace(a, startA)) {
    startA++;
    startB++;
  }
  while (startA < endA && startB < endB && a[endA - 1] === b[endB - 1] && isSpace(a, endA - 1)) {
    endA--;
    endB--;
  }
  return { startA, endA, startB, endB };
}

function isSpace(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}

/** Changes of a part of both texts, as changes of the whole texts. */
export function moved(hunks: readonly Hunk[], byA: number, byB: number): Hunk[] {
  return hunks.map(({ startA, endA, startB, endB }) => ({
    startA: startA + byA,
    endA: endA + byA,
    startB: startB + byB,
    endB: endB + byB,
  }));
}

/** The parts of a diff from its changes, which ascend. */
export function partsOf(a: string, b: string, hunks: readonly Hunk[]): DiffPart[] {
  const writer = new PartWriter();
  let at = 0;
  for (const hunk of hunks) {
    writer.same(a.slice(at, hunk.startA));
    writer.removed(a.slice(hunk.startA, hunk.endA));
    writer.added(b.slice(hunk.startB, hunk.endB));
    at = hunk.endA;
  }
  writer.same(a.slice(at));
  return writer.finish();
}
