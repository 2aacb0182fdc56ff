import { describe, expect, it } from 'vitest';
import type { RowFinding } from '../../../../../src/core/check/check';
import { conversationsOf } from '../../../../../src/core/check/conversation';
import { ROW_CHECKS } from '../../../../../src/core/check/rows/registry';
import { detectFormat } from '../../../../../src/core/dataset/detect';
import type { FieldMap, Format } from '../../../../../src/core/dataset/format';
import { columns } from '../../../../../src/core/dataset/formats/columns';
import { formatById } from '../../../../../src/core/dataset/formats/registry';
import type { JsonObject } from '../../../../../src/core/dataset/json';

/** What one check says of a record. */
function run(id: string, record: JsonObject, fields: FieldMap = {}, format?: Format): readonly RowFinding[] {
  const chosen = format ?? detectFormat([record], fields) ?? columns;
  const content = chosen.read(record, fields);
  const conversations = conversationsOf(record, fields.prompt);
  const check = ROW_CHECKS.find((candidate) => candidate.id === id);
  if (!check) throw new Error(`There is no check ${id}.`);
  return check.check({ record, content, format: chosen, fields, conversations });
}

const pathsOf = (findings: readonly RowFinding[]): string[] => findings.map(({ path }) => path.join('.'));

const messages = (...roles: string[]): JsonObject => ({ messages: roles.map((role) => ({ role, content: 'x' })) });

const call = (args: JsonObject | string, id = 'c1'): JsonObject => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, type: 'function', function: { name: 'f', arguments: args } }],
});

const chatFormat = formatById('openai-chat');

describe('role-order', () => {
  it.each([
    ['system after the user', messages('user', 'system', 'assistant'), 'messages.1.role'],
    ['begins with the assistant', messages('system', 'assistant', 'user', 'assistant'), 'messages.1.role'],
    ['two users', messages('user', 'user', 'assistant'), 'messages.1.role'],
    ['two assistants', messages('user', 'assistant', 'assistant'), 'messages.2.role'],
  ])('%s', (_name, record, path) => {
    expect(pathsOf(run('role-order', record))).toEqual([path]);
  });

  it.each([
    messages('system', 'developer', 'user', 'assistant', 'user', 'assistant'),
    {
      messages: [
        { role: 'user', content: 'x' },
        call('{}'),
        { role: 'tool', tool_call_id: 'c1', content: '1' },
        { role: 'assistant', content: 'y' },
      ],
    },
  ])('accepts what is in order', (record) => {
    expect(run('role-order', record)).toEqual([]);
  });

  it('knows the roles of ShareGPT and Gemini', () => {
    const turns = (...names: string[]): JsonObject => ({ conversations: names.map((from) => ({ from, value: 'x' })) });
    expect(pathsOf(run('role-order', turns('human', 'gpt', 'gpt')))).toEqual(['conversations.2.from']);
    expect(run('role-order', turns('system', 'human', 'function_call', 'observation', 'gpt'))).toEqual([]);
    const contents = (...roles: string[]): JsonObject => ({
      contents: roles.map((role) => ({ role, parts: [{ text: 'x' }] })),
    });
    expect(pathsOf(run('role-order', contents('user', 'user', 'model')))).toEqual(['contents.1.role']);
    expect(run('role-order', contents('user', 'model'))).toEqual([]);
  });
});

describe('unknown-role', () => {
  it('names the role, and is the reason where the row cannot be used', () => {
    const findings = run('unknown-role', messages('user', 'narrator'), {}, chatFormat);
    expect(findings).toMatchObject([{ path: ['messages', 1, 'role'], isReason: true }]);
    expect(findings[0]?.message).toContain('“narrator”');
    expect(run('unknown-role', messages('user', 'assistant'))).toEqual([]);
  });
});

describe('tool-answer', () => {
  const answered = (toolCallId: string): JsonObject => ({
    messages: [
      { role: 'user', content: 'x' },
      call('{}', 'c1'),
      { role: 'tool', tool_call_id: toolCallId, content: '1' },
    ],
  });

  it('wants a call before a result, and its id', () => {
    expect(pathsOf(run('tool-answer', messages('user', 'tool', 'assistant')))).toEqual(['messages.1.role']);
    expect(pathsOf(run('tool-answer', messages('user', 'assistant', 'tool')))).toEqual(['messages.2.role']);
    expect(pathsOf(run('tool-answer', answered('c2')))).toEqual(['messages.2.tool_call_id']);
    expect(run('tool-answer', answered('c1'))).toEqual([]);
  });
});

describe('tool-arguments', () => {
  const withCall = (args: JsonObject | string): JsonObject => ({
    messages: [{ role: 'user', content: 'x' }, call(args)],
  });
  const path = 'messages.1.tool_calls.0.function.arguments';

  it('wants JSON as a text, and offers to write an object so', () => {
    const [asObject] = run('tool-arguments', withCall({ a: 1 }));
    expect([asObject?.path.join('.'), asObject?.fix]).toEqual([path, 'stringify-arguments']);
    const [noJson] = run('tool-arguments', withCall('{a: 1}'));
    expect([noJson?.path.join('.'), noJson?.fix]).toEqual([path, undefined]);
    expect(run('tool-arguments', withCall('{"a": 1}'))).toEqual([]);
  });

  it('reads the older function_call', () => {
    const record = {
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', function_call: { name: 'f', arguments: { a: 1 } } },
      ],
    };
    expect(pathsOf(run('tool-arguments', record))).toEqual(['messages.1.function_call.arguments']);
  });
});

describe('last-message', () => {
  it('wants the assistant last where an assistant speaks', () => {
    expect(pathsOf(run('last-message', messages('user', 'assistant', 'user')))).toEqual(['messages.2.role']);
    expect(run('last-message', messages('user', 'assistant'))).toEqual([]);
  });

  it('leaves prompts alone: no answer at all, or an answer beside the messages', () => {
    expect(run('last-message', messages('system', 'user'))).toEqual([]);
    expect(run('last-message', { ...messages('user', 'assistant', 'user'), reference_answer: '4' })).toEqual([]);
  });
});

describe('empty-content', () => {
  const content = (value: JsonObject['content']): JsonObject => ({
    messages: [
      { role: 'user', content: value },
      { role: 'assistant', content: 'y' },
    ],
  });

  it.each(['', ' \n', [], [{ type: 'text', text: '' }]])('finds %j', (value) => {
    expect(pathsOf(run('empty-content', content(value)))).toEqual(['messages.0.content']);
  });

  it.each(['x', ' x', [{ type: 'image_url', image_url: { url: 'u' } }]])('accepts %j', (value) => {
    expect(run('empty-content', content(value))).toEqual([]);
  });

  it('accepts an empty text beside a tool call', () => {
    expect(
      run('empty-content', {
        messages: [
          { role: 'user', content: 'x' },
          { ...call('{}'), content: '' },
        ],
      }),
    ).toEqual([]);
  });
});

describe('missing-reference', () => {
  it('points at the empty field', () => {
    expect(pathsOf(run('missing-reference', { instruction: 'x', output: '' }))).toEqual(['output']);
    expect(run('missing-reference', { instruction: 'x', output: 'y' })).toEqual([]);
    expect(run('missing-reference', { prompt: 'x', completion: 'y', label: false })).toEqual([]);
  });
});

describe('mixed-formats', () => {
  it('finds rows of another format, and rows of two', () => {
    const alien = run('mixed-formats', { instruction: 'x', output: 'y' }, {}, chatFormat);
    expect(alien).toMatchObject([{ path: [], isReason: true }]);
    expect(alien[0]?.message).toContain('Alpaca');
    expect(pathsOf(run('mixed-formats', { ...messages('user', 'assistant'), text: 'x' }))).toEqual(['text']);
    expect(run('mixed-formats', messages('user', 'assistant'))).toEqual([]);
  });

  it('does not count columns as a format of their own', () => {
    expect(run('mixed-formats', { question: 'x', answer: 'y' }, {}, chatFormat)).toEqual([]);
  });

  it('says nothing where the configuration names the fields', () => {
    expect(run('mixed-formats', { instruction: 'x', output: 'y' }, { prompt: 'instruction' }, columns)).toEqual([]);
  });
});
