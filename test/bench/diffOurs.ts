/**
 * The process that measures: our diffs and jsdiff's in turn, on the same texts. Prints one JSON line. With an argument it
 * measures the first call of its life only: `ours` or `jsdiff`.
 */
import { diffWordsWithSpace } from 'diff';
import { diffCharacters, diffLines, diffWords, diffWordSteps } from '../../src/core/compare/diff';

/** Medians in milliseconds: wall time where two take turns, the process's processor time where ours is measured alone. */
export interface DiffFigures {
  /** Nearly equal texts (1 % of the words changed), by number of words. */
  readonly near: readonly { readonly words: number; readonly oursMs: number; readonly jsdiffMs: number }[];
  /** Two independent answers of 1,000 words. */
  readonly independent: { readonly oursMs: number; readonly jsdiffMs: number };
  /** Two texts of 10,000 words each, by how they differ; the time in full and the longest slice. */
  readonly long: readonly { readonly kind: string; readonly ms: number; readonly sliceMs: number }[];
  /** Two independent texts of 10,000 words in the other modes. */
  readonly charactersMs: number;
  readonly linesMs: number;
  /** Longest slice with two independent texts of 50,000 words. */
  readonly sliceMs: number;
}

let state = 7;

/** The same numbers in every process, from 0 to 1 (mulberry32). */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function vocabulary(size: number, letters: string): string[] {
  const letter = (): string => letters.charAt(Math.floor(random() * letters.length));
  return Array.from({ length: size }, () => Array.from({ length: 2 + Math.floor(random() * 8) }, letter).join(''));
}

/** Some words often and most rarely, as in a language. */
function wordOf(words: readonly string[]): string {
  return words[Math.floor(words.length * random() ** 3)] ?? '';
}

function textOf(words: readonly string[], length: number): string {
  const ends = [', ', '. ', '.\n\n', ' ', ' ', ' ', ' ', ' ', ' '];
  const end = (): string => ends[Math.floor(random() * ends.length)] ?? ' ';
  return Array.from({ length }, () => wordOf(words) + end()).join('');
}

/** The text with this share of its words replaced. */
function changed(words: readonly string[], text: string, share: number): string {
  const pieces = text.split(/([a-z]+)/);
  const places = Array.from({ length: pieces.length >> 1 }, (_, i) => 2 * i + 1);
  for (let left = Math.round(places.length * share); left > 0; left--) {
    const [place] = places.splice(Math.floor(random() * places.length), 1);
    if (place !== undefined) pieces[place] = wordOf(words);
  }
  return pieces.join('');
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** Time that this process was busy, so that other load on the machine does not count. */
function busy(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Median time per pair of both, taking turns; the first tenth of the rounds warms up. */
function sideBySide(pairs: readonly [string, string][], rounds: number): { oursMs: number; jsdiffMs: number } {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(timed(() => pairs.map(([a, b]) => diffWords(a, b))) / pairs.length);
    theirs.push(timed(() => pairs.map(([a, b]) => diffWordsWithSpace(a, b))) / pairs.length);
  }
  const from = Math.floor(rounds / 10);
  return { oursMs: median(ours.slice(from)), jsdiffMs: median(theirs.slice(from)) };
}

/** Longest time between two yields, over the runs the median. */
function longestSlice(a: string, b: string, runs: number): number {
  return median(
    Array.from({ length: runs }, () => {
      const steps = diffWordSteps(a, b);
      const times: number[] = [];
      let step: IteratorResult<void, unknown>;
      do {
        const start = process.cpuUsage();
        step = steps.next();
        const { user, system } = process.cpuUsage(start);
        times.push((user + system) / 1000);
      } while (step.done !== true);
      return Math.max(...times);
    }),
  );
}

function repeated(work: () => unknown): number {
  return median(Array.from({ length: 9 }, () => busy(work)));
}

function measure(): DiffFigures {
  const words = vocabulary(5000, 'abcdefghijklmnopqrstuvwxyz');
  const few = vocabulary(60, 'abcdefghijklmnopqrstuvwxyz');
  const other = vocabulary(5000, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const pairs = (count: number, length: number, share: number): [string, string][] =>
    Array.from({ length: count }, () => {
      const a = textOf(words, length);
      return [a, share < 1 ? changed(words, a, share) : textOf(words, length)];
    });

  const near = [
    { words: 100, ...sideBySide(pairs(50, 100, 0.01), 200) },
    { words: 1000, ...sideBySide(pairs(20, 1000, 0.01), 100) },
    { words: 10_000, ...sideBySide(pairs(5, 10_000, 0.01), 30) },
  ];
  const independent = sideBySide(pairs(3, 1000, 1), 5);

  const long = textOf(words, 10_000);
  const kinds: [string, string, string][] = [
    ['10 % changed', long, changed(words, long, 0.1)],
    ['half changed', long, changed(words, long, 0.5)],
    ['independent', long, textOf(words, 10_000)],
    ['independent, 60 different words', textOf(few, 10_000), textOf(few, 10_000)],
    ['no common word', long, textOf(other, 10_000)],
    ['Chinese and emoji, independent', ...chinesePair()],
  ];
  const [, a = '', b = ''] = kinds[2] ?? [];
  return {
    near,
    independent,
    long: kinds.map(([kind, one, two]) => ({
      kind,
      ms: repeated(() => diffWords(one, two)),
      sliceMs: longestSlice(one, two, 5),
    })),
    charactersMs: repeated(() => diffCharacters(a, b)),
    linesMs: repeated(() => diffLines(a, b)),
    sliceMs: longestSlice(textOf(words, 50_000), textOf(words, 50_000), 5),
  };
}

/** Two texts of about 10,000 words that the segmenter has to cut. */
function chinesePair(): [string, string] {
  const words = [
    '合同',
    '租户',
    '我们',
    '喜欢',
    '机器学习',
    '条款',
    '的',
    '和',
    '责任',
    '终止',
    '👍🏽',
    '👨‍👩‍👧',
    '通知',
    '法律',
  ];
  const text = (): string =>
    Array.from({ length: 10_000 }, (_, i) => wordOf(words) + (i % 12 === 11 ? '。\n' : '')).join('');
  return [text(), text()];
}

const only = process.argv[2];
if (only === undefined) {
  console.log(JSON.stringify(measure()));
} else {
  const words = vocabulary(5000, 'abcdefghijklmnopqrstuvwxyz');
  const a = textOf(words, 1000);
  const b = textOf(words, 1000);
  console.log(JSON.stringify(timed(() => (only === 'ours' ? diffWords(a, b) : diffWordsWithSpace(a, b)))));
}
