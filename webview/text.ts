import { html, type TemplateResult } from 'lit';
import { visiblePieces } from '../src/core/hiddenCharacters';

/** Text as it is shown: hidden characters are replaced by their code points, so that they can neither act nor deceive. */
export function plain(text: string): string | (string | TemplateResult)[] {
  const pieces = visiblePieces(text);
  if (!pieces.some(({ isHidden }) => isHidden)) return text;
  return pieces.map((piece) => (piece.isHidden ? mark(piece.text) : piece.text));
}

function mark(codePoint: string): TemplateResult {
  return html`<span class="hidden-character" title="Hidden character ${codePoint}">${codePoint}</span>`;
}

/** Characters and lines of a long text that are shown before “Show all”. */
export interface Clip {
  readonly characters: number;
  readonly lines: number;
}

/** Where to cut a text; its length when it need not be cut. */
export function clipAt(text: string, { characters, lines }: Clip): number {
  let end = -1;
  for (let line = 0; line < lines; line++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0 || end > characters) break;
  }
  // A few characters more are not worth a button.
  const limit = end >= 0 && end < characters ? end : characters;
  if (text.length <= limit * 1.2) return text.length;
  return isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
