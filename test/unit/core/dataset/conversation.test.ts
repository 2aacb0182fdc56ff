import { describe, expect, it } from 'vitest';
import { askedIn, sampleOf, systemOf } from '../../../../src/core/dataset/conversation';
import type { Message } from '../../../../src/core/dataset/sample';

const say = (role: Message['role'], content: string): Message => ({ role, content });
const TALK = [say('user', 'a'), say('assistant', 'b'), say('user', 'c'), say('assistant', 'd')];

describe('askedIn', () => {
  it('asks what stands before the last answer', () => {
    expect(askedIn(TALK, 'talk', undefined)).toEqual({ messages: TALK.slice(0, 3), references: ['d'] });
    expect(askedIn(TALK.slice(0, 3), 'talk', undefined)).toEqual({ messages: TALK.slice(0, 1), references: ['b'] });
    expect(askedIn(TALK.slice(0, 1), 'talk', undefined)).toEqual({ messages: TALK.slice(0, 1), references: [] });
  });

  it('asks what stands before the last answer that is wanted, or the last where none is', () => {
    expect(askedIn(TALK, 'talk', undefined, (index) => index < 3)).toMatchObject({ references: ['b'] });
    expect(askedIn(TALK, 'talk', undefined, () => false)).toMatchObject({ references: ['d'] });
  });

  it('asks all of it but a final answer where the references stand apart', () => {
    expect(askedIn(TALK, 'talk', ['x'])).toEqual({ messages: TALK.slice(0, 3), references: ['x'] });
    expect(askedIn(TALK.slice(0, 3), 'talk', [])).toEqual({ messages: TALK.slice(0, 3), references: [] });
  });

  it('refuses a conversation in which nobody asks', () => {
    const reason = { unusable: '“talk” asks nothing: there is no user message before the assistant’s answer.' };
    expect(askedIn([say('system', 's'), say('developer', 'e'), say('assistant', 'b')], 'talk', undefined)).toEqual(
      reason,
    );
    expect(askedIn([], 'talk', ['x'])).toEqual(reason);
  });
});

describe('systemOf', () => {
  it('reads a system prompt of its own, and none from anything else', () => {
    expect(systemOf({ system: 'Be brief.' })).toEqual([say('system', 'Be brief.')]);
    for (const system of [undefined, null, '', 7, [7]]) expect(systemOf({ system })).toEqual([]);
  });
});

describe('sampleOf', () => {
  it('adds functions and pictures to what was found, and keeps every other field that holds something', () => {
    const record = {
      id: 1,
      q: 'a',
      r: 'b',
      tools: [{ name: 'f' }],
      image: 'x.png',
      images: null,
      split: 'test',
      z: null,
    };
    expect(
      sampleOf(record, {}, { messages: [say('user', 'a')], references: ['b'], rejected: [], used: ['q', 'r'] }),
    ).toEqual({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: 'x.png' } },
            { type: 'text', text: 'a' },
          ],
        },
      ],
      references: ['b'],
      tools: [{ type: 'function', function: { name: 'f' } }],
      ownId: '1',
      metadata: { split: 'test' },
    });
  });
});
