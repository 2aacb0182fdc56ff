import { OUTCOMES, type Outcome } from './outcome';

/** A search text without its terms about outcomes, and the outcomes that these leave. */
export interface OutcomeTerms {
  readonly text: string;
  /** Absent where no term is about outcomes; empty where no outcome fits all of them. */
  readonly outcomes?: readonly Outcome[];
}

/** A field and its value, quoted or not; or quoted words; or a word: what `parseSearch` reads as a term. */
const TERM = /([^\s":]+):(?:"([^"]*)"?|([^\s"]+))|"[^"]*"?|\S+/g;

/**
 * Takes the terms about outcomes out of a search text: `outcome:<id>`, `error:yes` and `error:no`. They are answered from
 * the results, so no row need be read for them, and what else was found stays valid while a run goes on. `outcome:` with
 * any other value is about a metadata field of that name and stays.
 */
export function takeOutcomeTerms(text: string): OutcomeTerms {
  let outcomes: readonly Outcome[] | undefined;
  const rest = text.replace(TERM, (term, field?: string, quoted?: string, value?: string) => {
    const wanted = outcomesOf(field?.toLowerCase(), (quoted ?? value ?? '').toLowerCase());
    if (wanted === undefined) return term;
    outcomes = (outcomes ?? OUTCOMES).filter((outcome) => wanted.includes(outcome));
    return '';
  });
  return outcomes === undefined ? { text } : { text: rest.trim(), outcomes };
}

function outcomesOf(field: string | undefined, value: string): readonly Outcome[] | undefined {
  if (field === 'outcome') {
    const outcome = OUTCOMES.find((each) => each === value);
    return outcome && [outcome];
  }
  if (field !== 'error' || (value !== 'yes' && value !== 'no')) return undefined;
  return OUTCOMES.filter((outcome) => (outcome === 'error') === (value === 'yes'));
}
