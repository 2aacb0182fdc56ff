import { HumanError } from '../../../../src/core/humanError';
import { Peer, type Channel, type PeerOptions, type Served } from '../../../../src/protocol/rpc';

export interface Library {
  lend(params: { readonly title: string }): Promise<string>;
  count(params: undefined): Promise<number>;
}
export interface Reader {
  remind(params: { readonly days: number }): Promise<string>;
}

/** Both ends of a channel in memory: what one side posts, the other hears in the next microtask, cloned. */
export function channels(): { near: Channel; far: Channel; heard: unknown[] } {
  const heard: unknown[] = [];
  const end = () => {
    let listener: (message: unknown) => void = () => undefined;
    return {
      listen: (given: (message: unknown) => void) => {
        listener = given;
      },
      hear: (message: unknown) => listener(message),
    };
  };
  const [near, far] = [end(), end()];
  const post = (to: typeof near) => (message: unknown) => {
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => to.hear(copy));
  };
  return {
    near: { listen: near.listen, post: post(far) },
    far: {
      listen: far.listen,
      post: (message) => {
        heard.push(message);
        post(near)(message);
      },
    },
    heard,
  };
}

export const reader: Served<Reader> = { remind: ({ days }) => Promise.resolve(`in ${days} days`) };

export function connect(library: Partial<Served<Library>>, options: Partial<PeerOptions> = {}) {
  const { near, far, heard } = channels();
  const served: Served<Library> = {
    lend: ({ title }) => Promise.resolve(`here is ${title}`),
    count: () => Promise.resolve(3),
    ...library,
  };
  const host = new Peer<Library, Reader>(far, served, { timeoutMs: 1000, ...options });
  const guest = new Peer<Reader, Library>(near, reader, { timeoutMs: 1000 });
  return { host, guest, post: (message: unknown) => near.post(message), heard };
}

/** What a promise was rejected with. */
export async function failure(promise: Promise<unknown>): Promise<HumanError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HumanError)) throw new Error(`Not rejected with a HumanError: ${String(error)}`);
  return error;
}
