import type { JsonObject, JsonValue } from '../dataset/json';
import { isJsonObject } from '../dataset/json';
import { Answer } from '../model/answer';
import type { Completion, Usage } from '../model/model';

/** What a tool noted beside an answer. */
export interface AnswerFacts {
  readonly finishReason?: JsonValue | undefined;
  readonly usage?: Usage | undefined;
  /** Milliseconds. */
  readonly totalMs?: number | undefined;
}

/** An answer from a message in the shape of OpenAI's chat API. Thoughts at its beginning are kept apart. */
export function completionOf(message: JsonObject, facts: AnswerFacts = {}): Completion {
  const answer = new Answer();
  answer.add({ choices: [{ message, finish_reason: facts.finishReason }] });
  return {
    ...answer.finish(),
    ...(facts.usage && { usage: facts.usage }),
    ...(facts.totalMs !== undefined && { totalMs: facts.totalMs }),
  };
}

/** The tokens of an answer; undefined unless both numbers are known. */
export function usageOf(
  promptTokens: JsonValue | undefined,
  completionTokens: JsonValue | undefined,
): Usage | undefined {
  if (typeof promptTokens !== 'number' || typeof completionTokens !== 'number') return undefined;
  return { promptTokens, completionTokens };
}

/** A duration in milliseconds, where the value is one. @param unit milliseconds in the value's unit */
export function durationMs(value: JsonValue | undefined, unit = 1): number | undefined {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value * unit) ? value * unit : undefined;
}

/** The words of an error: a text, or an object's `message`; undefined when there are none. */
export function errorText(value: JsonValue | undefined): string | undefined {
  const words = isJsonObject(value) ? (value['message'] ?? value['code']) : value;
  return typeof words === 'string' && words.trim() !== '' ? words : undefined;
}
