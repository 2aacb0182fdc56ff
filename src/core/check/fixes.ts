/** The text edits behind quick fixes. They change rows and nothing between them: formatting stays. */
import { createScanner } from 'jsonc-parser';

/** A piece of a text: offsets in UTF-16 units, the end exclusive. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** A piece of a text and what stands there afterwards. */
export interface Replacement extends Piece {
  readonly text: string;
}

/**
 * Removes rows with the line ends or commas that belong to them.
 * @param rows exactly the rows' text, in file order
 */
export function removeRows(text: string, rows: readonly Piece[]): Replacement[] {
  const [first] = rows;
  if (!first) return [];
  const inList = isInList(text, first.start);
  return runsOf(text, rows).map((run) => ({ ...(inList ? listRemoval(text, run) : lineRemoval(text, run)), text: '' }));
}

/**
 * Adds a row at the end of a file with the same kind of rows.
 * @param row the row's text; JSON is written on one line
 */
export function appendRow(text: string, row: string): Replacement {
  const end = text.trimEnd().length;
  if (/^\uFEFF?\s*\[/.test(text) && text[end - 1] === ']') return appendToList(text, end - 1, compactJson(row));
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const before = end === 0 || /[\r\n]$/.test(text) ? '' : lineEnd;
  const added = row.trimStart().startsWith('{') ? compactJson(row) : row;
  return { start: text.length, end: text.length, text: `${before}${added}${lineEnd}` };
}

/** Writes a JSON value as a text that holds it: `{"a": 1}` becomes `"{\"a\":1}"`, numbers digit by digit as they were. */
export function stringified(text: string, { start, end }: Piece): Replacement {
  return { start, end, text: JSON.stringify(compactJson(text.slice(start, end))) };
}

/** JSON without white space between its tokens. */
export function compactJson(json: string): string {
  const scanner = createScanner(json, true);
  const tokens: string[] = [];
  // Only the end of the text is a token without a length.
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    tokens.push(json.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength()));
  }
  return tokens.join('');
}

/** True when the row that starts there is an element of a JSON list, and not a line of its own. */
function isInList(text: string, start: number): boolean {
  return text[start] === '{' && /[[,]/.test(text[lastFilled(text, start)] ?? '');
}

/** Rows with nothing but white space and a comma between them, as one piece. */
function runsOf(text: string, rows: readonly Piece[]): Piece[] {
  const runs: Piece[] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && /^\s*,?\s*$/.test(text.slice(last.end, row.start))) {
      runs[runs.length - 1] = { start: last.start, end: row.end };
    } else {
      runs.push(row);
    }
  }
  return runs;
}

function lineRemoval(text: string, { start, end }: Piece): Piece {
  const [after = ''] = /^[^\S\r\n]*(?:\r\n|\r|\n)?/.exec(text.slice(end, end + LINE_END)) ?? [];
  if (/[\r\n]$/.test(after)) return { start, end: end + after.length };
  // The last line has no end of its own: the one before goes.
  const [before = ''] = /(?:\r\n|\r|\n)$/.exec(text.slice(Math.max(0, start - 2), start)) ?? [];
  return { start: start - before.length, end: end + after.length };
}

/** Longest white space looked at behind a row. */
const LINE_END = 1000;

function listRemoval(text: string, { start, end }: Piece): Piece {
  const comma = nextFilled(text, end);
  if (text[comma] === ',') return { start, end: nextFilled(text, comma + 1) };
  const before = lastFilled(text, start);
  return { start: text[before] === ',' ? before : start, end };
}

function appendToList(text: string, close: number, row: string): Replacement {
  const last = lastFilled(text, close);
  const open = text.indexOf('[');
  // Elements stand apart as the first one does from the bracket.
  const space = last === open ? '' : text.slice(open + 1, nextFilled(text, open + 1)) || ' ';
  return { start: last + 1, end: last + 1, text: last === open ? row : `,${space}${row}` };
}

/** Offset of the last character before `offset` that is not white space; -1 when there is none. */
function lastFilled(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && isBlank(text, at)) at--;
  return at;
}

/** Offset of the first character from `offset` on that is not white space; the text's length when there is none. */
function nextFilled(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && isBlank(text, at)) at++;
  return at;
}

function isBlank(text: string, offset: number): boolean {
  return /\s/.test(text.charAt(offset));
}
