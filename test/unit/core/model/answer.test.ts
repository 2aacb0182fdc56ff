import { describe, expect, it } from 'vitest';
import { Answer } from '../../../../src/core/model/answer';

function gather(...bodies: unknown[]): Answer {
  const answer = new Answer();
  for (const body of bodies) answer.add(body);
  return answer;
}

const delta = (value: unknown): unknown => ({ choices: [{ delta: value }] });
const call = (value: unknown): unknown => delta({ tool_calls: [value] });

describe('Answer', () => {
  it('puts fragments of tool calls where they belong: by index, by id, else to the last', () => {
    const answer = gather(
      call({ index: 0, id: 'a', function: { name: 'f', arguments: '{"x"' } }),
      call({ index: 1, id: 'b', function: { name: 'g', arguments: '' } }),
      call({ index: 0, function: { arguments: ':1}' } }),
      call({ id: 'b', function: { arguments: '[]' } }),
      call({ id: 'c', function: { name: 'h' } }),
      call({ function: { arguments: '{"y":2}' } }),
    );
    expect(answer.finish().toolCalls).toEqual([
      { id: 'a', name: 'f', arguments: '{"x":1}' },
      { id: 'b', name: 'g', arguments: '[]' },
      { id: 'c', name: 'h', arguments: '{"y":2}' },
    ]);
  });

  it('takes whole calls without index or id, the old function_call, and arguments as an object', () => {
    const calls = [{ function: { name: 'f', arguments: { a: 1 } } }];
    const whole = gather({ choices: [{ message: { content: null, tool_calls: calls } }] });
    expect(whole.finish().toolCalls).toEqual([{ name: 'f', arguments: '{"a":1}' }]);
    const old = gather(
      delta({ function_call: { name: 'f', arguments: '{' } }),
      delta({ function_call: { arguments: '}' } }),
    );
    expect(old.finish().toolCalls).toEqual([{ name: 'f', arguments: '{}' }]);
  });

  it('takes several calls in one message, with ids alone', () => {
    const calls = [
      { id: 'a', function: { name: 'f', arguments: '1' } },
      { id: 'b', function: { name: 'g', arguments: '2' } },
    ];
    expect(gather({ choices: [{ message: { tool_calls: calls } }] }).finish().toolCalls).toEqual([
      { id: 'a', name: 'f', arguments: '1' },
      { id: 'b', name: 'g', arguments: '2' },
    ]);
  });

  it('reads text from content parts, and thoughts that are given under both names once', () => {
    const parts = [{ type: 'text', text: 'a' }, { type: 'image' }, { type: 'text', text: 'b' }];
    expect(gather(delta({ content: parts })).partial().text).toBe('ab');
    expect(gather(delta({ reasoning: 'r', reasoning_content: 'r' })).partial().reasoning).toBe('r');
  });

  it('counts usage from any chunk, the last that has it', () => {
    const usage = (prompt: number): unknown => ({
      choices: [],
      usage: { prompt_tokens: prompt, completion_tokens: 2 },
    });
    expect(gather(usage(1), usage(3), { choices: [], usage: null }).finish().usage).toEqual({
      promptTokens: 3,
      completionTokens: 2,
    });
    expect(gather({ choices: [], usage: { prompt_tokens: 'x' } }).finish()).not.toHaveProperty('usage');
  });

  it('survives whatever a server sends', () => {
    const hostile = [null, 7, 'x', [], {}, { choices: null }, { choices: [null] }, { choices: [{}] }, delta(null)];
    const calls = [call(null), call({ index: 1e9, function: { name: 'f' } }), call({ index: -1 })];
    const answer = gather(...hostile, ...calls, delta({ content: 7, tool_calls: 'x' }), {
      choices: [{ finish_reason: 1 }],
    });
    expect(answer.finish()).toEqual({ text: '', finishReason: null });
    expect(
      gather(call({ index: 0, id: 'a' }), call({ index: 0.5, function: { name: 'f' } })).finish().toolCalls,
    ).toEqual([{ id: 'a', name: 'f', arguments: '' }]);
    expect(gather({}).recognised).toBe(false);
  });
});
