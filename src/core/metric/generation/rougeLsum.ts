import { lcsTableSteps } from '../../compare/bitLcs';
import { runToEnd } from '../../compare/steps';
import { answerTextOf } from '../answerText';
import { bestOver } from '../bestReference';
import { metricFamily } from '../metricFamily';
import { fMeasure, ROUGE_OPTIONS, ROUGE_SCORE, rougeWords } from './rougeWords';

/** Two lines of so many words each, 128 MB of table, are the most that is compared. */
const MOST_CELLS = 2 ** 30;

/**
 * F-measure over the words of the reference that some longest common subsequence of one of its lines and a line of the
 * answer holds: ROUGE-L of summaries. Lines are sentences, nothing else ends one. Does not apply where two lines of
 * more than 30,000 words meet.
 */
export const rougeLsum = metricFamily('rouge-lsum', ROUGE_OPTIONS, ({ stemmer }) => {
  const words = rougeWords(stemmer);
  return {
    title: 'ROUGE-Lsum',
    range: [0, 1],
    better: 'higher',
    follows: `${ROUGE_SCORE}, rouge_scorer rougeLsum fmeasure, use_stemmer=${stemmer ? 'True' : 'False'}, lines as sentences, best over the references`,
    needsReference: true,
    digits: 2,
    score({ completion, references }) {
      const texts = [answerTextOf(completion), ...references].map((text) => text.split('\n'));
      const lines = words.of(texts.flat());
      let read = 0;
      const [answer = [], ...others] = texts.map(({ length }) => lines.slice(read, (read += length)));
      return bestOver(others, (reference) => summaryScore(reference, answer));
    },
  };
});

/** rouge_score's `_summary_level_lcs`: a word counts once for each time that both texts have it. */
function summaryScore(reference: readonly Int32Array[], answer: readonly Int32Array[]): number | undefined {
  const expected = wordCounts(reference);
  const answered = wordCounts(answer);
  let hits = 0;
  for (const line of reference) {
    const common = new Uint8Array(line.length);
    for (const other of answer) {
      if (line.length * other.length > MOST_CELLS) return undefined;
      markCommon(line, other, common);
    }
    for (const [at, word] of line.entries()) {
      if (common[at] === 0) continue;
      const left = Math.min(expected.get(word) ?? 0, answered.get(word) ?? 0);
      if (left === 0) continue;
      hits++;
      expected.set(word, (expected.get(word) ?? 0) - 1);
      answered.set(word, (answered.get(word) ?? 0) - 1);
    }
  }
  return fMeasure(hits, lengthOf(answer), lengthOf(reference));
}

/** Marks the words of `line` in the longest common subsequence that rouge_score's `_backtrack_norec` reads out. */
function markCommon(line: Int32Array, other: Int32Array, common: Uint8Array): void {
  const table = runToEnd(lcsTableSteps(line, other));
  let i = line.length;
  let j = other.length;
  while (i > 0 && j > 0) {
    if (line[i - 1] === other[j - 1]) {
      common[--i] = 1;
      j--;
    } else if (table.grows(i - 1, j)) {
      j--;
    } else {
      i--;
    }
  }
}

function wordCounts(lines: readonly Int32Array[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const line of lines) for (const word of line) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function lengthOf(lines: readonly Int32Array[]): number {
  return lines.reduce((sum, { length }) => sum + length, 0);
}
