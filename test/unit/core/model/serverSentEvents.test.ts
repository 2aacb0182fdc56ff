import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerSentEvents } from '../../../../src/core/model/serverSentEvents';

function read(pieces: readonly string[]): string[] {
  const events = new ServerSentEvents();
  return [...pieces.flatMap((piece) => events.push(piece)), ...events.end()];
}

describe('ServerSentEvents', () => {
  it.each([
    ['data: a\n\ndata: b\n\n', ['a', 'b']],
    ['data:a\n\n', ['a']],
    ['data:  a\n\n', [' a']],
    ['data: a\r\n\r\ndata: b\r\rdata: c\n\n', ['a', 'b', 'c']],
    ['data: a\ndata: b\n\n', ['a\nb']],
    [': ping\n\nevent: message\nid: 7\nretry: 5\ndata: a\n\n', ['a']],
    ['\n\n\n', []],
    ['data: a\n\ndata: cut', ['a', 'cut']],
    ['data: a\r', ['a']],
  ])('reads %j', (text, data) => {
    expect(read([text])).toEqual(data);
  });

  it('gives an event as soon as its empty line is there', () => {
    const events = new ServerSentEvents();
    expect(events.push('data: a\n')).toEqual([]);
    expect(events.push('\nda')).toEqual(['a']);
    expect(events.push('ta: b\n\n')).toEqual(['b']);
  });

  it('gives the same however the text is cut', () => {
    const texts = fc
      .array(fc.constantFrom('data: x', 'data:y', '\n', '\r\n', '\r', '\n\n', ': c', 'event: e'), { maxLength: 20 })
      .map((parts) => parts.join(''));
    const cut = texts.chain((text) => fc.array(fc.nat(text.length), { maxLength: 8 }).map((at) => ({ text, at })));
    fc.assert(
      fc.property(cut, ({ text, at }) => {
        const edges = [0, ...at.sort((a, b) => a - b), text.length];
        const pieces = edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
        expect(read(pieces)).toEqual(read([text]));
      }),
      { numRuns: 500 },
    );
  });
});
