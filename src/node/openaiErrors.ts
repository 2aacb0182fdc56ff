import { APIConnectionTimeoutError, APIError } from 'openai';
import { isJsonObject } from '../core/dataset/json';
import { failureOf, quoted, retryAfterMs, streamFailure, type Asked } from '../core/model/failure';
import { ModelError } from '../core/model/model';

/** What the client knew when something went wrong. */
export interface Circumstances extends Asked {
  readonly apiKey: string | undefined;
}

/** Whatever the `openai` package, `fetch` or a stream threw, as an error for people. Holds no key and no header. */
export function modelErrorOf(error: unknown, asked: Circumstances): ModelError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof ModelError) return cause;
  const { endpoint } = asked;
  if (error instanceof APIConnectionTimeoutError) return timedOut(endpoint);
  if (isApiError(error) && error.status !== undefined) return statusError(error, error.status, asked);
  if (error instanceof SyntaxError) return malformed(endpoint);
  return networkError(error, endpoint);
}

export function timedOut(endpoint: string): ModelError {
  return new ModelError('timeout', `${endpoint} did not answer in time: raise the time limit or run again.`, true);
}

export function malformed(endpoint: string): ModelError {
  return new ModelError(
    'malformed',
    `${endpoint} sent something that is not an answer: check that the address is an OpenAI-compatible API.`,
    false,
  );
}

export function cutOff(endpoint: string): ModelError {
  return new ModelError('cut-off', `${endpoint} ended the connection in the middle of the answer: run again.`, true);
}

/** An error that arrived as an event of a stream, or undefined when the event is none. */
export function eventError(event: unknown, asked: Circumstances): ModelError | undefined {
  if (!isJsonObject(event)) return undefined;
  const { error } = event;
  if (error === undefined || error === null) {
    return event['object'] === 'error' ? eventError({ error: event }, asked) : undefined;
  }
  const code = isJsonObject(error) && typeof error['code'] === 'string' ? error['code'] : undefined;
  return streamFailure(code, quoted(wordsOf(error), asked.apiKey), asked);
}

/** The package types what the endpoint sent more narrowly than it checks. */
interface ApiFailure extends Error {
  readonly status: number | undefined;
  readonly headers: Headers | undefined;
  readonly error: unknown;
  readonly code: unknown;
}

function isApiError(error: unknown): error is ApiFailure {
  return error instanceof APIError;
}

function statusError(error: ApiFailure, status: number, asked: Circumstances): ModelError {
  const { error: body, code, headers } = error;
  return failureOf(
    {
      status,
      code: typeof code === 'string' ? code : undefined,
      words: quoted(
        body === undefined || body === null ? withoutStatus(error.message, status) : wordsOf(body),
        asked.apiKey,
      ),
      retryAfterMs: retryAfterMs((name) => headers?.get(name), Date.now()),
    },
    asked,
  );
}

/** The package puts the status before a text body, and words of its own in place of none. */
function withoutStatus(message: string, status: number): string {
  const words = message.startsWith(`${status} `) ? message.slice(`${status} `.length) : message;
  // An error page tells a person nothing.
  return words === 'status code (no body)' || words.trimStart().startsWith('<') ? '' : words;
}

function wordsOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (isJsonObject(body) && typeof body['message'] === 'string') return body['message'];
  return JSON.stringify(body);
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function networkError(error: unknown, endpoint: string): ModelError {
  const code = codeOf(error);
  if (code !== undefined && UNREACHABLE.has(code)) {
    return new ModelError('unreachable', `Nothing answers at ${endpoint}: is the server running?`, true);
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return timedOut(endpoint);
  if (code !== undefined && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return new ModelError('unreachable', `The certificate of ${endpoint} is not trusted (${code}).`, false);
  }
  if (code !== undefined && /^(ECONN|EPIPE|UND_ERR_|HPE_)/.test(code)) return cutOff(endpoint);
  return new ModelError('unreachable', `${endpoint} cannot be asked: check the address.`, true);
}

/** The system's code at the bottom of a chain of causes. */
function codeOf(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return undefined;
}
