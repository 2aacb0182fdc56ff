import { describe, expect, it } from 'vitest';
import { readImages, withImages } from '../../../../src/core/dataset/images';
import type { Message } from '../../../../src/core/dataset/sample';

const picture = (url: string) => ({ type: 'image_url', image_url: { url } });
const text = (said: string) => ({ type: 'text', text: said });
const user = (content: Message['content']): Message => ({ role: 'user', content });

describe('readImages', () => {
  it('reads addresses, and keeps other pictures whole', () => {
    expect(readImages({ images: ['a.png', { url: 'b.png' }, { bytes: 'iVBORw' }, null, ''] })).toEqual([
      picture('a.png'),
      picture('b.png'),
      { type: 'image', image: { bytes: 'iVBORw' } },
    ]);
    expect(readImages({ images: null, image: 'a.png' })).toEqual([picture('a.png')]);
    expect(readImages({ images: 'a.png' })).toEqual([picture('a.png')]);
  });

  it('finds none where there are none', () => {
    for (const record of [{}, { images: null }, { images: [] }, { image: '' }]) expect(readImages(record)).toEqual([]);
  });
});

describe('withImages', () => {
  it('puts pictures in the places left for them, in order', () => {
    const messages = [
      user('Compare <image> and <image>.'),
      user([{ type: 'image' }, text('with <image>'), { type: 'image', image: 'kept.png' }]),
    ];
    expect(withImages(messages, ['a', 'b', 'c', 'd'].map(picture))).toEqual([
      user([text('Compare '), picture('a'), text(' and '), picture('b'), text('.')]),
      user([picture('c'), text('with '), picture('d'), { type: 'image', image: 'kept.png' }]),
    ]);
  });

  it('puts the others before the first words of the user', () => {
    const system: Message = { role: 'system', content: 'Be brief.' };
    expect(withImages([system, user('What is this?'), user('And now?')], [picture('a')])).toEqual([
      system,
      user([picture('a'), text('What is this?')]),
      user('And now?'),
    ]);
    expect(withImages([system], [picture('a')])).toEqual([
      { role: 'system', content: [picture('a'), text('Be brief.')] },
    ]);
  });

  it('leaves places as they are for which no picture is there', () => {
    expect(withImages([user('<image><image>'), user([{ type: 'image' }])], [picture('a')])).toEqual([
      user([picture('a'), text('<image>')]),
      user([{ type: 'image' }]),
    ]);
  });
});
