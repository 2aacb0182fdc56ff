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

/** Most lists that are told of one object: a hostile file may have thousands. */
const MOST_LISTS = 50;

/** Where a list of objects begins within an object. */
export interface JsonList {
  /** Names of the members that lead to it. */
  readonly path: readonly string[];
  /** Offset of its `[`. */
  readonly offset: number;
  /** One-based line on which that stands. */
  readonly line: number;
}

/**
 * The lists of objects that begin within the JSON object at `from`, in file order. The bytes may break off anywhere, and
 * broken JSON ends the search.
 * @param depth most names in the path of a list
 */
export function jsonLists(bytes: Uint8Array, from: number, depth: number): JsonList[] {
  return new Finder(bytes, from).find(depth);
}

class Finder {
  private readonly lists: JsonList[] = [];
  private line = 1;
  private counted = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private position: number,
  ) {}

  find(depth: number): JsonList[] {
    this.members([], depth);
    return this.lists;
  }

  /** Goes through an object. @returns false when the bytes break off or are no JSON */
  private members(path: readonly string[], depth: number): boolean {
    this.position++;
    while (this.next() !== CLOSE_BRACE) {
      const name = this.name();
      if (name === undefined || this.next() !== COLON) return false;
      this.position++;
      if (!this.value([...path, name], depth - 1) || this.lists.length >= MOST_LISTS) return false;
      if (this.next() === COMMA) this.position++;
    }
    this.position++;
    return true;
  }

  private value(path: readonly string[], depth: number): boolean {
    const first = this.next();
    if (first === OPEN_BRACE && depth > 0) return this.members(path, depth);
    const start = this.position;
    if (first === OPEN_BRACKET) {
      this.position++;
      if (this.next() === OPEN_BRACE) this.lists.push({ path, offset: start, line: this.lineAt(start) });
      this.position = start;
    }
    return this.skip();
  }

  /** The next byte that is not white space; undefined at the end. */
  private next(): number | undefined {
    while (isSpace(this.bytes[this.position])) this.position++;
    return this.bytes[this.position];
  }

  private name(): string | undefined {
    const start = this.position;
    if (this.bytes[start] !== QUOTE || !this.skipString()) return undefined;
    try {
      return String(JSON.parse(new TextDecoder().decode(this.bytes.subarray(start, this.position))));
    } catch {
      return undefined;
    }
  }

  /** Passes over a value by counting brackets. */
  private skip(): boolean {
    let open = 0;
    for (; this.position < this.bytes.length; this.position++) {
      const byte = this.bytes[this.position];
      if (byte === QUOTE) {
        if (!this.skipString()) return false;
        this.position--;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        open++;
      } else if (open === 0 && (byte === COMMA || byte === CLOSE_BRACE)) {
        return true;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        open--;
      }
    }
    return false;
  }

  private skipString(): boolean {
    for (this.position++; this.position < this.bytes.length; this.position++) {
      const byte = this.bytes[this.position];
      if (byte === BACKSLASH) this.position++;
      else if (byte === QUOTE) {
        this.position++;
        return true;
      }
    }
    return false;
  }

  private lineAt(offset: number): number {
    for (; this.counted < offset; this.counted++) if (this.bytes[this.counted] === LF) this.line++;
    return this.line;
  }
}
