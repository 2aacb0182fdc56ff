import { describe, expect, it } from 'vitest';
import type { ModelRequest, ModelSpec } from '../../../../src/core/model/model';
import { requestBody } from '../../../../src/core/model/requestBody';

function request(spec: Partial<ModelSpec>, rest: Partial<ModelRequest> = {}): ModelRequest {
  return {
    spec: { endpoint: 'http://127.0.0.1:1/v1', model: 'm', api: 'chat', parameters: {}, ...spec },
    messages: [{ role: 'user', content: 'Hi' }],
    ...rest,
  };
}

describe('requestBody', () => {
  it('passes parameters on and lets them set neither the model nor the way of sending', () => {
    const parameters = { temperature: 0, top_k: 3, model: 'other', stream: true, stream_options: {}, messages: [] };
    const messages = [{ role: 'user', content: 'Hi' }];
    expect(requestBody(request({ parameters }))).toEqual({ temperature: 0, top_k: 3, model: 'm', messages });
  });

  it('asks for a stream, with token counts or without', () => {
    expect(requestBody(request({}), { usage: true })).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(requestBody(request({}), { usage: false })).not.toHaveProperty('stream_options');
  });

  it('writes messages under OpenAI’s names', () => {
    const image = { type: 'image_url', image_url: { url: 'data:,' } };
    const body = requestBody(
      request(
        {},
        {
          messages: [
            { role: 'user', content: [{ type: 'text', text: 'Look' }, image], name: 'ann' },
            { role: 'assistant', content: '', toolCalls: [{ id: 'a', name: 'f', arguments: '{}' }] },
            { role: 'tool', content: '42', toolCallId: 'a' },
            { role: 'assistant', content: 'So', toolCalls: [{ name: 'g', arguments: '[]' }] },
          ],
          tools: [{ type: 'function', function: { name: 'f' } }],
        },
      ),
    );
    expect(body['messages']).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Look' }, image], name: 'ann' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
      },
      { role: 'tool', content: '42', tool_call_id: 'a' },
      {
        role: 'assistant',
        content: 'So',
        tool_calls: [{ id: 'call_0', type: 'function', function: { name: 'g', arguments: '[]' } }],
      },
    ]);
    expect(body['tools']).toEqual([{ type: 'function', function: { name: 'f' } }]);
  });

  it('lets results without an id answer the calls before them, in order', () => {
    const call = (name: string, id?: string) => ({ name, arguments: '{}', ...(id !== undefined && { id }) });
    const tool = (content: string) => ({ role: 'tool', content }) as const;
    const body = requestBody(
      request(
        {},
        {
          messages: [
            { role: 'assistant', content: '', toolCalls: [call('f'), call('g', 'b')] },
            tool('of f'),
            tool('of g'),
            tool('of nothing'),
            { role: 'function', content: 'old', name: 'f' },
          ],
        },
      ),
    );
    expect(body['messages']).toMatchObject([
      { tool_calls: [{ id: 'call_0' }, { id: 'b' }] },
      { role: 'tool', content: 'of f', tool_call_id: 'call_0' },
      { role: 'tool', content: 'of g', tool_call_id: 'b' },
      { role: 'tool', content: 'of nothing' },
      { role: 'function', content: 'old', name: 'f' },
    ]);
    expect(body['messages']).not.toHaveProperty('3.tool_call_id');
    expect(body['messages']).not.toHaveProperty('4.tool_call_id');
  });

  it('renders the template for completions; a stop of the user’s replaces the template’s', () => {
    expect(requestBody(request({ api: 'completions', template: 'chatml' }))).toEqual({
      model: 'm',
      prompt: '<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n',
      stop: ['<|im_end|>'],
    });
    const own = request({ api: 'completions', template: 'chatml', parameters: { stop: ['\n'], max_tokens: 5 } });
    expect(requestBody(own)).toMatchObject({ stop: ['\n'], max_tokens: 5 });
    expect(requestBody(request({ api: 'completions' }))).toEqual({ model: 'm', prompt: 'Hi' });
  });
});
