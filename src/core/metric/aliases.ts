/**
 * Names that people bring from elsewhere, and the metric that each means here: graders of OpenAI Evals (`string_check`,
 * the `evaluation_metric` of `text_similarity`) and assertions of promptfoo.
 */
export const METRIC_ALIASES: Readonly<Record<string, string>> = {
  string_check: 'exact-match',
  equals: 'exact-match',
  fuzzy_match: 'levenshtein',
  rouge_1: 'rouge-1',
  rouge_2: 'rouge-2',
  rouge_l: 'rouge-l',
  'rouge-n': 'rouge-1',
  icontains: 'contains:ignore-case',
  'contains-any': 'contains',
  'icontains-any': 'contains:ignore-case',
  'is-json': 'json-valid:whole',
  'contains-json': 'json-valid',
  'is-refusal': 'refusal',
};
