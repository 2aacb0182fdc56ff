import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, COMMA, isSpace, LF, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './bytes';
import { MAX_ROW_BYTES, type RowScanner, type ScanStart } from './rowScanner';
import { Spans } from './spans';

/** Bytes that may be read again while recovering from broken elements: bounds the work on a hostile file. */
const RECOVERY_BYTES = 256 * 1024 * 1024;

/** A place where the next element seems to begin. */
interface Resume {
  readonly offset: number;
  readonly line: number;
  readonly lineStart: number;
}

/**
 * The elements of a JSON file whose top level is a list, or of a list within it, found by counting brackets. Each element
 * is a row; text behind the list is a last row, unless the list stands within an object. An element that turns out to be broken (its brackets do not match, or the file ends in it, or
 * it grows beyond MAX_ROW_BYTES) ends before the next line that begins with `{` no deeper than the element itself, so
 * that it does not swallow the elements below.
 */
export class JsonScanner implements RowScanner {
  readonly spans = new Spans({ ends: true, lines: true });
  position: number;
  private line: number;
  private lineStart: number;
  private atLineStart = true;
  /** Open brackets, the list's own included. */
  private open: number[] = [];
  private listBegun = false;
  private readonly isNested: boolean;
  private isOver = false;
  private inString = false;
  private afterBackslash = false;
  /** Start of the element being read; -1 between elements. */
  private start = -1;
  private startLine = 0;
  private startColumn = 0;
  /** Behind the last byte that is not white space. */
  private textEnd = 0;
  private afterComma = true;
  private resume: Resume | undefined;
  private recovered = 0;

  constructor({ offset, line, isNested = false }: ScanStart) {
    this.isNested = isNested;
    this.position = offset;
    this.line = line;
    this.lineStart = offset;
  }

  feed(chunk: Uint8Array): void {
    const base = this.position;
    for (let i = 0; i < chunk.length && !this.isOver; i++) {
      if (this.inString) {
        i = this.skipString(chunk, i);
        this.textEnd = base + i;
        if (i >= chunk.length) break;
      }
      const byte = chunk[i] ?? 0;
      if (byte === LF) {
        this.line++;
        this.lineStart = base + i + 1;
        this.atLineStart = true;
      } else if (!isSpace(byte)) {
        if (!this.take(byte, base + i)) return;
        this.atLineStart = false;
      }
    }
    this.position = base + chunk.length;
  }

  finish(): boolean {
    if (this.start < 0) return true;
    if (this.recover(this.position)) return false;
    this.endElement(this.textEnd);
    return true;
  }

  /** @returns false when `position` moved back */
  private take(byte: number, offset: number): boolean {
    if (this.open.length === 0) {
      if (!this.listBegun && byte === OPEN_BRACKET) {
        this.listBegun = true;
        this.open.push(byte);
      } else if (this.start < 0) {
        this.begin(offset);
      }
    } else if (this.open.length === 1 && (byte === COMMA || byte === CLOSE_BRACKET)) {
      this.separate(byte, offset);
    } else {
      if (this.start < 0) this.begin(offset);
      else if (byte === OPEN_BRACE && this.atLineStart && offset - this.lineStart <= this.startColumn) {
        this.resume ??= { offset, line: this.line, lineStart: this.lineStart };
      }
      if (!this.nest(byte, offset)) return false;
    }
    this.textEnd = offset + 1;
    return true;
  }

  /** A comma between elements or the end of the list. */
  private separate(byte: number, offset: number): void {
    if (this.start >= 0) this.endElement(this.textEnd);
    else if (byte === COMMA && this.afterComma) this.spans.add(offset, offset, this.line);
    this.afterComma = byte === COMMA;
    if (byte !== CLOSE_BRACKET) return;
    this.open.pop();
    this.isOver = this.isNested;
  }

  /** Follows the brackets within an element. @returns false when `position` moved back */
  private nest(byte: number, offset: number): boolean {
    if (byte === QUOTE) {
      this.inString = true;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (offset - this.start > MAX_ROW_BYTES && this.recover(offset)) return false;
      this.open.push(byte);
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      const matches = this.open.at(-1) === (byte === CLOSE_BRACE ? OPEN_BRACE : OPEN_BRACKET);
      if (!matches && this.recover(offset)) return false;
      if (this.open.length > 1) this.open.pop();
      if (this.open.length === 1) this.endElement(offset + 1);
    }
    return true;
  }

  private begin(offset: number): void {
    this.start = offset;
    this.startLine = this.line;
    this.startColumn = offset - this.lineStart;
    this.resume = undefined;
    this.afterComma = false;
  }

  private endElement(end: number): void {
    this.spans.add(this.start, end, this.startLine);
    this.start = -1;
  }

  /** Ends a broken element where the next one seems to begin and goes back there, when there is such a place. */
  private recover(offset: number): boolean {
    const { resume } = this;
    if (!resume || this.open.length < 2 || this.recovered > RECOVERY_BYTES) return false;
    this.recovered += offset - resume.offset;
    this.endElement(resume.offset);
    this.position = resume.offset;
    this.line = resume.line;
    this.lineStart = resume.lineStart;
    this.open.length = 1;
    this.inString = false;
    this.afterBackslash = false;
    return true;
  }

  /**
   * Skips the rest of a string. A string that is not closed on its line is broken and ends there.
   * @returns the index behind the closing quotation mark, of the line end, or the chunk's length
   */
  private skipString(chunk: Uint8Array, from: number): number {
    for (let i = from; i < chunk.length; i++) {
      const byte = chunk[i];
      if (this.afterBackslash) {
        this.afterBackslash = false;
      } else if (byte === QUOTE) {
        this.inString = false;
        return i + 1;
      } else if (byte === BACKSLASH) {
        this.afterBackslash = true;
      }
      if (byte === LF) {
        this.inString = false;
        return i;
      }
    }
    return chunk.length;
  }
}
