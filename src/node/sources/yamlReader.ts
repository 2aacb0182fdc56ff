/** A bundle of its own, loaded when the first YAML file is opened. */
import { isNode, isSeq, LineCounter, parseDocument } from 'yaml';

/** Where an item of a list begins, and what is wrong with its text. */
export interface YamlItem {
  /** One-based. */
  readonly line: number;
  readonly broken?: string;
}

/** A YAML file, read. */
export interface YamlFile {
  /** Objects, lists and scalars, whole numbers as BigInt; what is repeated by `*alias` is one and the same value. */
  readonly value: unknown;
  /** What is wrong with the file, and where, as the end of a sentence. */
  readonly errors: readonly string[];
  /** The items of the list that stands under these keys. */
  itemsAt(path: readonly string[]): readonly YamlItem[];
}

/** Reads as much as can be read. @throws what the reader cannot get over */
export function readYaml(text: string): YamlFile {
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    merge: true,
    intAsBigInt: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const errors = document.errors.map(({ message, pos: [at] }) => {
    const { line, col } = counter.linePos(at);
    return { at, text: `at line ${line}, column ${col}: ${message}` };
  });
  return {
    // Aliases are not counted here: they unfold where the value is written, within a limit.
    value: document.toJS({ maxAliasCount: -1 }) as unknown,
    errors: errors.map((error) => error.text),
    itemsAt(path) {
      const list = document.getIn(path, true);
      const starts = isSeq(list) ? list.items.map((item) => (isNode(item) ? (item.range?.[0] ?? 0) : 0)) : [];
      return starts.map((start, index): YamlItem => {
        const { line } = counter.linePos(start);
        // What stands between two items is the first one's: an unclosed quotation mark is noticed at its end.
        const error = errors.find(({ at }) => (at >= start || index === 0) && at < (starts[index + 1] ?? Infinity));
        return { line, ...(error && { broken: `This is not valid YAML ${error.text}.` }) };
      });
    },
  };
}
