import { CR, LF } from './bytes';
import type { RowScanner, ScanStart } from './rowScanner';
import { Spans } from './spans';

/**
 * JSON Lines in a file that begins with carriage returns as line ends. Line feeds, alone or behind a carriage return, end
 * lines too, as in the editor. Rare, so it just looks at every byte.
 */
export class ReturnScanner implements RowScanner {
  readonly spans = new Spans({ ends: false, lines: false });
  position: number;
  private rowStart: number;
  /** Behind a carriage return: a line feed may belong to it. */
  private isBehindReturn = false;
  private isEmpty = true;

  constructor({ offset }: ScanStart) {
    this.position = offset;
    this.rowStart = offset;
  }

  feed(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (this.isBehindReturn && byte !== LF) this.endRow(this.position);
      this.position++;
      if (byte === LF) this.endRow(this.position);
      else if (byte === CR) this.isBehindReturn = true;
      else this.isEmpty = false;
    }
  }

  finish(): boolean {
    if (this.position > this.rowStart) this.endRow(this.position);
    return true;
  }

  private endRow(end: number): void {
    if (this.isEmpty) this.spans.hold(this.rowStart, end, 0);
    else this.spans.add(this.rowStart, end, 0);
    this.rowStart = end;
    this.isBehindReturn = false;
    this.isEmpty = true;
  }
}
