import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipAt, plain } from '../../../webview/text';

/** What a reader sees: the text pieces, and the code points named in place of hidden characters. */
function seen(text: string): string {
  const shown = plain(text);
  if (typeof shown === 'string') return shown;
  return shown.map((piece) => (typeof piece === 'string' ? piece : `<${String(piece.values[0])}>`)).join('');
}

describe('plain', () => {
  it('leaves ordinary text of any script alone', () => {
    for (const text of ['', 'a\tb\r\nc', 'Привет', 'مرحبا', 'می‌خواهم', '中文', '👩‍👩‍👧', 'e\u0301', '\uD83D']) {
      expect(plain(text)).toBe(text);
    }
  });

  it('names characters that hide, reverse or control', () => {
    expect(seen('a\u202Eb')).toBe('a<U+202E>b');
    expect(seen('\u200Bx\uFEFF')).toBe('<U+200B>x<U+FEFF>');
    expect(seen('\u0000\u001B[31m\u009F')).toBe('<U+0000><U+001B>[31m<U+009F>');
    // Tag characters can smuggle whole sentences past a reader.
    expect(seen('a\u{E0041}b')).toBe('a<U+E0041>b');
  });

  it('loses nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const named = /<U\+([0-9A-F]{4,6})>/g;
        fc.pre(!named.test(text));
        const back = seen(text).replace(named, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));
        expect(back).toBe(text);
      }),
    );
  });
});

describe('clipAt', () => {
  it('cuts after the characters or the lines that are allowed', () => {
    expect(clipAt('x'.repeat(1000), { characters: 100, lines: 10 })).toBe(100);
    expect(clipAt('ab\n'.repeat(100), { characters: 1000, lines: 10 })).toBe(29);
  });

  it('does not cut for a little more, and not through a character', () => {
    expect(clipAt('x'.repeat(110), { characters: 100, lines: 10 })).toBe(110);
    expect(clipAt('😀'.repeat(100), { characters: 51, lines: 10 })).toBe(50);
  });
});
