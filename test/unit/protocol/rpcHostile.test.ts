import { describe, expect, it } from 'vitest';
import { Peer, type Served } from '../../../src/protocol/rpc';
import { channels, connect, failure, reader, type Library, type Reader } from './support/library';

describe('hostile messages', () => {
  const inherited = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', '__defineGetter__', ''];

  it.each(inherited)('calls no inherited member: “%s”', async (method) => {
    const { guest, post, heard } = connect({});
    post({ kind: 'call', id: 7, method, params: {} });
    await guest.remote.count();
    expect(heard[0]).toMatchObject({ kind: 'reply', id: 7, err: { code: 'unknown-method' } });
  });

  it('calls no member that is no method', async () => {
    const served = { lend: 'a text' } as unknown as Served<Library>;
    const { guest } = connect(served);
    expect(await failure(guest.remote.lend({ title: 'Emma' }))).toMatchObject({ code: 'unknown-method' });
  });

  it.each([
    [undefined],
    [null],
    ['call'],
    [42],
    [[]],
    [{}],
    [{ kind: 'call', id: '1', method: 'count' }],
    [{ kind: 'call', id: 1, method: ['count'] }],
    [{ kind: 'call', id: 1 }],
    [{ kind: 'shout', id: 1 }],
    [{ kind: 'cancel', id: 99 }],
    [{ kind: 'reply', id: 99, ok: 'unasked' }],
    [{ kind: 'reply', id: 99, err: { code: 'x', message: 'y' } }],
  ])('lets %j pass without an answer or harm', async (message) => {
    const { guest, post, heard } = connect({});
    post(message);
    expect(await guest.remote.count()).toBe(3);
    expect(heard).toHaveLength(1);
  });

  it.each([[{ err: null }], [{ err: 'text' }], [{ err: { code: 1, message: {} } }]])(
    'takes %j for no answer',
    async (reply) => {
      const { near, far } = channels();
      far.listen((message) => {
        const { id } = message as { id: number };
        far.post({ kind: 'reply', id, ...reply });
        far.post({ kind: 'reply', id, ok: 4 });
      });
      const guest = new Peer<Reader, Library>(near, reader, { timeoutMs: 1000 });
      expect(await guest.remote.count()).toBe(4);
    },
  );

  it('answers only the first of two replies', async () => {
    const { near, far } = channels();
    far.listen((message) => {
      const { id } = message as { id: number };
      far.post({ kind: 'reply', id, ok: 1 });
      far.post({ kind: 'reply', id, err: { code: 'x', message: 'y' } });
    });
    const guest = new Peer<Reader, Library>(near, reader, { timeoutMs: 1000 });
    expect(await guest.remote.count()).toBe(1);
    expect(await guest.remote.count()).toBe(1);
  });
});
