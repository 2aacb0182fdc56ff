/**
 * The stem of an English word in lower case: M. Porter, “An algorithm for suffix stripping”, Program 1980, with the
 * changes that NLTK makes when it is told nothing (`nltk.stem.porter.PorterStemmer`, mode `NLTK_EXTENSIONS`, 3.10.3).
 */
export function porterStem(word: string): string {
  // NLTK counts code points: those beyond 16 bits are written as one unit that no text has by itself, and back.
  if (!/[\ud800-\udbff]/.test(word)) return stemOf(word);
  const points: string[] = [];
  const single = word.replace(/[\ud800-\udbff][\udc00-\udfff]/g, (point) => {
    const known = points.indexOf(point);
    return String.fromCharCode(0xdc00 + (known < 0 ? points.push(point) - 1 : known));
  });
  return stemOf(single).replace(/[\udc00-\udfff]/g, (unit) => points[unit.charCodeAt(0) - 0xdc00] ?? unit);
}

function stemOf(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.length <= 2) return word;
  return [step1a, step1b, step1c, step2, step3, step4, step5a, step5b].reduce((stem, step) => step(stem), word);
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['sky', 'sky'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['news', 'news'],
  ['innings', 'inning'],
  ['inning', 'inning'],
  ['outings', 'outing'],
  ['outing', 'outing'],
  ['cannings', 'canning'],
  ['canning', 'canning'],
  ['howe', 'howe'],
  ['proceed', 'proceed'],
  ['exceed', 'exceed'],
  ['succeed', 'succeed'],
]);

/** A suffix, what takes its place, and when. The first suffix that the word has decides, whether it may be replaced or not. */
type Rule = readonly [suffix: string, replacement: string, condition?: (stem: string) => boolean];

function applyFirst(word: string, rules: readonly Rule[]): string {
  for (const [suffix, replacement, condition] of rules) {
    if (!word.endsWith(suffix)) continue;
    const stem = word.slice(0, word.length - suffix.length);
    return condition === undefined || condition(stem) ? stem + replacement : word;
  }
  return word;
}

/** By character: `c` for a consonant, `v` for a vowel. A y is a vowel behind a consonant. What is no letter is a consonant. */
function formOf(word: string): string {
  let form = '';
  for (let at = 0; at < word.length; at++) {
    const character = word.charAt(at);
    const isVowel = character === 'y' ? form.charAt(at - 1) === 'c' : 'aeiou'.includes(character);
    form += isVowel ? 'v' : 'c';
  }
  return form;
}

/** Porter's m: how often vowels are followed by consonants. */
function measure(stem: string): number {
  return formOf(stem).split('vc').length - 1;
}

const isMeasured = (stem: string): boolean => measure(stem) > 0;
const isLong = (stem: string): boolean => measure(stem) > 1;

function endsInDoubleConsonant(word: string): boolean {
  return word.length >= 2 && word.at(-1) === word.at(-2) && formOf(word).endsWith('c');
}

/** Consonant, vowel, consonant, and the last of them is no w, x or y; or only vowel and consonant. */
function endsShort(word: string): boolean {
  const form = formOf(word);
  return (form.endsWith('cvc') && !/[wxy]$/.test(word)) || form === 'vc';
}

function step1a(word: string): string {
  if (word.length === 4 && word.endsWith('ies')) return word.slice(0, -1);
  return applyFirst(word, [
    ['sses', 'ss'],
    ['ies', 'i'],
    ['ss', 'ss'],
    ['s', ''],
  ]);
}

function step1b(word: string): string {
  if (word.endsWith('ied')) return word.slice(0, word.length === 4 ? -1 : -2);
  if (word.endsWith('eed')) return isMeasured(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const stem = ['ed', 'ing']
    .filter((suffix) => word.endsWith(suffix))
    .map((suffix) => word.slice(0, -suffix.length))
    .find((candidate) => formOf(candidate).includes('v'));
  if (stem === undefined) return word;
  for (const suffix of ['at', 'bl', 'iz']) if (stem.endsWith(suffix)) return `${stem}e`;
  if (endsInDoubleConsonant(stem)) return /[lsz]$/.test(stem) ? stem : stem.slice(0, -1);
  // NLTK's sign for a double consonant, “*d”, is also looked for in the word itself.
  if (stem.endsWith('*d')) return `${stem.slice(0, -2)}d`;
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

function step1c(word: string): string {
  return applyFirst(word, [['y', 'i', (stem) => stem.length > 1 && formOf(stem).endsWith('c')]]);
}

function step2(word: string): string {
  if (word.endsWith('alli') && isMeasured(word.slice(0, -4))) return step2(word.slice(0, -2));
  return applyFirst(word, STEP_2);
}

const STEP_2: readonly Rule[] = [
  ['ational', 'ate', isMeasured],
  ['tional', 'tion', isMeasured],
  ['enci', 'ence', isMeasured],
  ['anci', 'ance', isMeasured],
  ['izer', 'ize', isMeasured],
  ['bli', 'ble', isMeasured],
  ['alli', 'al', isMeasured],
  ['entli', 'ent', isMeasured],
  ['eli', 'e', isMeasured],
  ['ousli', 'ous', isMeasured],
  ['ization', 'ize', isMeasured],
  ['ation', 'ate', isMeasured],
  ['ator', 'ate', isMeasured],
  ['alism', 'al', isMeasured],
  ['iveness', 'ive', isMeasured],
  ['fulness', 'ful', isMeasured],
  ['ousness', 'ous', isMeasured],
  ['aliti', 'al', isMeasured],
  ['iviti', 'ive', isMeasured],
  ['biliti', 'ble', isMeasured],
  ['fulli', 'ful', isMeasured],
  // The l counts as part of the stem, so that geology and archaeology lose the same.
  ['logi', 'log', (stem) => isMeasured(`${stem}l`)],
];

const STEP_3: readonly Rule[] = [
  ['icate', 'ic', isMeasured],
  ['ative', '', isMeasured],
  ['alize', 'al', isMeasured],
  ['iciti', 'ic', isMeasured],
  ['ical', 'ic', isMeasured],
  ['ful', '', isMeasured],
  ['ness', '', isMeasured],
];

function step3(word: string): string {
  return applyFirst(word, STEP_3);
}

const STEP_4: readonly Rule[] = [
  ...['al', 'ance', 'ence', 'er', 'ic', 'able', 'ible', 'ant', 'ement', 'ment', 'ent'].map(whenLong),
  ['ion', '', (stem) => isLong(stem) && /[st]$/.test(stem)],
  ...['ou', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize'].map(whenLong),
];

function whenLong(suffix: string): Rule {
  return [suffix, '', isLong];
}

function step4(word: string): string {
  return applyFirst(word, STEP_4);
}

function step5a(word: string): string {
  if (!word.endsWith('e')) return word;
  const stem = word.slice(0, -1);
  const m = measure(stem);
  return m > 1 || (m === 1 && !endsShort(stem)) ? stem : word;
}

function step5b(word: string): string {
  return word.endsWith('ll') && isLong(word.slice(0, -1)) ? word.slice(0, -1) : word;
}
