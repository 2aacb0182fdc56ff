import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';

/** What jsonc-parser's error names mean to a person. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that is not JSON (texts need double quotation marks)',
  InvalidNumberFormat: 'a number that is not written as JSON asks',
  PropertyNameExpected: 'a field name in double quotation marks is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing after a field name',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace } is missing',
  CloseBracketExpected: 'a closing bracket ] is missing',
  EndOfFileExpected: 'there is more after the end of the value',
  InvalidCommentToken: 'comments are not allowed',
  UnexpectedEndOfComment: 'comments are not allowed',
  UnexpectedEndOfString: 'a text is not closed with a double quotation mark',
  UnexpectedEndOfNumber: 'a number breaks off',
  InvalidUnicode: '\\u is not followed by four hexadecimal digits',
  InvalidEscapeCharacter: 'a backslash is followed by a character it cannot escape',
  InvalidCharacter: 'a control character (a tab or a line end, say) stands in a text unescaped',
};

/** Where a text is not JSON, and why. */
export interface JsonError {
  /** In UTF-16 units from the text's beginning. */
  readonly offset: number;
  readonly length: number;
  readonly explanation: string;
}

/** The first error in a text that `JSON.parse` refuses; undefined when it is nested too deeply to say. */
export function firstJsonError(text: string): JsonError | undefined {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch {
    // Its parser is recursive: thousands of nested lists are too much for it.
    return undefined;
  }
  const [first] = errors;
  if (!first) return undefined;
  const explanation = explained(first, text);
  return { offset: first.offset, length: first.length, explanation };
}

/**
 * Why a text that `JSON.parse` refuses is not JSON: one sentence with the column (one-based, in UTF-16 units, as the
 * editor counts) and, for texts of several lines, the line within the text.
 */
export function explainJsonError(text: string): string {
  const error = firstJsonError(text);
  if (!error) return 'This is not valid JSON; where it goes wrong cannot be told.';
  const before = text.slice(0, error.offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  const column = error.offset - lineStart + 1;
  return `This is not valid JSON: at column ${column}${line > 1 ? ` of its line ${line}` : ''}, ${error.explanation}.`;
}

/** Numbers as Python and JavaScript write them, which JSON does not know. */
const NO_JSON_NUMBER = /^(NaN|-?Infinity)\b/;

function explained(error: ParseError, text: string): string {
  const number = NO_JSON_NUMBER.exec(text.slice(error.offset, error.offset + 10))?.[0];
  if (number !== undefined) return `${number} is not JSON; write null or a text`;
  const explanation = EXPLANATIONS[printParseErrorCode(error.error)] ?? 'it cannot be read';
  const isLoneReturn =
    printParseErrorCode(error.error) === 'EndOfFileExpected' && /\r\s*$/.test(text.slice(0, error.offset));
  return isLoneReturn ? `${explanation} (a carriage return alone ends no line here; write \\n)` : explanation;
}
