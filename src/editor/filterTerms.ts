/** Terms of a search text, as `parseSearch` reads them, written and rewritten. */

const TERM = /[^\s":]+:(?:"[^"]*"?|[^\s"]+)|"[^"]*"?|\S+/g;

/** True when a term is one of the text's. */
export function hasTerm(text: string, term: string): boolean {
  return termsIn(text).some((each) => each.toLowerCase() === term.toLowerCase());
}

/** The word at the end that is still being typed; empty behind white space. */
export function typedWord(text: string): string {
  return /\s$/.test(text) ? '' : (termsIn(text).at(-1) ?? '');
}

/**
 * Takes a term out of a text, or puts it in: instead of the word that is being typed, and of another term about the same
 * field, because no sample has two.
 */
export function toggleTerm(text: string, term: string): string {
  const terms = termsIn(text);
  if (hasTerm(text, term)) return terms.filter((each) => each.toLowerCase() !== term.toLowerCase()).join(' ');
  const typed = typedWord(text);
  const complete = typed !== '' && term.toLowerCase().includes(typed.toLowerCase()) ? terms.slice(0, -1) : terms;
  const field = term.slice(0, term.indexOf(':') + 1).toLowerCase();
  return [...complete.filter((each) => !each.toLowerCase().startsWith(field)), term].join(' ');
}

function termsIn(text: string): string[] {
  return text.match(TERM) ?? [];
}
