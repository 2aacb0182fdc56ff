import { CR, LF, QUOTE, SPACE } from './bytes';
import { LineMarks } from './lineMarks';
import { MAX_ROW_BYTES, type RowScanner, type ScanStart } from './rowScanner';
import { Spans } from './spans';

/** Where the scanner stands in a record. */
enum At {
  FieldStart,
  Unquoted,
  Quoted,
  /** Behind a quotation mark in a quoted field: its end, or half of a doubled one. */
  QuoteInQuoted,
  /** Behind a carriage return that ends the record; a line feed may belong to it. */
  RecordEnd,
}

/** What a step returns instead of a place when the quoted field turns out to be broken. */
const BROKEN = -1;

/**
 * CSV records (RFC 4180), separated by `\r\n`, `\n` or `\r` outside quotation marks, also mixed. A quotation mark opens a
 * quoted field only at the field's start. A quoted field that turns out to be broken (never closed, or closed in the
 * middle of a later line) ends with its first line, so that it does not swallow the records below.
 */
export class CsvScanner implements RowScanner {
  position: number;
  private at = At.FieldStart;
  private line: number;
  private recordStart: number;
  private recordLine: number;
  /** Where the record's line end begins. */
  private textEnd = 0;
  /** Behind the last carriage return of the quoted field. */
  private returnEnd = -1;
  /** Behind the first line end within the quoted field; -1 when there is none yet. */
  private breakAt = -1;
  private breakLine = 0;

  /** @param spans of the records before `start` */
  constructor(
    { offset, line }: ScanStart,
    private readonly delimiter: number,
    readonly spans = new Spans({ ends: false, lines: true }),
  ) {
    this.position = offset;
    this.line = line;
    this.recordStart = offset;
    this.recordLine = line;
  }

  feed(chunk: Uint8Array): void {
    const base = this.position;
    // Native code jumps from one line end or quotation mark to the next: most bytes are neither.
    const marks = new LineMarks(chunk);
    let i = 0;
    while (i < chunk.length) {
      if (this.at === At.RecordEnd) {
        if (chunk[i] === LF) i++;
        this.endRecord(this.textEnd, base + i);
      } else if (this.at === At.Quoted) {
        i = this.passQuoted(marks, i, base);
      } else if (this.at === At.QuoteInQuoted) {
        i = this.passQuoteInQuoted(chunk[i], i);
      } else {
        i = this.passUnquoted(marks, i, base);
      }
      if (i !== BROKEN) continue;
      // A quoted field of several lines is broken: its record ends with the first of them.
      i = this.endBrokenRecord() - base;
      marks.rewind();
      if (i < 0) break;
    }
    this.position = base + i;
  }

  finish(): boolean {
    if (this.at === At.Quoted && this.breakAt >= 0) {
      this.position = this.endBrokenRecord();
      return false;
    }
    const textEnd = this.at === At.RecordEnd ? this.textEnd : this.position;
    if (this.position > this.recordStart) this.endRecord(textEnd, this.position);
    return true;
  }

  /** Passes a quoted field up to behind its next quotation mark. @returns where to go on, or BROKEN */
  private passQuoted(marks: LineMarks, from: number, base: number): number {
    const { length } = marks.chunk;
    const quote = marks.quote(from);
    for (let at = marks.lineEnd(from); at < quote; at = marks.lineEnd(at + 1)) {
      this.breakInQuotes(marks.chunk[at], base + at);
    }
    const last = base + Math.min(quote, length - 1);
    if (this.breakAt >= 0 && last - this.recordStart > MAX_ROW_BYTES) return BROKEN;
    if (quote === length) return length;
    this.at = At.QuoteInQuoted;
    return quote + 1;
  }

  /** Takes the byte behind a quotation mark in a quoted field. @returns where to go on, or BROKEN */
  private passQuoteInQuoted(byte: number | undefined, from: number): number {
    if (byte === QUOTE) {
      this.at = At.Quoted;
      return from + 1;
    }
    const mayFollow = byte === this.delimiter || byte === LF || byte === CR || byte === SPACE;
    if (this.breakAt >= 0 && !mayFollow) return BROKEN;
    this.at = At.Unquoted;
    return from;
  }

  /** Passes what is not quoted, up to behind the record's line end or into a quoted field. @returns where to go on */
  private passUnquoted(marks: LineMarks, from: number, base: number): number {
    const { chunk } = marks;
    const end = marks.lineEnd(from);
    for (let quote = marks.quote(from); quote < end; quote = marks.quote(quote + 1)) {
      const opens = quote === from ? this.at === At.FieldStart : chunk[quote - 1] === this.delimiter;
      if (!opens) continue;
      this.at = At.Quoted;
      this.breakAt = -1;
      return quote + 1;
    }
    if (end === chunk.length) {
      this.at = chunk[end - 1] === this.delimiter ? At.FieldStart : At.Unquoted;
      return end;
    }
    this.line++;
    if (chunk[end] === LF) {
      this.endRecord(base + end, base + end + 1);
    } else {
      this.textEnd = base + end;
      this.at = At.RecordEnd;
    }
    return end + 1;
  }

  private breakInQuotes(byte: number | undefined, offset: number): void {
    const isSecondHalf = byte === LF && this.returnEnd === offset;
    if (byte === CR) this.returnEnd = offset + 1;
    if (!isSecondHalf) this.line++;
    if (this.breakAt < 0 || (isSecondHalf && this.breakAt === offset)) {
      this.breakAt = offset + 1;
      this.breakLine = this.line;
    }
  }

  private endRecord(textEnd: number, end: number): void {
    if (textEnd === this.recordStart) this.spans.hold(this.recordStart, end, this.recordLine);
    else this.spans.add(this.recordStart, end, this.recordLine);
    this.startRecord(end, this.line);
  }

  private endBrokenRecord(): number {
    this.spans.add(this.recordStart, this.breakAt, this.recordLine);
    this.startRecord(this.breakAt, this.breakLine);
    return this.recordStart;
  }

  private startRecord(offset: number, line: number): void {
    this.at = At.FieldStart;
    this.recordStart = offset;
    this.recordLine = line;
    this.line = line;
  }
}
