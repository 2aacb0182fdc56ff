import { pythonStrip } from '../pythonText';

/** How the number is found in a text: lm-evaluation-harness's filters of GSM8K, by their names there. */
export const NUMBER_EXTRACTIONS = ['flexible', 'strict'] as const;
export type NumberExtraction = (typeof NUMBER_EXTRACTIONS)[number];

const STRICT = /#### (-?[0-9.,]+)/;
const FLEXIBLE = /-?[$0-9.,]{2,}|-?[0-9]+/g;
const IGNORED = /[,$]/g;
const DECIMAL = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/;
const WHOLE = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/**
 * The text that lm-evaluation-harness takes for the answer: with `strict` what stands behind the first `#### `, with
 * `flexible` the last run of digits, commas, points and `$`.
 */
export function extractNumber(text: string, extraction: NumberExtraction): string | undefined {
  if (extraction === 'strict') return STRICT.exec(text)?.[1];
  let last: string | undefined;
  for (const [found] of text.matchAll(FLEXIBLE)) last = found;
  return last;
}

/**
 * The number that a model's text gives as its answer, after `extractNumber`; without commas, `$` and a full stop at the
 * end. A text that is a number as a whole (`1e-5`) is that number.
 */
export function numberInAnswer(text: string, extraction: NumberExtraction): number | undefined {
  const whole = extraction === 'flexible' ? wholeNumber(text) : undefined;
  return whole ?? plainNumber(extractNumber(text, extraction) ?? '');
}

/** The number of a reference: what stands behind the last `#### ` in it, or all of it, or else its last number. */
export function numberInReference(text: string): number | undefined {
  const mark = text.lastIndexOf('#### ');
  const target = mark < 0 ? text : text.slice(mark + 5);
  return plainNumber(pythonStrip(target)) ?? numberInAnswer(text, 'flexible');
}

function wholeNumber(text: string): number | undefined {
  const stripped = pythonStrip(text);
  return WHOLE.test(stripped) ? finite(stripped) : undefined;
}

/** As lm-evaluation-harness compares: `regexes_to_ignore` of gsm8k.yaml. */
function plainNumber(text: string): number | undefined {
  const plain = text.replace(IGNORED, '').replace(/\.$/, '');
  return DECIMAL.test(plain) ? finite(plain) : undefined;
}

function finite(text: string): number | undefined {
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
