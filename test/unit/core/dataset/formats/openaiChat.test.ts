import { describe, expect, it } from 'vitest';
import { openaiChat } from '../../../../../src/core/dataset/formats/openaiChat';

const user = (content: string) => ({ role: 'user', content });
const assistant = (content: string) => ({ role: 'assistant', content });

// Records as in OpenAI's guides to supervised fine-tuning and function calling.
const WEATHER_CALL = {
  id: 'call_1',
  type: 'function',
  function: { name: 'get_current_weather', arguments: '{"location": "San Francisco, USA", "format": "celsius"}' },
};
const WEATHER_TOOL = {
  type: 'function',
  function: { name: 'get_current_weather', parameters: { type: 'object', properties: {} } },
};

describe('OpenAI chat', () => {
  it('takes the last assistant message as the reference and everything before it as the prompt', () => {
    const record = {
      messages: [
        { role: 'system', content: 'Marv is a factual chatbot that is also sarcastic.' },
        user("What's the capital of France?"),
        { ...assistant('Paris'), weight: 0 },
        user('Can you be more sarcastic?'),
        { ...assistant("Paris, as if everyone doesn't know that already."), weight: 1 },
      ],
    };
    expect(openaiChat.matches(record)).toBe(true);
    expect(openaiChat.read(record, {})).toEqual({
      messages: [
        { role: 'system', content: 'Marv is a factual chatbot that is also sarcastic.' },
        user("What's the capital of France?"),
        assistant('Paris'),
        user('Can you be more sarcastic?'),
      ],
      references: ["Paris, as if everyone doesn't know that already."],
      metadata: {},
    });
  });

  it('takes an answer by tool calls as canonical JSON without ids, and keeps the tools', () => {
    const record = {
      messages: [user('What is the weather in San Francisco?'), { role: 'assistant', tool_calls: [WEATHER_CALL] }],
      parallel_tool_calls: false,
      tools: [WEATHER_TOOL],
    };
    expect(openaiChat.read(record, {})).toEqual({
      messages: [user('What is the weather in San Francisco?')],
      references: ['[{"arguments":{"format":"celsius","location":"San Francisco, USA"},"name":"get_current_weather"}]'],
      tools: [WEATHER_TOOL],
      metadata: { parallel_tool_calls: false },
    });
  });

  it('keeps tool calls, tool results, names and content parts of the prompt whole', () => {
    const image = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };
    const record = {
      messages: [
        { role: 'user', name: 'ada', content: [{ type: 'text', text: 'What is this?' }, image] },
        { role: 'assistant', content: null, tool_calls: [WEATHER_CALL] },
        { role: 'tool', tool_call_id: 'call_1', content: '21.0' },
        assistant('Warm.'),
      ],
    };
    expect(openaiChat.read(record, {})).toEqual({
      messages: [
        { role: 'user', name: 'ada', content: [{ type: 'text', text: 'What is this?' }, image] },
        {
          role: 'assistant',
          content: '',
          toolCalls: [{ id: 'call_1', name: 'get_current_weather', arguments: WEATHER_CALL.function.arguments }],
        },
        { role: 'tool', toolCallId: 'call_1', content: '21.0' },
      ],
      references: ['Warm.'],
      metadata: {},
    });
  });

  it('reads the old function_call and functions, and arguments given as an object', () => {
    const record = {
      messages: [user('Hi'), { role: 'assistant', function_call: { name: 'greet', arguments: { b: 1, a: 2 } } }],
      functions: [{ name: 'greet', parameters: {} }],
    };
    expect(openaiChat.read(record, {})).toEqual({
      messages: [user('Hi')],
      references: ['[{"arguments":{"a":2,"b":1},"name":"greet"}]'],
      tools: [{ type: 'function', function: { name: 'greet', parameters: {} } }],
      metadata: {},
    });
  });

  it('reads a reinforcement item: all messages are the prompt, reference_answer is the reference', () => {
    const record = { messages: [user('2 + 2?')], reference_answer: 4, difficulty: 'easy' };
    expect(openaiChat.read(record, {})).toEqual({
      messages: [user('2 + 2?')],
      references: ['4'],
      metadata: { difficulty: 'easy' },
    });
  });

  it('reads a system prompt and untyped parts as Amazon Bedrock writes them', () => {
    const record = {
      schemaVersion: 'bedrock-conversation-2024',
      system: [{ text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ text: 'Why is the sky blue?' }] },
        { role: 'assistant', content: [{ text: 'Rayleigh scattering.' }] },
      ],
    };
    expect(openaiChat.read(record, {})).toEqual({
      messages: [
        { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
        { role: 'user', content: [{ type: 'text', text: 'Why is the sky blue?' }] },
      ],
      references: ['Rayleigh scattering.'],
      metadata: { schemaVersion: 'bedrock-conversation-2024' },
    });
  });

  it('takes ids, flattens metadata and lets the record’s own fields win', () => {
    const record = {
      custom_id: 42,
      task: 'own',
      metadata: { task: 'nested', split: 'test' },
      messages: [user('Hi'), assistant('Hello')],
    };
    expect(openaiChat.read(record, {})).toEqual({
      messages: [user('Hi')],
      references: ['Hello'],
      ownId: '42',
      metadata: { split: 'test', task: 'own' },
    });
  });

  it('takes the fields that the configuration names', () => {
    const record = { key: 'k1', chat: [user('Hi'), assistant('Hello')], wanted: ['Hello', 'Hi'] };
    expect(openaiChat.read(record, { prompt: 'chat', reference: 'wanted', id: 'key' })).toEqual({
      messages: [user('Hi')],
      references: ['Hello', 'Hi'],
      ownId: 'k1',
      metadata: {},
    });
  });

  it('asks the whole conversation where its reference stands apart and its last word is not an answer', () => {
    const messages = [user('Hi'), assistant('Hello'), user('Bye')];
    expect(openaiChat.read({ messages, wanted: 'Goodbye' }, { reference: 'wanted' })).toMatchObject({
      messages,
      references: ['Goodbye'],
    });
    expect(openaiChat.read({ messages }, {})).toMatchObject({ messages: [user('Hi')], references: ['Hello'] });
  });

  it('has no reference where the last answer is empty', () => {
    expect(openaiChat.read({ messages: [user('Hi'), assistant(' ')] }, {})).toMatchObject({ references: [] });
  });

  it.each([
    [{ messages: 'Hi' }, '“messages” is not a list of messages.'],
    [{ messages: [] }, '“messages” has no messages.'],
    [{ prompt: 'Hi' }, '“messages” is missing.'],
    [{ messages: [user('Hi'), 'Hello'] }, 'Message 2 is not an object.'],
    [{ messages: [{ content: 'Hi' }] }, 'Message 1 has no role.'],
    [
      { messages: [{ role: 'bot', content: 'Hi' }] },
      'Message 1 has the role “bot”; known are system, developer, user, assistant, tool, function.',
    ],
    [
      { messages: [{ role: 7, content: 'Hi' }] },
      'Message 1 has a role that is not text; known are system, developer, user, assistant, tool, function.',
    ],
    [{ messages: [{ role: 'user' }] }, 'Message 1 has no content.'],
    [{ messages: [{ role: 'user', content: 7 }] }, 'The content of message 1 is neither text nor a list of parts.'],
    [{ messages: [{ role: 'user', content: [7] }] }, 'Message 1 has a content part that is not an object.'],
    [{ messages: [{ role: 'user', content: [{}] }] }, 'Message 1 has a content part without a type.'],
    [{ messages: [user('Hi'), { role: 'assistant', tool_calls: {} }] }, '“tool_calls” of message 2 is not a list.'],
    [
      { messages: [user('Hi'), { role: 'assistant', tool_calls: [{ type: 'function' }] }] },
      'Message 2 has a tool call without a function name.',
    ],
    [
      { messages: [assistant('Hello')] },
      '“messages” asks nothing: there is no user message before the assistant’s answer.',
    ],
  ])('says what is wrong with %j', (record, reason) => {
    expect(openaiChat.read(record, {})).toEqual({ unusable: reason });
  });
});
