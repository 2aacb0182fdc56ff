import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HumanError } from '../../../src/core/humanError';
import { Peer, type CallContext, type Channel, type Served } from '../../../src/protocol/rpc';
import { channels, connect, failure, reader, type Library, type Reader } from './support/library';

/** A method that lasts until its call is cancelled, and then says so. */
function endless() {
  const { promise: started, resolve: start } = Promise.withResolvers<CallContext>();
  const lend = (_params: unknown, context: CallContext): Promise<string> => {
    start(context);
    return new Promise((_resolve, reject) => {
      context.signal.addEventListener('abort', () => reject(new HumanError('cancelled', 'Cancelled.')));
    });
  };
  return { lend, started };
}

describe('a call', () => {
  it('is answered, in both directions, each with its own answer', async () => {
    const { host, guest } = connect({});
    const answers = [guest.remote.lend({ title: 'Emma' }), guest.remote.count(), host.remote.remind({ days: 2 })];
    expect(await Promise.all<unknown>(answers)).toEqual(['here is Emma', 3, 'in 2 days']);
  });

  it('gets its own answer when later calls are answered first', async () => {
    const { promise: back, resolve } = Promise.withResolvers<string>();
    const { guest } = connect({ lend: ({ title }) => (title === 'Emma' ? back : Promise.resolve(title)) });
    const first = guest.remote.lend({ title: 'Emma' });
    expect(await guest.remote.lend({ title: 'Ulysses' })).toBe('Ulysses');
    resolve('back at last');
    expect(await first).toBe('back at last');
  });

  it('crosses a real message port', async () => {
    const { port1, port2 } = new MessageChannel();
    const channel = (port: MessagePort): Channel => ({
      post: (message) => port.postMessage(message),
      listen: (listener) => void port.on('message', listener),
    });
    const served: Served<Library> = { lend: ({ title }) => Promise.resolve(title), count: () => Promise.resolve(1) };
    new Peer<Library, Reader>(channel(port1), served, { timeoutMs: 1000 });
    const guest = new Peer<Reader, Library>(channel(port2), reader, { timeoutMs: 1000 });
    expect(await guest.remote.lend({ title: 'Ἰλιάς 🙂' })).toBe('Ἰλιάς 🙂');
    port1.close();
  });

  it('of a method that does not exist is an error', async () => {
    const { guest } = connect({});
    const remote = guest.remote as unknown as { burn(): Promise<unknown> };
    expect(await failure(remote.burn())).toMatchObject({
      code: 'unknown-method',
      message: 'There is no method “burn”.',
    });
  });

  it('fails with the code and the sentence of a HumanError, which is no defect', async () => {
    const defects: unknown[] = [];
    const refuse = (): Promise<string> => Promise.reject(new HumanError('lent', 'Come back on Monday.', 'shelf 3'));
    const { guest, heard } = connect({ lend: refuse }, { onDefect: (error) => defects.push(error) });
    const error = await failure(guest.remote.lend({ title: 'Emma' }));
    expect(error).toMatchObject({ code: 'lent', message: 'Come back on Monday.' });
    expect(defects).toEqual([]);
    expect(JSON.stringify(heard)).not.toContain('shelf 3');
  });

  it('that meets a defect fails without telling what is inside; the defect is reported', async () => {
    const defects: unknown[] = [];
    const bug = new TypeError('secret.token is undefined');
    const throwing = (): Promise<string> => {
      throw bug;
    };
    const { guest, heard } = connect({ lend: throwing }, { onDefect: (error) => defects.push(error) });
    const error = await failure(guest.remote.lend({ title: 'Emma' }));
    expect(error.code).toBe('defect');
    expect(defects).toEqual([bug]);
    expect(JSON.stringify(heard)).not.toContain('secret');
  });

  it('reaches the method only when the check lets it, and as the check leaves it', async () => {
    const seen: unknown[] = [];
    const lend = (params: { readonly title: string }): Promise<string> => {
      seen.push(params);
      return Promise.resolve('lent');
    };
    const check = (method: string, params: unknown): unknown => {
      if (method !== 'lend') throw new HumanError('bad-call', 'Not so.');
      return { title: String((params as { title: unknown }).title) };
    };
    const { guest } = connect({ lend }, { check });
    await guest.remote.lend({ title: 1984, author: 'Orwell' } as unknown as { title: string });
    expect(await failure(guest.remote.count())).toMatchObject({ code: 'bad-call' });
    expect(seen).toEqual([{ title: '1984' }]);
  });

  it('fails when its parameters cannot be sent, and nothing goes on waiting', async () => {
    vi.useFakeTimers();
    try {
      const { guest } = connect({});
      const unsendable = { title: (() => 'Emma') as unknown as string };
      await expect(guest.remote.lend(unsendable)).rejects.toThrow();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('whose answer cannot be sent fails instead of waiting', async () => {
    const defects: unknown[] = [];
    const lend = (): Promise<string> => Promise.resolve((() => 'Emma') as unknown as string);
    const { host, guest } = connect({ lend }, { onDefect: (error) => defects.push(error) });
    expect(await failure(guest.remote.lend({ title: 'Emma' }))).toMatchObject({ code: 'defect' });
    expect(defects).toHaveLength(1);
    expect(await host.remote.remind({ days: 1 })).toBe('in 1 days');
  });

  it('leaves the remote no promise by mistake: awaiting it calls nothing', async () => {
    const { guest, heard } = connect({});
    expect(await Promise.resolve(guest.remote)).toBe(guest.remote);
    expect(heard).toEqual([]);
  });
});

describe('cancelling', () => {
  it('tells the side that answers, and fails the call at once', async () => {
    const { lend, started } = endless();
    const { guest } = connect({ lend });
    const abort = new AbortController();
    const call = failure(guest.remote.lend({ title: 'Emma' }, { signal: abort.signal }));
    const { signal } = await started;
    abort.abort();
    expect(await call).toMatchObject({ code: 'cancelled' });
    await vi.waitUntil(() => signal.aborted);
  });

  it('works in the other direction too', async () => {
    const { near, far } = channels();
    const { promise: started, resolve: start } = Promise.withResolvers<CallContext>();
    const slow: Served<Reader> = {
      remind: (_params, context) => {
        start(context);
        return new Promise(() => undefined);
      },
    };
    const served: Served<Library> = { lend: ({ title }) => Promise.resolve(title), count: () => Promise.resolve(1) };
    const host = new Peer<Library, Reader>(far, served, { timeoutMs: 1000 });
    new Peer<Reader, Library>(near, slow, { timeoutMs: 1000 });
    const abort = new AbortController();
    const call = failure(host.remote.remind({ days: 1 }, { signal: abort.signal }));
    const { signal } = await started;
    abort.abort();
    expect(await call).toMatchObject({ code: 'cancelled' });
    await vi.waitUntil(() => signal.aborted);
  });

  it('before the call sends nothing', async () => {
    let calls = 0;
    const { guest } = connect({ count: () => Promise.resolve(++calls) });
    expect(await failure(guest.remote.count(undefined, { signal: AbortSignal.abort() }))).toMatchObject({
      code: 'cancelled',
    });
    expect(await guest.remote.count()).toBe(1);
  });

  it('after the answer does nothing', async () => {
    const { guest, heard } = connect({});
    const abort = new AbortController();
    await guest.remote.count(undefined, { signal: abort.signal });
    abort.abort();
    expect(await guest.remote.count()).toBe(3);
    expect(heard).toHaveLength(2);
  });
});

describe('time', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs out: the call fails and the other side is told to stop', async () => {
    const { lend, started } = endless();
    const { guest } = connect({ lend });
    const call = failure(guest.remote.lend({ title: 'Emma' }, { timeoutMs: 2500 }));
    const { signal } = await started;
    await vi.advanceTimersByTimeAsync(2499);
    expect(signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await call).toMatchObject({ code: 'timeout', message: expect.stringContaining('2.5 s') as string });
    expect(signal.aborted).toBe(true);
  });

  it('does not run out for a call that lasts as long as it lasts', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const { guest } = connect({ lend: () => promise });
    const call = guest.remote.lend({ title: 'Emma' }, { timeoutMs: Infinity });
    await vi.advanceTimersByTimeAsync(3_600_000);
    resolve('an hour later');
    expect(await call).toBe('an hour later');
  });

  it('leaves no timer behind an answer', async () => {
    const { guest } = connect({});
    await guest.remote.count();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('disposing', () => {
  it('fails what waits and what comes later, and stops what is being served', async () => {
    const { lend, started } = endless();
    const { host, guest } = connect({ lend });
    const call = failure(guest.remote.lend({ title: 'Emma' }));
    const { signal } = await started;
    guest.dispose();
    expect(await call).toMatchObject({ code: 'closed' });
    expect(await failure(guest.remote.count())).toMatchObject({ code: 'closed' });
    expect(signal.aborted).toBe(false);
    host.dispose();
    expect(signal.aborted).toBe(true);
  });

  it('answers nothing any more', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const { promise: started, resolve: start } = Promise.withResolvers<undefined>();
    const lend = (): Promise<string> => {
      start(undefined);
      return promise;
    };
    const { host, guest, heard, post } = connect({ lend });
    const call = failure(guest.remote.lend({ title: 'Emma' }));
    await started;
    host.dispose();
    resolve('too late');
    post({ kind: 'call', id: 9, method: 'count' });
    await promise;
    guest.dispose();
    await call;
    expect(heard).toEqual([]);
  });
});
