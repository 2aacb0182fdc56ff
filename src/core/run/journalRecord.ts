import * as v from 'valibot';
import type { JsonObject, JsonValue } from '../dataset/json';
import type { ModelErrorCode } from '../model/model';
import type { JournalRecord } from './run';

const json: v.GenericSchema<JsonValue> = v.lazy(() =>
  v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(json), v.record(v.string(), json)]),
);
const jsonObject: v.GenericSchema<JsonObject> = v.record(v.string(), json);

const modelSchema = v.object({
  endpoint: v.string(),
  model: v.string(),
  api: v.picklist(['chat', 'completions']),
  template: v.exactOptional(v.string()),
  parameters: jsonObject,
  revision: v.exactOptional(v.string()),
});

const headerSchema = v.object({
  type: v.literal('run'),
  version: v.literal(1),
  id: v.string(),
  dataset: v.object({ path: v.string(), sha256: v.string(), samples: v.number() }),
  models: v.record(v.string(), modelSchema),
  samples: v.union([v.literal('all'), v.array(v.string())]),
  useCache: v.boolean(),
  started: v.string(),
});

const place = {
  type: v.literal('response'),
  sample: v.string(),
  line: v.number(),
  model: v.string(),
  repeat: v.number(),
  key: v.string(),
  finished: v.string(),
  attempts: v.exactOptional(v.number()),
};

const answerSchema = v.object({
  ...place,
  cached: v.exactOptional(v.literal(true)),
  text: v.string(),
  reasoning: v.exactOptional(v.string()),
  toolCalls: v.exactOptional(
    v.array(v.object({ id: v.exactOptional(v.string()), name: v.string(), arguments: v.string() })),
  ),
  finishReason: v.nullable(v.string()),
  usage: v.exactOptional(v.object({ promptTokens: v.number(), completionTokens: v.number() })),
  firstTokenMs: v.exactOptional(v.number()),
  totalMs: v.exactOptional(v.number()),
});

/** Every code once, or the types do not agree. */
const CODES = {
  unreachable: 0,
  unauthorized: 0,
  forbidden: 0,
  'not-found': 0,
  'rate-limited': 0,
  'bad-request': 0,
  'context-length': 0,
  'server-error': 0,
  timeout: 0,
  stalled: 0,
  'cut-off': 0,
  malformed: 0,
  cancelled: 0,
} satisfies Record<ModelErrorCode, 0>;

const failureSchema = v.object({
  ...place,
  error: v.object({ code: v.picklist(Object.keys(CODES) as ModelErrorCode[]), message: v.string() }),
});

const footerSchema = v.object({
  type: v.literal('end'),
  status: v.picklist(['complete', 'cancelled', 'failed']),
  finished: v.string(),
});

const recordSchema = v.union([answerSchema, failureSchema, footerSchema, headerSchema]);

/** A line of a journal as a record; undefined when it is none: torn, edited by hand, or of a later version. */
export function parseJournalLine(line: string): JournalRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const result = v.safeParse(recordSchema, value);
  return result.success ? result.output : undefined;
}
