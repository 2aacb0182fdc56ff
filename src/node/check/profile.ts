import { franc } from 'franc-min';
import type { DatasetProfile, Share } from '../../core/check/check';
import { detectableDifferences } from '../../core/check/profile/detectable';
import { distributionOf } from '../../core/check/profile/distribution';
import { labelShares } from '../../core/check/profile/labels';
import { countThere, NONE, type RowFacts } from '../../core/check/rowFacts';
import { comparedTexts } from '../../core/check/whole/sampleText';
import type { DatasetFile } from '../datasetFile';
import type { DatasetPace } from '../datasetPace';
import { wholeText } from './overLong';
import { sampleAt, spreadSamples } from './rowPasses';

/** Samples whose tokens are counted and whose languages are told. */
const MOST_SAMPLES = 2000;

/** UTF-16 units of one text that are looked at: the rest of a huge one would hold up everything. */
const LONGEST_TEXT = 200_000;
const LANGUAGE_TEXT = 1000;

/** What the checks of a report count. */
type ProfileCounts = Pick<DatasetProfile, 'exactDuplicates' | 'nearDuplicates' | 'nearMethod' | 'conflicts' | 'leaks'>;

/**
 * What a dataset is like.
 * @param discordant share of samples on which exactly one of the two models is right, where there are results
 * @throws {HumanError} as `DatasetFile.forEachRow`
 */
export async function profileOf(
  file: DatasetFile,
  facts: RowFacts,
  counts: ProfileCounts,
  discordant: number | undefined,
  pace: DatasetPace,
): Promise<DatasetProfile> {
  const { tokensOf, TOKENIZER } = await import('./tokenCounter');
  const samples = countThere(facts.promptLengths);
  const references = countThere(facts.referenceLengths);
  const labels = labelShares(facts.labels, (row) => sampleAt(file, row)?.references[0]);
  const tokens: number[] = [];
  const languages = new Map<string, number>();
  for (const sample of spreadSamples(file, MOST_SAMPLES)) {
    tokens.push(tokensOf(wholeText(sample).slice(0, LONGEST_TEXT)));
    const language = franc(comparedTexts(sample).join('\n').slice(0, LANGUAGE_TEXT));
    languages.set(language, (languages.get(language) ?? 0) + 1);
    if (pace.isOver) await pace.turn();
  }
  const isThere = (length: number): boolean => length !== NONE;
  return {
    samples,
    badRows: file.rowCount - samples,
    references,
    promptCharacters: distributionOf(facts.promptLengths.filter(isThere)),
    ...(references > 0 && { referenceCharacters: distributionOf(facts.referenceLengths.filter(isThere)) }),
    tokens: distributionOf(Uint32Array.from(tokens)),
    tokenizer: TOKENIZER,
    tokensCounted: tokens.length,
    ...(labels && { labels }),
    languages: sharesOf(languages),
    languagesCounted: tokens.length,
    ...counts,
    detectable: detectableDifferences(samples, discordant),
  };
}

function sharesOf(counts: ReadonlyMap<string, number>): readonly Share[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
