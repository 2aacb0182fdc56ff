import { ModelError } from './model';

/** What was asked of whom, for the sentences. */
export interface Asked {
  /** The endpoint's base address, as {@link shownAddress} gives it. */
  readonly endpoint: string;
  readonly path: string;
  /** Absent when models are listed. */
  readonly model?: string;
}

/** An answer with an error status. */
export interface ErrorAnswer {
  readonly status: number;
  /** The endpoint's own code (`model_not_found`, …), where it gives one. */
  readonly code?: string | undefined;
  /** The endpoint's own words. */
  readonly words: string;
  readonly retryAfterMs?: number | undefined;
}

const TOO_LONG =
  /context[ _-]?(length|window|size)|maximum (context|number of tokens|input)|too many (input )?tokens|(prompt|input) is too long/i;
const NO_MODEL =
  /model.{0,200}(not (be )?found|(does|do) not exist|not exist|unknown|not loaded|not available|no such)|(no such|unknown|invalid) model/is;

/** An error status as an error for people: what happened at which address, and what to do next. */
export function failureOf(answer: ErrorAnswer, asked: Asked): ModelError {
  const { status, code, words } = answer;
  const { endpoint, path, model } = asked;
  const said = words === '' ? '' : `: ${words}`;
  switch (status) {
    case 401:
      return new ModelError(
        'unauthorized',
        `${endpoint} does not accept the API key: set the key for this endpoint.`,
        false,
      );
    case 402:
      return new ModelError('forbidden', `${endpoint} asks for payment: check the account’s balance.`, false);
    case 403:
      return new ModelError(
        'forbidden',
        `${endpoint} refuses access${forModel(model)}: check what the API key may use.`,
        false,
      );
    case 404:
      return model !== undefined && (code === 'model_not_found' || NO_MODEL.test(words))
        ? new ModelError('not-found', `There is no model “${model}” at ${endpoint}: choose one that it offers.`, false)
        : new ModelError(
            'not-found',
            `There is no ${path} at ${endpoint}: check the address, it often ends in /v1.`,
            false,
          );
    case 408:
      return new ModelError(
        'timeout',
        `${endpoint} gave up waiting for the request: run again.`,
        true,
        answer.retryAfterMs,
      );
    case 429:
      return code === 'insufficient_quota'
        ? new ModelError('rate-limited', `The quota at ${endpoint} is used up: check the account’s plan.`, false)
        : new ModelError(
            'rate-limited',
            `${endpoint} asks to send less: lower the concurrency or run again later.`,
            true,
            answer.retryAfterMs,
          );
    default:
      if (status === 409 || status === 425 || status >= 500) {
        return new ModelError(
          'server-error',
          `${endpoint} failed with status ${status}${said}`,
          true,
          answer.retryAfterMs,
        );
      }
      return code === 'context_length_exceeded' || TOO_LONG.test(words)
        ? new ModelError('context-length', `The prompt is too long for the model${said}`, false)
        : new ModelError('bad-request', `${endpoint} refuses the request with status ${status}${said}`, false);
  }
}

/** An error that the endpoint reported inside a stream, where there is no status any more. */
export function streamFailure(code: string | undefined, words: string, { endpoint }: Asked): ModelError {
  return code === 'context_length_exceeded' || TOO_LONG.test(words)
    ? new ModelError('context-length', `The prompt is too long for the model: ${words}`, false)
    : new ModelError('server-error', `${endpoint} failed while answering: ${words}`, true);
}

/**
 * How long an answer asks to wait, in milliseconds: `retry-after-ms`, or `Retry-After` in seconds or as a date
 * (RFC 9110, 10.2.3); undefined when it does not say.
 * @param now milliseconds since the epoch.
 */
export function retryAfterMs(header: (name: string) => string | null | undefined, now: number): number | undefined {
  const milliseconds = Number.parseFloat(header('retry-after-ms') ?? '');
  if (milliseconds >= 0) return milliseconds;
  const value = header('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number.parseFloat(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** An address as it may be shown: without user name, password, query and the slash at the end. */
export function shownAddress(address: string): string {
  const { origin, pathname } = URL.canParse(address) ? new URL(address) : { origin: 'null', pathname: '' };
  // Only http(s) addresses have an origin.
  if (origin === 'null') return 'the endpoint';
  return `${origin}${pathname}`.replace(/\/+$/, '');
}

/** Foreign words on one line, at most 300 characters, with a secret blotted out. */
export function quoted(words: string, secret: string | undefined): string {
  const clean = secret ? words.replaceAll(secret, '…') : words;
  const line = clean.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function forModel(model: string | undefined): string {
  return model === undefined ? '' : ` to “${model}”`;
}
