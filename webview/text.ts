import { html, type TemplateResult } from 'lit';

/**
 * A character that changes what a reader sees without being seen: a control code other than tab and line ends, a
 * bidirectional control, an invisible space. ZWNJ and ZWJ stay as they are: Persian and emoji are written with them.
 */
const HIDDEN = /(?![\t\n\r\u200C\u200D])[\p{Cc}\p{Cf}]/u;

/** Text as it is shown: hidden characters are replaced by their code points, so that they can neither act nor deceive. */
export function plain(text: string): string | (string | TemplateResult)[] {
  if (!HIDDEN.test(text)) return text;
  return text
    .split(new RegExp(`(${HIDDEN.source})`, 'u'))
    .map((piece) => (piece.length <= 2 && HIDDEN.test(piece) ? mark(piece) : piece));
}

function mark(character: string): TemplateResult {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return html`<span class="hidden-character" title="Hidden character U+${code}">U+${code}</span>`;
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
