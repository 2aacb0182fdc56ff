import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { ContentPart, Message, Role } from '../../core/dataset/sample';

/** Bytes of a request that are read at most. */
const MAX_BODY = 32 * 1024 * 1024;

/** A request that gets an error in OpenAI's shape. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly param?: string,
  ) {
    super(message);
  }
}

const wordLimit = v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1)));

const message = v.pipe(
  v.object({
    role: v.picklist(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
    content: v.nullish(
      v.union([v.string(), v.array(v.object({ type: v.string(), text: v.optional(v.string(), '') }))]),
    ),
  }),
  v.transform(({ role, content }): Message => ({ role: role satisfies Role, content: contentOf(content ?? '') })),
);

const streaming = {
  stream: v.nullish(v.boolean()),
  stream_options: v.nullish(v.object({ include_usage: v.nullish(v.boolean()) })),
};

export const chatRequest = v.object({
  model: v.string(),
  messages: v.pipe(v.array(message), v.minLength(1)),
  max_tokens: wordLimit,
  max_completion_tokens: wordLimit,
  ...streaming,
});

export const completionRequest = v.object({
  model: v.string(),
  prompt: v.union([
    v.string(),
    v.pipe(
      v.tuple([v.string()]),
      v.transform(([prompt]) => prompt),
    ),
  ]),
  max_tokens: wordLimit,
  ...streaming,
});

export const embeddingRequest = v.object({
  model: v.string(),
  input: v.union([v.string(), v.array(v.string())]),
  encoding_format: v.nullish(v.picklist(['float', 'base64'])),
});

/** Reads and checks a JSON body. @throws {ApiError} */
export async function readBody<S extends v.GenericSchema>(
  request: IncomingMessage,
  schema: S,
): Promise<v.InferOutput<S>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY) throw new ApiError(413, 'too_large', `A request may have ${MAX_BODY} bytes.`);
    chunks.push(chunk);
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new ApiError(400, 'invalid_json', 'The body is not JSON.');
  }
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const param = v.getDotPath(issue) ?? undefined;
  throw new ApiError(400, 'invalid_value', `${param === undefined ? '' : `${param}: `}${issue.message}`, param);
}

function contentOf(content: string | { type: string; text: string }[]): Message['content'] {
  if (typeof content === 'string') return content;
  return content.map(({ type, text }): ContentPart => (type === 'text' ? { type, text } : { type }));
}
