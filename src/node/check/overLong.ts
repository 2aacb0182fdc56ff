import type { FindingBook } from '../../core/check/findingBook';
import { NONE, type RowFacts } from '../../core/check/rowFacts';
import { OVER_LONG } from '../../core/check/whole/heads';
import { messageText, type SampleContent } from '../../core/dataset/sample';
import type { DatasetFile } from '../datasetFile';
import type { DatasetPace } from '../datasetPace';
import type { Kept, KeptRows } from './keptRows';
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
 * @param kept the counts of rows that were there before, by context
 * @returns a sentence when not all could be counted
 */
export async function findOverLong(
  file: DatasetFile,
  { promptLengths, referenceLengths }: RowFacts,
  contextTokens: number,
  kept: KeptRows<Uint32Array>,
  book: FindingBook,
  pace: DatasetPace,
): Promise<string | undefined> {
  const { tokensOf, TOKENIZER } = await import('./tokenCounter');
  const most = contextTokens * CHARACTERS_PER_TOKEN;
  const known = knownCounts(file, kept.of(file, contextTokens));
  kept.keep(file, contextTokens, known);
  let counted = 0;
  for (let row = 0; row < promptLengths.length; row++) {
    const prompt = promptLengths[row] ?? NONE;
    const reference = referenceLengths[row] ?? NONE;
    if (prompt === NONE || prompt + (reference === NONE ? 0 : reference) <= contextTokens) continue;
    if (++counted > MOST_COUNTED) {
      return `Tokens were counted up to line ${file.lineOf(row)}: too many samples are near the context’s ${contextTokens} tokens.`;
    }
    let count = known[row];
    if (!count) {
      const sample = sampleAt(file, row);
      if (!sample) continue;
      const text = wholeText(sample);
      known[row] = count = tokensOf(text.slice(0, most)) * 2 + (text.length > most ? MORE : 0) + COUNTED;
    }
    const tokens = (count - COUNTED) >>> 1;
    if (tokens > contextTokens) {
      const about = (count - COUNTED) & MORE ? 'more than' : 'about';
      book.add(OVER_LONG, row, {
        message: `Prompt and reference have ${about} ${tokens} tokens (estimated with ${TOKENIZER}); the model’s context has ${contextTokens}.`,
        path: [],
      });
    }
    if (pace.isOver) await pace.turn();
  }
  return undefined;
}

/** A row's count: 0 where it is not known, else COUNTED more than twice the tokens, and MORE where the text goes on. */
const COUNTED = 2;
const MORE = 1;

function knownCounts(file: DatasetFile, kept: Kept<Uint32Array> | undefined): Uint32Array {
  const counts = new Uint32Array(file.rowCount);
  for (const { from, to, before } of kept?.same ?? []) {
    counts.set(kept?.value.subarray(before, before + to - from) ?? [], from);
  }
  return counts;
}
