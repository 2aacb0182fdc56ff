import type { JsonObject, JsonValue } from '../dataset/json';
import { isJsonObject } from '../dataset/json';
import type { Completion } from '../model/model';
import { completionOf, usageOf } from './completion';
import { listIn, objectIn } from './recordedContent';

/**
 * The answers in a body that an OpenAI-compatible endpoint sent: `chat.completion` and `text_completion` (one for each
 * choice), or `response`, as OpenAI's API reference describes them; empty when the body is none of these.
 */
export function answersInBody(body: JsonObject): readonly Completion[] {
  if (Array.isArray(body['output'])) return [answerInResponse(body)];
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = objectIn(body, 'usage');
  const choices = listIn(body, 'choices').filter(isJsonObject);
  // The tokens of several choices are counted together.
  const usage = choices.length === 1 ? usageOf(promptTokens, completionTokens) : undefined;
  return choices.map((choice) => {
    const message = isJsonObject(choice['message']) ? choice['message'] : { content: choice['text'] };
    return completionOf(message, { finishReason: choice['finish_reason'], usage });
  });
}

function answerInResponse(body: JsonObject): Completion {
  const output = listIn(body, 'output').filter(isJsonObject);
  const calls = output.filter(({ type }) => type === 'function_call');
  const { input_tokens: promptTokens, output_tokens: completionTokens } = objectIn(body, 'usage');
  const message = {
    content: textsOf(output, 'message', ['content']),
    reasoning_content: textsOf(output, 'reasoning', ['summary', 'content']),
    tool_calls: calls.map(({ call_id: id, name, arguments: given }) => ({ id, function: { name, arguments: given } })),
  };
  return completionOf(message, {
    finishReason: finishReasonOf(body, calls.length > 0),
    usage: usageOf(promptTokens, completionTokens),
  });
}

/** The texts in the parts of all output items of one type, one below the other. */
function textsOf(output: readonly JsonObject[], type: string, lists: readonly string[]): string {
  const parts = output
    .filter((item) => item['type'] === type)
    .flatMap((item) => lists.flatMap((name) => listIn(item, name)));
  return parts
    .map((part) => (isJsonObject(part) ? (part['text'] ?? part['refusal']) : undefined))
    .filter((text) => typeof text === 'string')
    .join('\n');
}

/** How a response ended, in the words of the chat API. */
function finishReasonOf(body: JsonObject, hasCalls: boolean): JsonValue | undefined {
  if (body['status'] === 'completed') return hasCalls ? 'tool_calls' : 'stop';
  const { reason } = objectIn(body, 'incomplete_details');
  return reason === 'max_output_tokens' ? 'length' : reason;
}
