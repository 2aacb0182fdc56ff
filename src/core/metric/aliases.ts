/**
 * Names that people bring from elsewhere, and the metric that each means here: graders of OpenAI Evals (`string_check`,
 * the `evaluation_metric` of `text_similarity`) and assertions of promptfoo.
 */
export const METRIC_ALIASES: Readonly<Record<string, string>> = {
  string_check: 'exact-match',
  equals: 'exact-match',
  'is-json': 'json-valid',
};
