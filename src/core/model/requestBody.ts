import type { JsonObject } from '../dataset/json';
import type { Message } from '../dataset/sample';
import type { ModelRequest } from './model';
import { applyTemplate } from './templates';

/** Parameters that are not the user's to set. */
const SENDING = ['stream', 'stream_options'];

/** How the answer is to be sent: in pieces, with the token counts at the end where the endpoint takes that wish. */
export interface Streaming {
  readonly usage: boolean;
}

/**
 * The JSON body of a request to `/chat/completions` or `/completions`. Parameters are passed on as they are, except
 * that the model, the prompt and the way of sending are not theirs to set; a `stop` of theirs replaces the template's.
 * @throws {ModelError} `bad-request` when the template is not usable.
 */
export function requestBody(request: ModelRequest, streaming?: Streaming): JsonObject {
  const { spec, messages, tools } = request;
  const parameters = Object.fromEntries(Object.entries(spec.parameters).filter(([name]) => !SENDING.includes(name)));
  const sending: JsonObject = streaming
    ? { stream: true, ...(streaming.usage ? { stream_options: { include_usage: true } } : {}) }
    : {};
  if (spec.api === 'completions') {
    const { prompt, stop } = applyTemplate(spec.template, messages);
    return { ...(stop.length > 0 ? { stop } : {}), ...parameters, model: spec.model, prompt, ...sending };
  }
  return {
    ...parameters,
    model: spec.model,
    messages: apiMessages(messages),
    ...(tools && tools.length > 0 ? { tools } : {}),
    ...sending,
  };
}

/**
 * Messages under OpenAI's field names. Calls without an id get one, and results without one get that of the call that
 * they answer: formats without ids (Gemini, ShareGPT) give them in the order of the calls.
 */
export function apiMessages(messages: readonly Message[]): JsonObject[] {
  let unanswered: string[] = [];
  return messages.map(({ role, content, name, toolCalls = [], toolCallId }) => {
    const calls = toolCalls.map((call, index) => ({
      id: call.id ?? `call_${index}`,
      type: 'function',
      function: { name: call.name, arguments: call.arguments },
    }));
    if (calls.length > 0) unanswered = calls.map(({ id }) => id);
    const answers = role === 'tool' ? (toolCallId ?? unanswered.shift()) : toolCallId;
    return {
      role,
      // Endpoints want null, not an empty text, beside tool calls.
      content: calls.length > 0 && content === '' ? null : content,
      ...(name === undefined ? {} : { name }),
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
      ...(answers === undefined ? {} : { tool_call_id: answers }),
    };
  });
}
