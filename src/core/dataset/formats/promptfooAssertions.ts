import { readReferences } from '../answers';
import { isJsonObject, type JsonObject, type JsonValue } from '../json';

/** Assertions whose value is an accepted answer, or what one holds; best first. */
const REFERENCE_TYPES = [
  'equals',
  'similar',
  'factuality',
  'model-graded-factuality',
  'rouge-n',
  'bleu',
  'meteor',
  'levenshtein',
  'starts-with',
  'contains',
  'icontains',
  'contains-any',
  'icontains-any',
];

/** Short names that `__expected` may begin with, and what they mean. */
const SHORT_NAMES: Readonly<Partial<Record<string, string>>> = {
  fn: 'javascript',
  eval: 'javascript',
  grade: 'llm-rubric',
};

/** Types that `__expected` may name besides those above; a text before a colon that is none of them is part of the answer. */
const OTHER_TYPES =
  /^(not-[a-z-]+|javascript|python|ruby|webhook|regex|llm-rubric|g-eval|select-best|max-score|classifier|moderation|pi|latency|cost|perplexity(-score)?|finish-reason|guardrails|word-count|is-[a-z-]+|contains-(all|json|xml|sql|html)|icontains-all|answer-relevance|context-[a-z]+|conversation-relevance|model-graded-[a-z]+|trace-[a-z-]+|tool-call-f1|file)$/;

/** Types whose value in a table is a list, separated by commas. */
const LIST_TYPES = /^(not-)?i?contains-(any|all)$/;

/** The assertion that a cell of `__expected` stands for: `type(threshold):value`, or the text that is expected. */
export function assertionOf(cell: string): JsonObject {
  const [, name = '', threshold, rest = ''] = /^([a-z0-9-]+)(?:\((\d+(?:\.\d+)?)\))?(?::([^]*))?$/.exec(cell) ?? [];
  const type = SHORT_NAMES[name] ?? name;
  if (!REFERENCE_TYPES.includes(type) && !OTHER_TYPES.test(type)) return { type: 'equals', value: cell };
  const value = LIST_TYPES.test(type) ? rest.split(',').map((item) => item.trim()) : rest.trim();
  return { type, value, ...(threshold !== undefined && { threshold: Number(threshold) }) };
}

/** A test's assertions: the answers that those of the best kind compare with, and all those that are of no such kind. */
export function acceptedBy(assertions: readonly JsonValue[]): {
  readonly accepted: readonly string[];
  readonly others: readonly JsonValue[];
} {
  for (const type of REFERENCE_TYPES) {
    const accepted = assertions.flatMap((assertion) => (typeOf(assertion) === type ? valuesOf(assertion) : []));
    if (accepted.length > 0) return { accepted, others: assertions.filter((assertion) => typeOf(assertion) !== type) };
  }
  return { accepted: [], others: assertions };
}

function typeOf(assertion: JsonValue): JsonValue | undefined {
  return isJsonObject(assertion) ? assertion['type'] : undefined;
}

function valuesOf(assertion: JsonValue): readonly string[] {
  const values = isJsonObject(assertion) ? readReferences(assertion['value']) : [];
  return values.filter((value) => !value.startsWith('file://'));
}
