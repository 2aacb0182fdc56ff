import { isJsonObject, parseNested, type JsonObject, type JsonValue } from './json';

/** The fields that {@link readTools} reads. */
export const TOOL_FIELDS = ['tools', 'functions'];

/**
 * The functions that a record offers to the model: `tools`, a list or JSON text of one, or `functions` in old OpenAI
 * files. Each is given as OpenAI's chat API takes it, whichever of the known ways it is written in; what is none of them
 * stays as it is. Undefined where there are none.
 */
export function readTools(record: JsonObject): readonly JsonValue[] | undefined {
  const tools = listOf(record['tools']) ?? listOf(record['functions'])?.filter(isJsonObject);
  return tools && tools.length > 0 ? tools.flatMap(definitionsOf) : undefined;
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] | undefined {
  if (Array.isArray(value)) return value.length > 0 ? (value as readonly JsonValue[]) : undefined;
  if (typeof value !== 'string') return undefined;
  const parsed = parseNested(value);
  return typeof parsed === 'string' ? undefined : listOf(parsed);
}

function definitionsOf(tool: JsonValue): readonly JsonValue[] {
  if (!isJsonObject(tool)) return [tool];
  const declared = tool['functionDeclarations'] ?? tool['function_declarations'];
  if (Array.isArray(declared)) return (declared as readonly JsonValue[]).map(asFunction); // Gemini
  const spec = tool['toolSpec'];
  if (isJsonObject(spec)) return [asFunction(bedrockFunction(spec))];
  const { type = 'function', ...definition } = tool;
  const isBare = type === 'function' && typeof definition['name'] === 'string';
  return [isBare ? asFunction(definition) : tool];
}

const asFunction = (definition: JsonValue): JsonObject => ({ type: 'function', function: definition });

/** Amazon Bedrock keeps the parameters in `inputSchema.json`. */
function bedrockFunction({ inputSchema, ...spec }: JsonObject): JsonObject {
  const parameters = isJsonObject(inputSchema) ? inputSchema['json'] : undefined;
  return { ...spec, ...(parameters !== undefined && { parameters }) };
}
