/**
 * Typed calls over a channel that carries structured-clone messages: extension ↔ webview and extension ↔ worker alike.
 *
 * A side's methods are one interface of async methods with at most one parameter; calls and results are typed from it.
 * Every call gets exactly one reply, `{ok}` or `{err: {code, message}}`; an unknown method is an error; a call that is
 * not answered in time fails; a cancelled call tells the other side.
 */
import { HumanError } from '../core/humanError';

/** A two-way channel. */
export interface Channel {
  post(message: unknown): void;
  /** Registers the one listener of this side. */
  listen(listener: (message: unknown) => void): void;
}

/** What a served method gets besides its parameter. */
export interface CallContext {
  /** Aborted when the caller cancels. */
  readonly signal: AbortSignal;
}

/** A method as the caller sees it. */
type Caller<M> = M extends (params: infer P, ...rest: never[]) => Promise<infer R>
  ? undefined extends P
    ? (params?: P, options?: CallOptions) => Promise<R>
    : (params: P, options?: CallOptions) => Promise<R>
  : never;

/** The other side's methods, as this side calls them. */
export type Remote<T> = { readonly [K in keyof T]: Caller<T[K]> };

/** The same methods, as the side that answers writes them. */
export type Served<T> = {
  readonly [K in keyof T]: T[K] extends (params: infer P) => Promise<infer R>
    ? (params: P, context: CallContext) => Promise<R>
    : never;
};

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds; the peer's default when absent; Infinity for calls that last as long as they last. */
  readonly timeoutMs?: number;
}

type Envelope =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'reply'; readonly id: number; readonly ok: unknown }
  | { readonly kind: 'reply'; readonly id: number; readonly err: { readonly code: string; readonly message: string } };

/** Checks the parameters of a call that comes from outside; throws when they are not what the method takes. */
export type ParamsCheck = (method: string, params: unknown) => unknown;

export interface PeerOptions {
  /** Milliseconds after which an unanswered call fails. */
  readonly timeoutMs: number;
  /** Checks what arrives; absent where both ends are ours. */
  readonly check?: ParamsCheck;
  /** Told of every error that is a defect rather than an answer. */
  readonly onDefect?: (error: unknown) => void;
}

/** One side of a channel: serves `local` to the other side and calls `remote` there. */
export class Peer<Local extends object, Foreign extends object> {
  private nextId = 1;
  private disposed = false;
  private readonly waiting = new Map<number, { settle: (reply: Envelope) => void; fail: (error: Error) => void }>();
  private readonly serving = new Map<number, AbortController>();
  readonly remote: Remote<Foreign>;

  constructor(
    private readonly channel: Channel,
    private readonly local: Served<Local>,
    private readonly options: PeerOptions,
  ) {
    this.remote = new Proxy({} as Remote<Foreign>, {
      get: (_target, method) =>
        typeof method === 'string' && method !== 'then'
          ? (params?: unknown, callOptions?: CallOptions) => this.call(method, params, callOptions)
          : undefined,
    });
    channel.listen((message) => {
      void this.receive(message);
    });
  }

  /** Fails what is waiting and stops what is being served. */
  dispose(): void {
    this.disposed = true;
    for (const { fail } of [...this.waiting.values()]) fail(new HumanError('closed', 'The other side was closed.'));
    for (const controller of this.serving.values()) controller.abort();
    this.waiting.clear();
    this.serving.clear();
  }

  private call(method: string, params: unknown, options: CallOptions = {}): Promise<unknown> {
    if (this.disposed) return Promise.reject(new HumanError('closed', 'The other side was closed.'));
    if (options.signal?.aborted) return Promise.reject(new HumanError('cancelled', 'Cancelled.'));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const timeoutMs = options.timeoutMs ?? this.options.timeoutMs;
      const done = (): void => {
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', cancel);
        this.waiting.delete(id);
      };
      const fail = (error: Error): void => {
        done();
        reject(error);
      };
      const cancel = (): void => {
        this.channel.post({ kind: 'cancel', id } satisfies Envelope);
        fail(new HumanError('cancelled', 'Cancelled.'));
      };
      const timer = Number.isFinite(timeoutMs)
        ? setTimeout(() => {
            this.channel.post({ kind: 'cancel', id } satisfies Envelope);
            fail(new HumanError('timeout', `No answer to “${method}” within ${timeoutMs / 1000} s. Try again.`));
          }, timeoutMs)
        : undefined;
      options.signal?.addEventListener('abort', cancel, { once: true });
      this.waiting.set(id, {
        fail,
        settle: (reply) => {
          done();
          if (reply.kind !== 'reply') return;
          if ('err' in reply) reject(new HumanError(reply.err.code, reply.err.message));
          else resolve(reply.ok);
        },
      });
      try {
        this.channel.post({ kind: 'call', id, method, params } satisfies Envelope);
      } catch (error) {
        // Parameters that cannot be cloned.
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  private async receive(message: unknown): Promise<void> {
    if (this.disposed || !isEnvelope(message)) return;
    if (message.kind === 'reply') {
      this.waiting.get(message.id)?.settle(message);
    } else if (message.kind === 'cancel') {
      this.serving.get(message.id)?.abort();
    } else {
      await this.serve(message.id, message.method, message.params);
    }
  }

  private async serve(id: number, method: string, params: unknown): Promise<void> {
    const controller = new AbortController();
    this.serving.set(id, controller);
    try {
      const handler = Object.hasOwn(this.local, method) ? this.local[method as keyof Served<Local>] : undefined;
      if (typeof handler !== 'function') throw new HumanError('unknown-method', `There is no method “${method}”.`);
      const checked = this.options.check ? this.options.check(method, params) : params;
      const serve = handler as (params: unknown, context: CallContext) => Promise<unknown>;
      const ok = await serve.call(this.local, checked, { signal: controller.signal });
      if (!this.disposed) this.channel.post({ kind: 'reply', id, ok } satisfies Envelope);
    } catch (error) {
      if (!(error instanceof HumanError)) this.options.onDefect?.(error);
      const err =
        error instanceof HumanError
          ? { code: error.code, message: error.message }
          : { code: 'defect', message: 'Something went wrong inside Tuning Fork. The log has the details.' };
      if (!this.disposed) this.channel.post({ kind: 'reply', id, err } satisfies Envelope);
    } finally {
      this.serving.delete(id);
    }
  }
}

function isEnvelope(message: unknown): message is Envelope {
  if (!isRecord(message) || typeof message['id'] !== 'number') return false;
  if (message['kind'] === 'call') return typeof message['method'] === 'string';
  if (message['kind'] === 'cancel') return true;
  if (message['kind'] !== 'reply') return false;
  const { err } = message;
  return (
    !('err' in message) || (isRecord(err) && typeof err['code'] === 'string' && typeof err['message'] === 'string')
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
