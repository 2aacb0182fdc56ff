/** A piece of a diff. `same` and `removed` joined are the first text; `same` and `added` joined are the second. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Collects parts: joins neighbours of one kind, leaves out empty ones, and puts removed before added in each change. */
export class PartWriter {
  private readonly parts: DiffPart[] = [];
  private kept = '';
  private taken = '';
  private given = '';

  same(text: string): void {
    if (text === '') return;
    this.flushChange();
    this.kept += text;
  }

  removed(text: string): void {
    if (text === '') return;
    this.flushSame();
    this.taken += text;
  }

  added(text: string): void {
    if (text === '') return;
    this.flushSame();
    this.given += text;
  }

  /** What was written so far. Nothing may be written afterwards. */
  finish(): DiffPart[] {
    this.flushSame();
    this.flushChange();
    return this.parts;
  }

  private flushSame(): void {
    if (this.kept !== '') this.parts.push({ kind: 'same', text: this.kept });
    this.kept = '';
  }

  private flushChange(): void {
    if (this.taken !== '') this.parts.push({ kind: 'removed', text: this.taken });
    if (this.given !== '') this.parts.push({ kind: 'added', text: this.given });
    this.taken = '';
    this.given = '';
  }
}
