import { CR, LF, QUOTE, SPACE } from './bytes';
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

/**
 * CSV records (RFC 4180), separated by `\r\n`, `\n` or `\r` outside quotation marks, also mixed. A quotation mark opens a
 * quoted field only at the field's start. A quoted field that turns out to be broken (never closed, or closed in the
 * middle of a later line) ends with its first line, so that it does not swallow the records below.
 */
export class CsvScanner implements RowScanner {
  readonly spans = new Spans({ ends: false, lines: true });
  position: number;
  private at = At.FieldStart;
  private line: number;
  private recordStart: number;
  private recordLine: number;
  /** Where the record's line end begins. */
  private textEnd = 0;
  private afterCr = false;
  /** Behind the first line end within the quoted field; -1 when there is none yet. */
  private breakAt = -1;
  private breakLine = 0;

  constructor(
    { offset, line }: ScanStart,
    private readonly delimiter: number,
  ) {
    this.position = offset;
    this.line = line;
    this.recordStart = offset;
    this.recordLine = line;
  }

  feed(chunk: Uint8Array): void {
    const base = this.position;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0;
      const offset = base + i;
      if (this.at === At.RecordEnd) {
        if (byte === LF) {
          this.endRecord(this.textEnd, offset + 1);
          continue;
        }
        this.endRecord(this.textEnd, offset);
      }
      if (this.at === At.Quoted) {
        if (byte === QUOTE) this.at = At.QuoteInQuoted;
        else if (byte === LF || byte === CR) this.breakInQuotes(byte, offset);
        this.afterCr = byte === CR;
        if (offset - this.recordStart <= MAX_ROW_BYTES || this.breakAt < 0) continue;
      } else if (this.at === At.QuoteInQuoted && byte === QUOTE) {
        this.at = At.Quoted;
        continue;
      } else if (byte === LF) {
        this.line++;
        this.endRecord(offset, offset + 1);
        continue;
      } else if (byte === CR) {
        this.line++;
        this.textEnd = offset;
        this.at = At.RecordEnd;
        continue;
      } else if (byte === this.delimiter) {
        this.at = At.FieldStart;
        continue;
      } else if (byte === QUOTE && this.at === At.FieldStart) {
        this.at = At.Quoted;
        this.breakAt = -1;
        this.afterCr = false;
        continue;
      } else if (this.at !== At.QuoteInQuoted || byte === SPACE || this.breakAt < 0) {
        this.at = At.Unquoted;
        continue;
      }
      // A quoted field of several lines is broken: its record ends with the first of them.
      const breakAt = this.endBrokenRecord();
      if (breakAt < base) {
        this.position = breakAt;
        return;
      }
      i = breakAt - base - 1;
    }
    this.position = base + chunk.length;
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

  private breakInQuotes(byte: number, offset: number): void {
    const isSecondHalf = byte === LF && this.afterCr;
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
