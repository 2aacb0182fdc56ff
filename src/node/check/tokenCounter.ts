/** Counts tokens; a bundle of its own because the vocabulary alone has megabytes. Load it with `import()` when needed. */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** What counts the tokens; other models’ tokenizers differ, so the numbers are estimates for them. */
export const TOKENIZER = 'o200k_base';

/** Special tokens in a dataset’s text are text. */
const AS_TEXT = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

/** Number of tokens of a text. */
export function tokensOf(text: string): number {
  return countTokens(text, AS_TEXT);
}
