import { describe, expect, it } from 'vitest';
import { dataText, element } from '../../../../src/core/report/element';

describe('element', () => {
  it('keeps texts as texts, flattens lists and leaves out what is undefined or empty', () => {
    expect(element('p', { class: 'dim', title: undefined }, 'a', [2, undefined, ['', '<b>']], dataText('c'))).toEqual({
      tag: 'p',
      attributes: { class: 'dim' },
      children: ['a', '2', '<b>', { tag: 'bdi', attributes: {}, children: ['c'] }],
    });
  });

  it('shows hidden characters as their code points', () => {
    const mark = { class: 'hidden-character', title: 'Hidden character U+202E' };
    expect(element('p', {}, 'a\u202Eb').children).toEqual([
      'a',
      { tag: 'span', attributes: mark, children: ['U+202E'] },
      'b',
    ]);
    // Where no element can stand, and where a value must stay what it is.
    expect(element('svg', {}, '\u200B').children).toEqual(['U+200B']);
    expect(element('p', { 'aria-label': 'a\u202E', 'data-value': 'a\u202E' }).attributes).toEqual({
      'aria-label': 'aU+202E',
      'data-value': 'a\u202E',
    });
  });
});
