import { COMMA, CR, LF, OPEN_BRACE, OPEN_BRACKET, QUOTE, SEMICOLON, TAB, isSpace } from './containers/bytes';
import { CsvScanner } from './containers/csvScanner';
import { jsonLists } from './containers/jsonLists';
import { JsonScanner } from './containers/jsonScanner';
import { JsonlScanner } from './containers/jsonlScanner';
import { ReturnScanner } from './containers/returnScanner';
import type { RowScanner, ScanStart } from './containers/rowScanner';
import type { Spans } from './containers/spans';
import { looksLikeDataset } from './detect';
import { fileSignature } from './fileSignature';
import type { ContainerId } from './format';
import type { JsonObject } from './json';
import { chooseList, LIST_DEPTH, RECORDS_LOOKED_AT } from './recordLists';
import { csvFields, readRecord, type CsvLayout } from './recordReader';

/** What the first bytes of a file tell. */
export interface Head {
  readonly container: ContainerId;
  /** Where the rows begin: behind the byte order mark and a CSV file's header. */
  readonly start: ScanStart;
  /** Present for CSV. */
  readonly csv?: CsvLayout;
  /** Set for JSON Lines that are ended by carriage returns, as old Macs did. */
  readonly endsWithReturns?: true;
  /** The first records that can be read. */
  readonly records: readonly JsonObject[];
  /** Rows seen, the unreadable ones included. */
  readonly rows: number;
}

/** Why a file cannot be opened as a dataset. */
export interface Refused {
  readonly refused: string;
}

/**
 * Tells from the first bytes of a file how its rows stand in it, and reads a few.
 * @param name of the file; its extension decides where the bytes leave it open
 * @param isWhole true when `bytes` is the whole file
 */
export function examineHead(name: string, bytes: Uint8Array, isWhole: boolean): Head | Refused {
  const signature = fileSignature(bytes);
  if (signature) return { refused: 'refused' in signature ? signature.refused : 'it is no text in UTF-8' };
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const start = { offset: hasMark ? 3 : 0, line: 1 };
  const container = containerOf(name, bytes, start.offset);
  if (container === 'csv') return examineCsv(bytes, start, isWhole, /\.tsv$/i.test(name));
  if (container !== undefined) {
    const head = examineJson(container, start, bytes, isWhole);
    // A file of one line may be a document, with the list of records within.
    if (!/\.json$/i.test(name) || head.rows !== 1 || !isWhole || looksLikeDataset(head.records)) return head;
    return examineNested(bytes, start, isWhole) ?? head;
  }
  return (
    examineNested(bytes, start, isWhole) ?? {
      refused: 'it is neither a list of objects nor one object per line, and holds no list of samples',
    }
  );
}

/** The scanner for a file with that head. */
export function scannerFor(head: Pick<Head, 'container' | 'start' | 'csv' | 'endsWithReturns'>): RowScanner {
  const { container, start, endsWithReturns } = head;
  if (container === 'jsonl' && endsWithReturns) return new ReturnScanner(start);
  return container === 'json' ? new JsonScanner(start) : continuedScanner(head);
}

/**
 * The scanner that goes on behind rows that are known, for files whose rows can be told without what stands before.
 * @param spans of the rows before `start`
 */
export function continuedScanner(
  { container, start, csv }: Pick<Head, 'container' | 'start' | 'csv'>,
  spans?: Spans,
): RowScanner {
  if (container === 'jsonl') return new JsonlScanner(start, spans);
  return new CsvScanner(start, csv?.delimiter.charCodeAt(0) ?? COMMA, spans);
}

function examineJson(container: ContainerId, start: ScanStart, bytes: Uint8Array, isWhole: boolean): Head {
  const hasReturnsOnly = container === 'jsonl' && !bytes.includes(LF) && bytes.includes(CR);
  const layout = { container, start, ...(hasReturnsOnly && { endsWithReturns: true as const }) };
  return { ...layout, ...firstRecords(layout, bytes, isWhole) };
}

/** The list of samples within the object that begins at `start`. */
function examineNested(bytes: Uint8Array, start: ScanStart, isWhole: boolean): Head | undefined {
  const lists = jsonLists(bytes, start.offset, LIST_DEPTH).map(({ path, offset, line }) => {
    const layout = { container: 'json' as const, start: { offset, line, isNested: true } };
    return { path, ...layout, ...firstRecords(layout, bytes, isWhole) };
  });
  return chooseList(lists);
}

function firstRecords(
  layout: Parameters<typeof scannerFor>[0],
  bytes: Uint8Array,
  isWhole: boolean,
): Pick<Head, 'records' | 'rows'> {
  const { spans } = scan(scannerFor(layout), bytes, isWhole);
  const records: JsonObject[] = [];
  for (let row = 0; row < spans.count && records.length < RECORDS_LOOKED_AT; row++) {
    const span = spans.at(row);
    const read = readRecord(bytes.subarray(span.start, span.end), layout.csv);
    if ('record' in read) records.push(read.record);
  }
  return { records, rows: spans.count };
}

function scan(scanner: RowScanner, bytes: Uint8Array, isWhole: boolean): RowScanner {
  do {
    while (scanner.position < bytes.length) scanner.feed(bytes.subarray(scanner.position));
  } while (isWhole && !scanner.finish());
  return scanner;
}

function containerOf(name: string, bytes: Uint8Array, offset: number): ContainerId | undefined {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
  if (extension === 'csv' || extension === 'tsv') return 'csv';
  let first = offset;
  while (first < bytes.length && isSpace(bytes[first])) first++;
  const isList = bytes[first] === OPEN_BRACKET && (extension === 'json' || beginsList(bytes, first));
  if (extension !== 'json') return isList ? 'json' : 'jsonl';
  if (isList || first === bytes.length) return 'json';
  // Some tools write one object per line under the name .json; one object over several lines is no dataset.
  return bytes[first] === OPEN_BRACE && 'record' in readRecord(firstLine(bytes, first), undefined)
    ? 'jsonl'
    : undefined;
}

/** True for `[` that opens the file's list; false for a first line that is a value of its own, such as `[1,2]`. */
function beginsList(bytes: Uint8Array, first: number): boolean {
  let next = first + 1;
  while (next < bytes.length && isSpace(bytes[next])) next++;
  return next === bytes.length || bytes[next] === OPEN_BRACE || bytes.subarray(first + 1, next).includes(LF);
}

function firstLine(bytes: Uint8Array, from: number): Uint8Array {
  const end = bytes.indexOf(LF, from);
  return bytes.subarray(from, end < 0 ? bytes.length : end);
}

function examineCsv(bytes: Uint8Array, start: ScanStart, isWhole: boolean, prefersTab: boolean): Head {
  const delimiter = guessDelimiter(bytes, start.offset, prefersTab);
  const scanner = scan(new CsvScanner(start, delimiter), bytes, isWhole);
  const { spans } = scanner;
  const row = firstFilledRow(spans, bytes);
  const text =
    row < spans.count ? new TextDecoder().decode(bytes.subarray(spans.at(row).start, spans.at(row).end)) : '';
  const csv = {
    delimiter: String.fromCharCode(delimiter),
    columns: uniqueNames(csvFields(text.replace(/[\r\n]+$/, ''), String.fromCharCode(delimiter)).fields),
  };
  const layout = { container: 'csv' as const, start: startAfter(spans, row, start), csv };
  return { ...layout, ...firstRecords(layout, bytes, isWhole) };
}

function firstFilledRow(spans: Spans, bytes: Uint8Array): number {
  let row = 0;
  while (row < spans.count && [CR, LF].includes(bytes[spans.at(row).start] ?? LF)) row++;
  return row;
}

function startAfter(spans: Spans, row: number, start: ScanStart): ScanStart {
  if (row + 1 < spans.count) return { offset: spans.at(row + 1).start, line: spans.at(row + 1).line };
  return row < spans.count ? { offset: spans.at(row).end, line: spans.at(row).line + 1 } : start;
}

/** The most frequent of comma, semicolon and tab in the first line, outside quotation marks; comma when none is there. */
function guessDelimiter(bytes: Uint8Array, from: number, prefersTab: boolean): number {
  const counts = new Map([COMMA, SEMICOLON, TAB].map((byte) => [byte, 0]));
  let isQuoted = false;
  for (const byte of bytes.subarray(from)) {
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (!isQuoted && (byte === LF || byte === CR)) break;
    else if (!isQuoted && counts.has(byte)) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  }
  if (prefersTab && counts.get(TAB)) return TAB;
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? COMMA;
}

/** Column names, each once: an empty one is called by its number, a repeated one gets a number. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return names.map((given, index) => {
    const name = given.trim() || `column ${index + 1}`;
    let unique = name;
    for (let number = 2; used.has(unique); number++) unique = `${name} ${number}`;
    used.add(unique);
    return unique;
  });
}
