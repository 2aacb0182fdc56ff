import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isSpace,
  LF,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './bytes';

/** Where a value stands in a document: names of members and places in lists. */
export type DocumentPath = readonly (string | number)[];

/** Values that are looked for, by the next step of their paths. */
interface Wanted {
  /** Where the value itself stands among the paths. */
  places?: number[];
  readonly steps: Map<string | number, Wanted>;
}

/**
 * The one-based lines on which values of a JSON document begin; 1 for a path that leads nowhere.
 * @param bytes of a document that is valid JSON
 */
export function linesOfPaths(bytes: Uint8Array, paths: readonly DocumentPath[]): Uint32Array {
  const root: Wanted = { steps: new Map() };
  for (const [place, path] of paths.entries()) {
    let wanted = root;
    for (const step of path) {
      let next = wanted.steps.get(step);
      if (!next) wanted.steps.set(step, (next = { steps: new Map() }));
      wanted = next;
    }
    (wanted.places ??= []).push(place);
  }
  const lines = new Uint32Array(paths.length).fill(1);
  new LineFinder(bytes, lines).value(root);
  return lines;
}

/** Goes through a document once, and into values on the way to one that is wanted. */
class LineFinder {
  private position = 0;
  private line = 1;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly lines: Uint32Array,
  ) {}

  value(wanted: Wanted | undefined): void {
    const first = this.next();
    for (const place of wanted?.places ?? []) this.lines[place] = this.line;
    if (!wanted || wanted.steps.size === 0) this.skip();
    else if (first === OPEN_BRACE) this.members(wanted);
    else if (first === OPEN_BRACKET) this.elements(wanted);
    else this.skip();
  }

  private members({ steps }: Wanted): void {
    this.position++;
    while (this.next() === QUOTE) {
      const start = this.position;
      this.skipString();
      const name: unknown = JSON.parse(new TextDecoder().decode(this.bytes.subarray(start, this.position)));
      if (this.next() === COLON) this.position++;
      this.value(steps.get(String(name)));
      if (this.next() === COMMA) this.position++;
    }
    this.position++;
  }

  private elements({ steps }: Wanted): void {
    this.position++;
    for (let index = 0; ; index++) {
      const byte = this.next();
      if (byte === CLOSE_BRACKET || byte === undefined) break;
      this.value(steps.get(index));
      if (this.next() === COMMA) this.position++;
    }
    this.position++;
  }

  /** The next byte that is not white space; undefined at the end. A byte order mark is white space here. */
  private next(): number | undefined {
    for (;;) {
      const byte = this.bytes[this.position];
      if (byte === LF) this.line++;
      else if (!isSpace(byte) && !(this.position < 3 && (byte ?? 0) > 0x7f)) return byte;
      this.position++;
    }
  }

  /** Passes over a value by counting brackets. */
  private skip(): void {
    let open = 0;
    for (; this.position < this.bytes.length; this.position++) {
      const byte = this.bytes[this.position];
      if (byte === QUOTE) {
        this.skipString();
        this.position--;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        open++;
      } else if (byte === LF) {
        this.line++;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte === COMMA) {
        if (open === 0) return;
        if (byte !== COMMA) open--;
      }
    }
  }

  /** There are no line ends within: the document is valid. */
  private skipString(): void {
    for (this.position++; this.position < this.bytes.length; this.position++) {
      const byte = this.bytes[this.position];
      if (byte === BACKSLASH) this.position++;
      else if (byte === QUOTE) break;
    }
    this.position++;
  }
}
