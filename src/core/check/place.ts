import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import { firstJsonError } from '../dataset/jsonError';
import type { RecordPath, TextRange } from './check';

/** A row's text as it stands in its file. */
export interface PlacedText {
  readonly text: string;
  /** Zero-based line and column (in UTF-16 units) of its first character. */
  readonly line: number;
  readonly column: number;
}

/** Where a value of a row stands; the whole row where the path leads nowhere. */
export function rangeOfPath(row: PlacedText, path: RecordPath): TextRange {
  const node = path.length === 0 ? undefined : nodeAt(row.text, path);
  return node ? rangeOfText(row, node.offset, node.length) : rangeOfText(row, 0, row.text.trimEnd().length);
}

/** Where and why a row's text is not JSON; undefined when it is, or when it cannot be told. */
export function placeOfJsonError(row: PlacedText): { readonly range: TextRange; readonly message: string } | undefined {
  const error = firstJsonError(row.text);
  if (!error) return undefined;
  // An error at the end of the text has no character of its own: the one before is marked.
  const offset = Math.min(error.offset, Math.max(0, row.text.trimEnd().length - 1));
  const range = rangeOfText(row, offset, Math.max(1, error.length));
  return { range, message: `This is not valid JSON: ${error.explanation}.` };
}

function nodeAt(text: string, path: RecordPath): Node | undefined {
  const root = parseTree(text);
  return root && findNodeAtLocation(root, [...path]);
}

function rangeOfText({ text, line, column }: PlacedText, offset: number, length: number): TextRange {
  const place = (to: number): readonly [line: number, column: number] => {
    const before = text.slice(0, to);
    const lineStart = before.lastIndexOf('\n') + 1;
    return lineStart === 0 ? [line, column + to] : [line + before.split('\n').length - 1, to - lineStart];
  };
  const [startLine, startColumn] = place(offset);
  const [endLine, endColumn] = place(Math.min(text.length, offset + length));
  return { startLine, startColumn, endLine, endColumn };
}
