import type { FindingBook } from '../../core/check/findingBook';
import { NONE } from '../../core/check/rowFacts';
import type { MergedFacts } from '../../core/check/mergeFacts';
import { OVER_LONG } from '../../core/check/whole/heads';
import { messageText, type SampleContent } from '../../core/dataset/sample';
import type { DatasetFile } from '../datasetFile';
import type { DatasetPace } from '../datasetPace';
import { sampleAt } from './rowPasses';

/** Samples whose tokens are counted. */
const MOST_COUNTED = 20_000;

/** Characters counted for each token of the context: ordinary text has two to five in a token. */
const CHARACTERS_PER_TOKEN = 16;

/** Prompt and first reference as one text. */
export function wholeText({ messages, references }: SampleContent): string {
  return [...messages.map(messageText), references[0] ?? ''].join('\n');
}

/**
 * Samples that do not fit into a context. Those with no more characters than the context has tokens are taken to fit.
 * @returns a sentence when not all could be counted
 */
export async function findOverLong(
  file: DatasetFile,
  { promptLengths, referenceLengths }: MergedFacts,
  contextTokens: number,
  book: FindingBook,
  pace: DatasetPace,
): Promise<string | undefined> {
  const { tokensOf, TOKENIZER } = await import('./tokenCounter');
  let counted = 0;
  for (let row = 0; row < promptLengths.length; row++) {
    const prompt = promptLengths[row] ?? NONE;
    const reference = referenceLengths[row] ?? NONE;
    if (prompt === NONE || prompt + (reference === NONE ? 0 : reference) <= contextTokens) continue;
    const sample = sampleAt(file, row);
    if (!sample) continue;
    if (++counted > MOST_COUNTED) {
      return `Tokens were counted up to line ${file.lineOf(row)}: too many samples are near the context’s ${contextTokens} tokens.`;
    }
    const text = wholeText(sample);
    const most = contextTokens * CHARACTERS_PER_TOKEN;
    const tokens = tokensOf(text.slice(0, most));
    if (tokens > contextTokens) {
      const about = text.length > most ? 'more than' : 'about';
      book.add(OVER_LONG, row, {
        message: `Prompt and reference have ${about} ${tokens} tokens (estimated with ${TOKENIZER}); the model’s context has ${contextTokens}.`,
        path: [],
      });
    }
    if (pace.isOver) await pace.turn();
  }
  return undefined;
}
