import { plainEnd, scanCharacters, scanLines, scanWords, type Scan } from './scan';
import { SLICE_WORK } from './steps';
import { doubled, type Vocabulary } from './vocabulary';

/** A text cut into comparable pieces: token `i` is `text.slice(starts[i], ends[i])`; equal tokens have equal ids. */
export interface Tokens {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly ids: Int32Array;
}

/** A way of cutting texts. `vocabulary` is shared by the texts that are compared. */
export type Tokenizer = (text: string, vocabulary: Vocabulary) => Generator<void, Tokens>;

/** Characters that are cut at once; the segmenter's time grows with the square of its text in older engines. */
const PIECE = 1 << 14;
const SEGMENTER_PIECE = 1 << 11;
/** What cutting a character costs, in the unit of `SLICE_WORK`. */
const SCAN_WORK = 1 << 4;
const SEGMENTER_WORK = 1 << 6;

const words = new Intl.Segmenter('en', { granularity: 'word' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WHITE = /^\s+$/;
const LINE_FEED = 10;

/** Words and single punctuation marks, in any script. White space is in no token but between them. */
export const tokenizeWords: Tokenizer = (text, vocabulary) => tokenize(text, vocabulary, scanWords, words);

/** Characters as people count them (grapheme clusters): an emoji or a letter with its combining marks is never cut. */
export const tokenizeCharacters: Tokenizer = (text, vocabulary) =>
  tokenize(text, vocabulary, scanCharacters, graphemes);

/** Lines, each with its line end. */
export const tokenizeLines: Tokenizer = (text, vocabulary) => tokenize(text, vocabulary, scanLines);

/**
 * Cuts plain lines by `scan` and the others by the segmenter, if there is one. A piece that the segmenter sees end
 * inside a line gives its last token back, for that may go on in the next piece.
 */
function* tokenize(
  text: string,
  vocabulary: Vocabulary,
  scan: Scan,
  segmenter?: Intl.Segmenter,
): Generator<void, Tokens> {
  const list = new TokenList(text, vocabulary);
  const { codes } = list;
  let at = 0;
  let plain = segmenter ? plainEnd(codes, 0) : text.length;
  let work = 0;
  while (at < text.length) {
    const start = at;
    const end = plain === text.length ? plain : lineStart(codes, at, plain);
    if (end > at) {
      at = scan(codes, at, Math.min(at + PIECE, end), end, list);
      work += (at - start) * SCAN_WORK;
    } else if (segmenter) {
      at = segment(text, at, segmenter, list);
      work += (at - start) * SEGMENTER_WORK;
      if (at > plain) plain = plainEnd(codes, at);
    }
    if (work > SLICE_WORK) {
      work = 0;
      yield;
    }
  }
  return list.finish();
}

/** Start of the line that position `to` is on, but not before `from`. */
function lineStart(codes: Uint16Array, from: number, to: number): number {
  let at = to;
  while (at > from && codes[at - 1] !== LINE_FEED) at--;
  return at;
}

function segment(text: string, from: number, segmenter: Intl.Segmenter, list: TokenList): number {
  const to = Math.min(from + SEGMENTER_PIECE, text.length);
  const lineEnd = text.slice(from, to).indexOf('\n');
  const piece = text.slice(from, lineEnd < 0 ? to : from + lineEnd + 1);
  const tokens = Array.from(segmenter.segment(piece), (part) => part.segment);
  if (lineEnd < 0 && to < text.length && tokens.length > 1) tokens.pop();
  let at = from;
  for (const token of tokens) {
    if (segmenter === graphemes || !WHITE.test(token)) list.add(at, at + token.length);
    at += token.length;
  }
  return at;
}

/** Tokens while they are found. */
class TokenList {
  readonly codes: Uint16Array;
  private starts: Int32Array<ArrayBuffer>;
  private ends: Int32Array<ArrayBuffer>;
  private ids: Int32Array<ArrayBuffer>;
  private length = 0;

  constructor(
    private readonly text: string,
    private readonly vocabulary: Vocabulary,
  ) {
    // Most texts have a token for every four to six characters.
    const room = (text.length >> 2) + 16;
    this.starts = new Int32Array(room);
    this.ends = new Int32Array(room);
    this.ids = new Int32Array(room);
    this.codes = new Uint16Array(text.length);
    for (let i = 0; i < text.length; i++) this.codes[i] = text.charCodeAt(i);
  }

  add(start: number, end: number): void {
    const at = this.length++;
    if (at === this.ids.length) {
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
      this.ids = doubled(this.ids);
    }
    this.starts[at] = start;
    this.ends[at] = end;
    this.ids[at] = this.vocabulary.numberOf(this.codes, start, end);
  }

  finish(): Tokens {
    const { text, length } = this;
    return {
      text,
      starts: this.starts.subarray(0, length),
      ends: this.ends.subarray(0, length),
      ids: this.ids.subarray(0, length),
    };
  }
}
