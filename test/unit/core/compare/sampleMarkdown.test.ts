import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, sampleMarkdown } from '../../../../src/core/compare/sampleMarkdown';
import type { Message } from '../../../../src/core/dataset/sample';

const user = (content: string): Message => ({ role: 'user', content });
const none = { references: [] };

describe('escaping Markdown', () => {
  it('leaves letters, digits and line ends, and writes punctuation as character references', () => {
    expect(escapeMarkdown('Ünit 4\nok')).toBe('Ünit 4  \nok');
    expect(escapeMarkdown('[x](command:a)')).toBe('&#91;x&#93;&#40;command&#58;a&#41;');
    expect(escapeMarkdown('  a\n\tb')).toBe('&nbsp;&nbsp;a  \n&nbsp;&nbsp;&nbsp;&nbsp;b');
  });

  it('leaves nothing of any text that is syntax, and loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeMarkdown(text);
        const withoutReferences = escaped.replace(/&(#\d+|nbsp);/g, '');
        expect(withoutReferences).not.toMatch(/[!-/:-@[-`{-~\t\r]/);
        expect(withoutReferences).not.toMatch(/^ +\S/m);
        const read = escaped
          .replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
          .replaceAll('&nbsp;', ' ');
        const plain = (string: string): string => string.replace(/\p{Cc}|\uFFFD| /gu, '');
        expect(plain(read)).toBe(plain(text));
      }),
    );
  });
});

describe('a sample as Markdown', () => {
  it('shows roles as headings, then the reference and what is rejected', () => {
    const messages: Message[] = [{ role: 'system', content: 'Be brief' }, user('Which clause')];
    expect(sampleMarkdown({ messages, references: ['Payment'], rejected: ['Notice'] })).toBe(
      '#### system\n\nBe brief\n\n#### user\n\nWhich clause\n\n#### Reference\n\nPayment\n\n#### Rejected\n\nNotice',
    );
  });

  it('names pictures, tool calls and functions', () => {
    const messages: Message[] = [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'See' },
          { type: 'image_url', image_url: { url: 'data:x' } },
        ],
      },
      { role: 'assistant', content: '', toolCalls: [{ name: 'find', arguments: '{}' }] },
    ];
    const tools = [{ type: 'function', function: { name: 'find' } }];
    expect(sampleMarkdown({ messages, tools, ...none })).toBe(
      '#### user\n\nSee  \n&#91;image&#95;url&#93;\n\n#### assistant\n\nfind&#40;&#123;&#125;&#41;\n\n#### Functions\n\nfind',
    );
  });

  it('says how much it leaves out of long texts and conversations', () => {
    const long = sampleMarkdown({ messages: [user('é'.repeat(1700))], ...none });
    expect(long).toBe(`#### user\n\n${'é'.repeat(600)}…  \n_1,100 more characters_`);
    const many = sampleMarkdown({ messages: Array.from({ length: 20 }, (_, index) => user(`m${index}`)), ...none });
    expect(many.match(/m\d+/g)).toEqual(['m0', 'm13', 'm14', 'm15', 'm16', 'm17', 'm18', 'm19']);
    expect(many).toContain('_… 12 messages …_');
  });

  it('is short, whatever the sample holds', () => {
    const messages = Array.from({ length: 1000 }, () => user('<'.repeat(100_000)));
    const answers = Array.from({ length: 1000 }, () => '<'.repeat(100_000));
    const tools = Array.from({ length: 1000 }, () => ({ name: 'f'.repeat(100_000) }));
    expect(sampleMarkdown({ messages, tools, references: answers, rejected: answers }).length).toBeLessThan(100_000);
  });
});
