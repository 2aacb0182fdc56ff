import type { JsonObject, JsonValue } from '../dataset/json';
import type { Message, ToolCall } from '../dataset/sample';

/** The part a model plays in a comparison. Data is keyed by role, never by position: a run may hold more than two. */
export type ModelRole = string;
/** The two roles every comparison has, in the order in which they are shown. */
export const MODEL_ROLES = ['base', 'tuned'] as const;

/** The endpoint that means this extension's own demo models, whichever port they listen on. */
export const DEMO_ENDPOINT = 'demo:';

/** A model as a run uses it. */
export interface ModelSpec {
  /** Base address of an OpenAI-compatible API (`http://127.0.0.1:8000/v1`), `demo:`, or `recorded:`. */
  readonly endpoint: string;
  readonly model: string;
  readonly api: 'chat' | 'completions';
  /** Completions only: a built-in template's name, or a template text with `{prompt}`. */
  readonly template?: string;
  /** Sampling parameters, sent as they are (`temperature`, `max_tokens`, …). */
  readonly parameters: JsonObject;
  /** What the endpoint says it serves under this name just now, where it says so; part of the request key. */
  readonly revision?: string;
}

/** Tokens counted by the endpoint. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** What a model answered. */
export interface Completion {
  readonly text: string;
  /** Text the model wrote while thinking, kept apart from the answer. */
  readonly reasoning?: string;
  readonly toolCalls?: readonly ToolCall[];
  /** As the endpoint gave it: `stop`, `length`, `tool_calls`, `content_filter`, …; null when it said nothing. */
  readonly finishReason: string | null;
  readonly usage?: Usage;
  /** Milliseconds from sending to the first piece of text. */
  readonly firstTokenMs?: number;
  /** Milliseconds from sending to the end; absent where nobody measured it. */
  readonly totalMs?: number;
}

/** A request to one model. */
export interface ModelRequest {
  readonly spec: ModelSpec;
  readonly messages: readonly Message[];
  readonly tools?: readonly JsonValue[];
}

/** Text so far of an answer that is still being written. */
export interface PartialCompletion {
  readonly text: string;
  readonly reasoning?: string;
}

export type ModelErrorCode =
  | 'unreachable'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'rate-limited'
  | 'bad-request'
  | 'context-length'
  | 'server-error'
  | 'timeout'
  | 'stalled'
  | 'cut-off'
  | 'malformed'
  | 'cancelled';

/** A request that failed. `message` is a sentence for a person and holds no key and no header. */
export class ModelError extends Error {
  constructor(
    readonly code: ModelErrorCode,
    message: string,
    /** Worth trying again after a pause. */
    readonly retryable: boolean,
    /** Milliseconds the server asked to wait. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'ModelError';
  }
}

/** A model offered by an endpoint. */
export interface OfferedModel {
  readonly id: string;
  readonly revision?: string;
}

/** The one way out to models. It makes one attempt per call: retries are the run engine's. */
export interface ModelClient {
  /**
   * Sends one request and resolves with the whole answer.
   * @param onPartial called with the text so far while the answer streams in; without it the answer is not streamed.
   * @throws {ModelError}
   */
  complete(
    request: ModelRequest,
    signal: AbortSignal,
    onPartial?: (partial: PartialCompletion) => void,
  ): Promise<Completion>;
  /** Lists what an endpoint offers. @throws {ModelError} */
  listModels(endpoint: string, signal: AbortSignal): Promise<OfferedModel[]>;
}
