/** The version whose numbers and signatures BLEU, chrF and TER equal. */
export const SACREBLEU = '2.6.0';

/**
 * A signature as sacreBLEU writes it of a set with one reference each.
 * @param parts in sacreBLEU's order; a flag is written as yes or no
 */
export function sacrebleuSignature(parts: Readonly<Record<string, string | number | boolean>>): string {
  const written = Object.entries(parts).map(
    ([key, value]) => `${key}:${typeof value === 'boolean' ? (value ? 'yes' : 'no') : value}`,
  );
  return ['nrefs:1', ...written, `version:${SACREBLEU}`].join('|');
}
