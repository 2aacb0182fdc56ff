/**
 * A character that changes what a reader sees without being seen: a control code other than tab and line ends, a
 * bidirectional control, an invisible space. ZWNJ and ZWJ stay as they are: Persian and emoji are written with them.
 */
const HIDDEN = /(?![\t\n\r\u200C\u200D])[\p{Cc}\p{Cf}]/u;

/** A part of a text: as it is, or the code point (`U+202E`) that stands for a hidden character. */
export interface VisiblePiece {
  readonly text: string;
  readonly isHidden: boolean;
}

/** A text in pieces, hidden characters as their code points, so that they can neither act nor deceive. */
export function visiblePieces(text: string): VisiblePiece[] {
  if (!HIDDEN.test(text)) return [{ text, isHidden: false }];
  return text
    .split(new RegExp(`(${HIDDEN.source})`, 'u'))
    .filter((piece) => piece !== '')
    .map((piece) =>
      piece.length <= 2 && HIDDEN.test(piece)
        ? { text: codePointOf(piece), isHidden: true }
        : { text: piece, isHidden: false },
    );
}

/** The same as one text, for where no element can stand. */
export function visibleText(text: string): string {
  return visiblePieces(text)
    .map((piece) => piece.text)
    .join('');
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
