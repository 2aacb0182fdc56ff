import { OpenAI } from 'openai';
import { isJsonObject } from '../core/dataset/json';
import { Answer } from '../core/model/answer';
import { shownAddress } from '../core/model/failure';
import {
  ModelError,
  type Completion,
  type ModelClient,
  type ModelRequest,
  type OfferedModel,
  type PartialCompletion,
} from '../core/model/model';
import { requestBody } from '../core/model/requestBody';
import { ServerSentEvents } from '../core/model/serverSentEvents';
import { Attempt } from './attempt';
import { fetchWithin } from './fetchWithin';
import { cutOff, eventError, malformed, modelErrorOf, type Circumstances } from './openaiErrors';

export interface OpenAiClientOptions {
  /** Where an endpoint is and the key kept for it. Asked for each request, so that a new key or port holds at once. */
  readonly connect: (endpoint: string) => Promise<{ readonly baseUrl: string; readonly apiKey?: string }>;
  /** Milliseconds for one attempt. */
  readonly timeoutMs: number;
  /** Milliseconds without a piece after which an answer that has begun counts as stalled. */
  readonly stallMs: number;
}

/** The data of the event that ends a stream. */
const DONE = '[DONE]';

/** A connection to one base address. */
interface Connection {
  readonly api: OpenAI;
  readonly apiKey: string | undefined;
  /** False once the endpoint has rejected `stream_options`. */
  usageInStream: boolean;
}

/**
 * Asks OpenAI-compatible endpoints through the `openai` package. Nothing comes from the environment, keys go to the
 * origin they belong to only, nothing is logged, and each call is one attempt.
 */
export class OpenAiClient implements ModelClient {
  private readonly connections = new Map<string, Connection>();

  constructor(private readonly options: OpenAiClientOptions) {}

  async complete(
    request: ModelRequest,
    signal: AbortSignal,
    onPartial?: (partial: PartialCompletion) => void,
  ): Promise<Completion> {
    const path = request.spec.api === 'chat' ? '/chat/completions' : '/completions';
    return this.attempt(
      request.spec.endpoint,
      { path, model: request.spec.model },
      signal,
      (connection, asked, attempt) =>
        onPartial
          ? this.stream(connection, request, asked, attempt, onPartial)
          : this.whole(connection, request, asked, attempt),
    );
  }

  async listModels(endpoint: string, signal: AbortSignal): Promise<OfferedModel[]> {
    return this.attempt(endpoint, { path: '/models' }, signal, async ({ api }, asked, attempt) => {
      const body = await api.get<unknown>(asked.path, { signal: attempt.signal });
      const list: unknown = isJsonObject(body) ? body['data'] : body;
      if (!Array.isArray(list)) throw malformed(asked.endpoint);
      return list.flatMap((entry: unknown): OfferedModel[] => {
        if (!isJsonObject(entry) || typeof entry['id'] !== 'string') return [];
        const { id, revision } = entry;
        return [typeof revision === 'string' ? { id, revision } : { id }];
      });
    });
  }

  /** Runs one attempt within its time and turns whatever goes wrong into a {@link ModelError}. */
  private async attempt<T>(
    endpoint: string,
    what: { readonly path: string; readonly model?: string },
    signal: AbortSignal,
    work: (connection: Connection, asked: Circumstances, attempt: Attempt) => Promise<T>,
  ): Promise<T> {
    let asked: Circumstances = { ...what, endpoint: shownAddress(endpoint), apiKey: undefined };
    const attempt = new Attempt(signal, this.options.timeoutMs);
    try {
      const { baseUrl, apiKey } = await this.connectTo(endpoint);
      asked = { ...asked, endpoint: shownAddress(baseUrl), apiKey };
      return await work(this.connection(baseUrl, apiKey), asked, attempt);
    } catch (error) {
      throw attempt.ended(asked.endpoint) ?? modelErrorOf(error, asked);
    } finally {
      attempt.dispose();
    }
  }

  private async connectTo(endpoint: string): Promise<{ baseUrl: string; apiKey?: string }> {
    try {
      return await this.options.connect(endpoint);
    } catch (error) {
      throw error instanceof ModelError
        ? error
        : new ModelError('unreachable', error instanceof Error ? error.message : String(error), false);
    }
  }

  private connection(baseUrl: string, apiKey: string | undefined): Connection {
    const known = this.connections.get(baseUrl);
    if (known?.apiKey === apiKey && known) return known;
    const api = new OpenAI({
      baseURL: baseUrl.replace(/\/+$/, ''),
      // Given in full so that no environment variable takes their place; what is sent is `fetchWithin`'s to decide.
      apiKey: 'unused',
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      logLevel: 'off',
      maxRetries: 0,
      timeout: this.options.timeoutMs,
      fetch: fetchWithin(new URL(baseUrl).origin, apiKey),
    });
    const connection: Connection = { api, apiKey, usageInStream: known?.usageInStream ?? true };
    this.connections.set(baseUrl, connection);
    return connection;
  }

  private async whole(
    { api }: Connection,
    request: ModelRequest,
    asked: Circumstances,
    attempt: Attempt,
  ): Promise<Completion> {
    const sent = performance.now();
    const body = await api.post<unknown>(asked.path, { body: requestBody(request), signal: attempt.signal });
    return finished(wholeAnswer(body, asked), performance.now() - sent);
  }

  private async stream(
    connection: Connection,
    request: ModelRequest,
    asked: Circumstances,
    attempt: Attempt,
    onPartial: (partial: PartialCompletion) => void,
  ): Promise<Completion> {
    const sent = performance.now();
    const response = await this.openStream(connection, request, asked, attempt);
    // Some endpoints answer in one piece whatever was asked.
    if (response.headers.get('content-type')?.includes('json')) {
      return finished(wholeAnswer(await response.json(), asked), performance.now() - sent);
    }
    const answer = new Answer();
    let firstTokenMs: number | undefined;
    let done = false;
    for await (const data of eventData(response, attempt, this.options.stallMs)) {
      if (data === DONE) done = true;
      else if (answer.add(parseEvent(data, asked))) {
        firstTokenMs ??= performance.now() - sent;
        onPartial(answer.partial());
      }
    }
    if (!done && answer.finishReason === null) throw cutOff(asked.endpoint);
    return finished(answer, performance.now() - sent, firstTokenMs);
  }

  /** Opens a stream with token counts where the endpoint takes that wish, else without, and remembers which. */
  private async openStream(
    connection: Connection,
    request: ModelRequest,
    asked: Circumstances,
    attempt: Attempt,
  ): Promise<Response> {
    const open = (usage: boolean): Promise<Response> =>
      connection.api
        .post<unknown>(asked.path, { body: requestBody(request, { usage }), stream: true, signal: attempt.signal })
        .asResponse();
    if (!connection.usageInStream) return open(false);
    try {
      return await open(true);
    } catch (error) {
      const refused = modelErrorOf(error, asked);
      if (refused.code !== 'bad-request' || !/stream_options|include_usage/.test(refused.message)) throw error;
      connection.usageInStream = false;
      return open(false);
    }
  }
}

function wholeAnswer(body: unknown, asked: Circumstances): Answer {
  const reported = eventError(body, asked);
  if (reported) throw reported;
  const answer = new Answer();
  answer.add(body);
  if (!answer.recognised) throw malformed(asked.endpoint);
  return answer;
}

function finished(answer: Answer, totalMs: number, firstTokenMs?: number): Completion {
  return {
    ...answer.finish(),
    ...(firstTokenMs === undefined ? {} : { firstTokenMs: rounded(firstTokenMs) }),
    totalMs: rounded(totalMs),
  };
}

/** Tenths of a millisecond: finer is noise. */
function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function parseEvent(data: string, asked: Circumstances): unknown {
  let event: unknown;
  try {
    event = JSON.parse(data);
  } catch {
    throw malformed(asked.endpoint);
  }
  const reported = eventError(event, asked);
  if (reported) throw reported;
  return event;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** How long an endpoint may take to end a stream after `[DONE]`, in milliseconds. */
const END_MS = 1_000;

/** The data of a response's events as they arrive, up to `[DONE]`. The attempt is told of each piece. */
async function* eventData(response: Response, attempt: Attempt, stallMs: number): AsyncGenerator<string> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (!reader) return;
  const events = new ServerSentEvents();
  const decoder = new TextDecoder();
  let isDone = false;
  try {
    while (!isDone) {
      const { value, done } = await reader.read();
      if (done) break;
      attempt.arrived(stallMs);
      for (const data of events.push(decoder.decode(value, { stream: true }))) {
        yield data;
        isDone ||= data === DONE;
      }
    }
    // What the end cut in two is no event: the answer is then cut off, not malformed.
    for (const data of events.end()) if (data === DONE || isJson(data)) yield data;
  } finally {
    if (isDone) void readEnd(reader);
    else await reader.cancel().catch(() => undefined);
  }
}

/** Reads what follows `[DONE]`, so that the connection can be used again, unless the endpoint does not end the stream. */
async function readEnd(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const timer = setTimeout(() => void reader.cancel().catch(() => undefined), END_MS);
  try {
    while (!(await reader.read()).done);
  } catch {
    // The connection is gone: there is nothing to use again.
  } finally {
    clearTimeout(timer);
  }
}
