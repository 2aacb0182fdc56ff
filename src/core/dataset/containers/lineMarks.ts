import { CR, LF, QUOTE } from './bytes';

/** Bytes looked at one by one before the search is handed to native code, whose call costs about as much. */
const NEAR_BYTES = 12;

/** The next line feeds, carriage returns and quotation marks of a chunk; each byte is searched once for each of them. */
export class LineMarks {
  private readonly lineFeeds: Finder;
  private readonly returns: Finder;
  private readonly quotes: Finder;

  constructor(readonly chunk: Uint8Array) {
    this.lineFeeds = new Finder(chunk, LF);
    this.returns = new Finder(chunk, CR);
    this.quotes = new Finder(chunk, QUOTE);
  }

  /** The first line feed or carriage return at `from` or behind it; the chunk's length when there is none. */
  lineEnd(from: number): number {
    return Math.min(this.lineFeeds.next(from), this.returns.next(from));
  }

  /** The first quotation mark at `from` or behind it; the chunk's length when there is none. */
  quote(from: number): number {
    return this.quotes.next(from);
  }

  /** Makes ready for places before those asked for so far. */
  rewind(): void {
    this.lineFeeds.rewind();
    this.returns.rewind();
    this.quotes.rewind();
  }
}

class Finder {
  private at = -1;

  constructor(
    private readonly chunk: Uint8Array,
    private readonly byte: number,
  ) {}

  next(from: number): number {
    if (this.at < from) this.at = this.find(from);
    return this.at;
  }

  rewind(): void {
    this.at = -1;
  }

  private find(from: number): number {
    const { chunk, byte } = this;
    const near = Math.min(from + NEAR_BYTES, chunk.length);
    for (let at = from; at < near; at++) if (chunk[at] === byte) return at;
    const found = near < chunk.length ? chunk.indexOf(byte, near) : -1;
    return found < 0 ? chunk.length : found;
  }
}
