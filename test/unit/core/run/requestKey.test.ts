import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ModelRequest, ModelSpec } from '../../../../src/core/model/model';
import { requestKey } from '../../../../src/core/run/requestKey';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function keyOf(spec: Partial<ModelSpec> = {}, rest: Partial<ModelRequest> = {}, repeat = 0): string {
  return requestKey(
    {
      spec: { endpoint: 'http://h:1/v1', model: 'm', api: 'chat', parameters: { seed: 1, temperature: 0 }, ...spec },
      messages: [{ role: 'user', content: 'Hi' }],
      ...rest,
    },
    repeat,
    sha256,
  );
}

describe('requestKey', () => {
  it('is the SHA-256 of the canonical JSON', () => {
    const canonical =
      '{"api":"chat","endpoint":"http://h:1/v1","messages":[{"content":"Hi","role":"user"}],"model":"m",' +
      '"parameters":{"seed":1,"temperature":0},"repeat":0}';
    expect(keyOf()).toBe(sha256(canonical));
  });

  it.each<[string, string]>([
    ['a slash at the end of the endpoint', keyOf({ endpoint: 'http://h:1/v1/' })],
    ['the host’s case', keyOf({ endpoint: 'HTTP://H:1/v1' })],
    ['the order of parameters', keyOf({ parameters: { temperature: 0, seed: 1 } })],
    ['a template that chat does not use', keyOf({ template: 'alpaca' })],
    ['an empty list of tools', keyOf({}, { tools: [] })],
  ])('does not depend on %s', (_what, key) => {
    expect(key).toBe(keyOf());
  });

  it('depends on everything that decides the answer', () => {
    const keys = [
      keyOf(),
      keyOf({ endpoint: 'http://h:2/v1' }),
      keyOf({ endpoint: 'demo:' }),
      keyOf({ model: 'n' }),
      keyOf({ revision: 'r' }),
      keyOf({ api: 'completions' }),
      keyOf({ api: 'completions', template: 'alpaca' }),
      keyOf({ parameters: {} }),
      keyOf({}, { messages: [{ role: 'system', content: 'Hi' }] }),
      keyOf({}, { messages: [{ role: 'assistant', content: 'Hi', toolCalls: [{ name: 'f', arguments: '' }] }] }),
      keyOf({}, { tools: [{ type: 'function' }] }),
      keyOf({}, {}, 1),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
