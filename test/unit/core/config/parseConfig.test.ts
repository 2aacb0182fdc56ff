import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_CONFIG } from '../../../../src/core/config/config';
import { parseConfig } from '../../../../src/core/config/parseConfig';

describe('parseConfig', () => {
  it('reads the example of the README with comments and trailing commas, and fills in the defaults', () => {
    const { config, problems } = parseConfig(`{
      // both on one server
      "models": {
        "base": { "endpoint": "http://127.0.0.1:8000/v1", "model": "llama", "api": "completions", "template": "alpaca" },
        "tuned": { "endpoint": "http://127.0.0.1:8000/v1", "model": "legal-lora", },
      },
      "categories": [{ "id": "wrong-clause", "title": "Wrong clause" }],
    }`);
    expect(problems).toEqual([]);
    expect(config.models['base']).toEqual({
      endpoint: 'http://127.0.0.1:8000/v1',
      model: 'llama',
      api: 'completions',
      template: 'alpaca',
      parameters: {},
    });
    expect(config.models['tuned']?.api).toBe('chat');
    expect(config.categories).toEqual([{ id: 'wrong-clause', title: 'Wrong clause', definition: '' }]);
    expect(config.datasets).toBeUndefined();
  });

  it('reads the sample workspace without a problem', () => {
    const { config, problems } = parseConfig(readFileSync('media/sample/tuning-fork.json', 'utf8'));
    expect(problems).toEqual([]);
    expect(Object.keys(config.models)).toEqual(['base', 'tuned']);
  });

  it('gives the empty configuration for an empty file, without a problem', () => {
    expect(parseConfig(' \n')).toEqual({ config: EMPTY_CONFIG, problems: [] });
  });

  it('keeps the good entries beside a bad one and says where the bad one is', () => {
    const text = [
      '{',
      '  "models": {',
      '    "base": { "endpoint": "http://a/v1" },',
      '    "tuned": { "endpoint": "http://b/v1", "model": "m" }',
      '  },',
      '  "categories": [{ "id": "Not An Id", "title": "x" }, { "id": "good", "title": "Good" }]',
      '}',
    ].join('\n');
    const { config, problems } = parseConfig(text);
    expect(Object.keys(config.models)).toEqual(['tuned']);
    expect(config.categories.map(({ id }) => id)).toEqual(['good']);
    expect(problems).toEqual([
      // The object that lacks the member: columns 13 up to the one behind the closing brace.
      { message: '“model” is missing in “models.base”.', line: 3, column: 13, endLine: 3, endColumn: 42 },
      {
        message: '“categories.0.id”: Use lower-case letters, digits and hyphens only.',
        line: 6,
        column: 26,
        endLine: 6,
        endColumn: 37,
      },
    ]);
  });

  it('drops a member of the wrong type whole', () => {
    const { config, problems } = parseConfig('{ "datasets": 3, "categories": [{ "id": "a", "title": "A" }] }');
    expect(config.datasets).toBeUndefined();
    expect(config.categories).toHaveLength(1);
    expect(problems.map(({ message }) => message)).toEqual(['“datasets” must be a list, not 3.']);
  });

  it('reads what stands before a syntax error and names its line', () => {
    const { config, problems } = parseConfig('{\n  "categories": [{ "id": "a", "title": "A" }],\n  "models": {,\n}');
    expect(config.categories).toHaveLength(1);
    expect(problems[0]?.line).toBe(3);
    expect(problems[0]?.message).toMatch(/^The file is not valid JSON here/);
  });

  it('takes hostile member names and deep nesting for what they are', () => {
    expect(parseConfig('{ "__proto__": { "models": {} }, "constructor": 1 }').config).toEqual(EMPTY_CONFIG);
    expect(parseConfig(`{ "models": ${'['.repeat(200_000)}`).problems[0]?.message).toMatch(/nested too deeply/);
  });

  it('never throws, and gives places inside the text', () => {
    const fragment = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"models"',
      '"base"',
      '"categories"',
      '1',
      'null',
      '\n',
      '//',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string({ maxLength: 4 })), { maxLength: 30 }), (parts) => {
        const text = parts.join(' ');
        const lines = text.split('\n');
        for (const { line, column, endLine, endColumn } of parseConfig(text).problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(endLine).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
          expect(endColumn).toBeLessThanOrEqual((lines[endLine - 1] ?? '').length + 1);
        }
      }),
    );
  });
});
