import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { appendConfigValue, setConfigValue } from '../../../../src/core/config/editConfig';

const TEXT = `{
  // where the models are
  "models": {
    "tuned": { "endpoint": "http://b/v1", "model": "b" } // ours
  },
  /* the taxonomy */
  "categories": [
    { "id": "a", "title": "A" }, // first
  ],
}
`;

describe('setConfigValue', () => {
  it('keeps comments, order and everything else', () => {
    const edited = setConfigValue(TEXT, ['models', 'base'], { endpoint: 'demo:', model: 'demo-base' });
    for (const kept of ['// where the models are', '// ours', '/* the taxonomy */', '// first']) {
      expect(edited).toContain(kept);
    }
    expect(edited.indexOf('"models"')).toBeLessThan(edited.indexOf('"categories"'));
    expect(parse(edited, [], { allowTrailingComma: true })).toEqual({
      models: { tuned: { endpoint: 'http://b/v1', model: 'b' }, base: { endpoint: 'demo:', model: 'demo-base' } },
      categories: [{ id: 'a', title: 'A' }],
    });
  });

  it('writes a new file with two spaces', () => {
    expect(setConfigValue('', ['models', 'base'], { endpoint: 'demo:' })).toBe(
      '{\n  "models": {\n    "base": {\n      "endpoint": "demo:"\n    }\n  }\n}\n',
    );
  });

  it('keeps tabs and CRLF', () => {
    expect(setConfigValue('{\r\n\t"a": 1\r\n}\r\n', ['b'], 2)).toBe('{\r\n\t"a": 1,\r\n\t"b": 2\r\n}\r\n');
  });

  it('reads back as what was set, whatever is set', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.jsonValue(), (key, value) => {
        const written = setConfigValue('{ "a": 1 }', ['parameters', `k${key}`], value);
        const { parameters } = JSON.parse(written) as { parameters: Record<string, unknown> };
        expect(JSON.stringify(parameters[`k${key}`])).toBe(JSON.stringify(value));
      }),
    );
  });
});

describe('appendConfigValue', () => {
  it('appends behind the last item and keeps the comments', () => {
    const edited = appendConfigValue(TEXT, ['categories'], { id: 'b', title: 'B' });
    expect(edited).toContain('// first');
    expect(
      (parse(edited, [], { allowTrailingComma: true }) as { categories: { id: string }[] }).categories.map(
        ({ id }) => id,
      ),
    ).toEqual(['a', 'b']);
  });

  it('makes the list, and the file', () => {
    expect(parse(appendConfigValue('{"models":{}}', ['categories'], 1))).toEqual({ models: {}, categories: [1] });
    expect(parse(appendConfigValue('', ['categories'], 1))).toEqual({ categories: [1] });
  });
});
