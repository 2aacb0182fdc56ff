import type { Finding, TextRange } from '../../core/check/check';
import type { UnplacedFinding } from '../../core/check/findingBook';
import { placeOfJsonError, rangeOfPath, type PlacedText } from '../../core/check/place';
import { unusable } from '../../core/check/rows/unusable';
import { LF } from '../../core/dataset/containers/bytes';
import { explainJsonError } from '../../core/dataset/jsonError';
import type { DatasetFile } from '../datasetFile';

/** Bytes read at once when the beginning of a line is looked for. */
const STEP_BYTES = 64 * 1024;

/** How far back the beginning of a line is looked for; columns beyond are no help to anybody. */
const FARTHEST_BYTES = 64 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Finds out where in the file findings stand. @param findings in row order */
export function placeFindings(file: DatasetFile, findings: readonly UnplacedFinding[]): readonly Finding[] {
  const columns = new Columns(file);
  let placed: { readonly row: number; readonly text: PlacedText } | undefined;
  return findings.map((finding) => {
    const { row, check, message, related, fix } = finding;
    const line = file.lineOf(row);
    if (placed?.row !== row) placed = { row, text: textOf(file, row, line, columns) };
    const shared = { check: check.id, severity: check.severity, row, line };
    const rest = { ...(related && { related }), ...(fix && { fix }) };
    return { ...shared, message, range: wholeLine(line), ...placeOf(file, finding, placed.text), ...rest };
  });
}

const wholeLine = (line: number): TextRange => ({ startLine: line - 1, startColumn: 0, endLine: line, endColumn: 0 });

/** The exact place; nothing where rows do not stand in the file as lines of text. */
function placeOf(file: DatasetFile, { check, path, message }: UnplacedFinding, text: PlacedText): Partial<Finding> {
  if (file.file !== file.file.original) return {};
  if (file.container === 'csv') return { range: rangeOfPath(text, []) };
  const isJsonError = check.id === unusable.id && path.length === 0 && message === explainJsonError(text.text);
  return (isJsonError ? placeOfJsonError(text) : undefined) ?? { range: rangeOfPath(text, path) };
}

function textOf(file: DatasetFile, row: number, line: number, columns: Columns): PlacedText {
  const [rowBytes] = file.rowsBytes(row, row + 1);
  if (!rowBytes) return { text: '', line: line - 1, column: 0 };
  const text = decoder.decode(rowBytes.bytes).replace(/\r?\n$/, '');
  return { text, line: line - 1, column: columns.at(rowBytes.span.start) };
}

/** Columns of bytes of a file, asked for in file order. */
class Columns {
  /** A place whose column is known. */
  private known = { offset: 0, column: 0 };

  constructor(private readonly file: DatasetFile) {}

  /** The column, in UTF-16 units, of the character that begins at a byte. */
  at(offset: number): number {
    let text = '';
    const pieces: Uint8Array[] = [];
    let start = offset;
    while (start > this.known.offset && offset - start < FARTHEST_BYTES) {
      const from = Math.max(this.known.offset, start - STEP_BYTES);
      const piece = Buffer.allocUnsafe(start - from);
      this.file.file.read(piece, from);
      const lineEnd = piece.lastIndexOf(LF);
      pieces.unshift(piece.subarray(lineEnd + 1));
      if (lineEnd >= 0) {
        this.known = { offset: from + lineEnd + 1, column: 0 };
        break;
      }
      start = from;
    }
    text = decoder.decode(Buffer.concat(pieces));
    // A byte order mark is no part of the text in an editor.
    if (this.known.offset === 0) text = text.replace(/^\ufeff/, '');
    this.known = { offset, column: this.known.column + text.length };
    return this.known.column;
  }
}
