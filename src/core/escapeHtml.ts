/** Text as HTML shows it, in elements and in attributes. A lone surrogate, which no file can hold, becomes U+FFFD. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
