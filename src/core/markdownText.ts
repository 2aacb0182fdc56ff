/** Characters of a value in a table. */
const LONGEST_VALUE = 200;

/**
 * Text that Markdown shows as it is, on one line: what means something to Markdown or HTML within a line is escaped, and
 * invisible characters are left out.
 */
export function markdownText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}

/** A paragraph, the same way: what would make a heading, a list or a quotation at the start of a line is escaped too. */
export function markdownParagraph(text: string): string {
  return markdownText(text)
    .trimStart()
    .replace(/^[#>+=-]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/** A table; every cell is escaped, and cut where it is long. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head.map(cell)), line(head.map(() => '---')), ...rows.map((row) => line(row.map(cell)))].join('\n');
}

function cell(text: string): string {
  return markdownText(text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text);
}
