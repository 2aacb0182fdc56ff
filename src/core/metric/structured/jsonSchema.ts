import type { JsonValue } from '../../dataset/json';
import { HumanError } from '../../humanError';
import { answerTextOf } from '../answerText';
import { metricFamily } from '../metricFamily';
import { findJson } from './jsonInText';
import { schemaCheck } from './schemaCheck';
import { UnusableSchema } from './schemaKeywords';

/**
 * 1 when the answer holds JSON (`findJson`) that satisfies the JSON Schema of the option `schema`, else 0; undefined where
 * it would take too long to tell. The option is the schema's JSON text; without it every JSON will do.
 */
export const jsonSchema = metricFamily('json-schema', { schema: { kind: 'text', default: '{}' } }, ({ schema }) => {
  const satisfies = readSchema(schema);
  return {
    title: 'JSON Schema',
    range: [0, 1],
    better: 'higher',
    follows:
      'JSON Schema drafts 06 to 2020-12, without format, unevaluated… and remote references, as in schemaCheck.ts',
    needsReference: false,
    rightAt: 1,
    digits: 2,
    score({ completion }) {
      const found = findJson(answerTextOf(completion));
      const isValid = found ? satisfies(found.value) : false;
      return isValid === undefined ? undefined : Number(isValid);
    },
  };
});

function readSchema(text: string): (value: JsonValue) => boolean | undefined {
  try {
    return schemaCheck(JSON.parse(text) as JsonValue);
  } catch (error) {
    if (!(error instanceof UnusableSchema || error instanceof SyntaxError)) throw error;
    const reason = error instanceof UnusableSchema ? error.message : 'is not JSON';
    throw new HumanError('bad-metric-option', `The schema of the metric json-schema ${reason}: write it differently.`);
  }
}
