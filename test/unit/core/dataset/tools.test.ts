import { describe, expect, it } from 'vitest';
import { readTools } from '../../../../src/core/dataset/tools';

const definition = { name: 'find_lease', parameters: { type: 'object' } };
const tool = { type: 'function', function: definition };

describe('readTools', () => {
  it.each([
    ['OpenAI chat', { tools: [tool] }],
    ['JSON text', { tools: JSON.stringify([tool]) }],
    ['OpenAI responses', { tools: [{ type: 'function', ...definition }] }],
    ['bare functions', { tools: [definition] }],
    ['old OpenAI files', { functions: [definition] }],
    ['old OpenAI files with nulls', { tools: null, functions: [definition, null] }],
    ['Gemini', { tools: [{ functionDeclarations: [definition] }] }],
    ['Gemini’s API', { tools: [{ function_declarations: [definition] }] }],
    ['Amazon Bedrock', { tools: [{ toolSpec: { name: 'find_lease', inputSchema: { json: { type: 'object' } } } }] }],
  ])('gives functions of %s as the chat API takes them', (_name, record) => {
    expect(readTools(record)).toEqual([tool]);
  });

  it('keeps what is no function', () => {
    const others = [{ type: 'web_search', name: 'x' }, 'code', { google_search: {} }, { functionDeclarations: 'f' }];
    expect(readTools({ tools: others })).toEqual(others);
  });

  it.each<[string, Parameters<typeof readTools>[0]]>([
    ['none', {}],
    ['an empty list', { tools: [] }],
    ['text that is no JSON', { tools: 'hammer' }],
    ['JSON of a text', { tools: '"[]"' }],
    ['JSON that is nested too deeply', { tools: `${'['.repeat(10_000)}${']'.repeat(10_000)}` }],
    ['an object', { tools: { name: 'f' } }],
  ])('finds none in %s', (_name, record) => {
    expect(readTools(record)).toBeUndefined();
  });
});
