import { describe, expect, it } from 'vitest';
import { detectFormat, looksLikeDataset } from '../../../../src/core/dataset/detect';
import type { JsonObject } from '../../../../src/core/dataset/json';

const CHAT = {
  messages: [
    { role: 'user', content: 'a' },
    { role: 'assistant', content: 'b' },
  ],
};
const ALPACA = { instruction: 'a', input: '', output: 'b' };

describe('detectFormat', () => {
  it.each<[string, JsonObject]>([
    ['openai-chat', CHAT],
    ['openai-chat', { ...CHAT, prompt: 'x', completion: 'y', input: 'z', ideal: 'w' }],
    ['openai-evals', { input: 'a', ideal: ['b'] }],
    ['alpaca', ALPACA],
    ['alpaca', { ...ALPACA, prompt: 'x', completion: 'y' }],
    ['prompt-completion', { prompt: 'a', completion: 'b' }],
    ['columns', { question: 'a', answer: 'b' }],
    ['openai-preference', { input: CHAT, preferred_output: CHAT.messages, non_preferred_output: CHAT.messages }],
    ['preference', { ...CHAT, chosen: 'x', rejected: 'y' }],
    ['preference', { prompt: 'x', chosen: 'y', rejected: 'z', instruction: 'w', output: 'v' }],
    ['alpaca', { instruction: 'x', chosen: 'y', rejected: 'z' }],
    ['sharegpt', { conversations: [{ from: 'human', value: 'x' }], chosen: {}, rejected: {} }],
    ['sharegpt', { conversations: CHAT.messages }],
    ['openai-batch', { custom_id: 'x', body: CHAT }],
    ['gemini', { contents: [{ parts: [] }] }],
    ['bedrock-conversation', { schemaVersion: 'bedrock-conversation-2024', ...CHAT }],
    ['openai-eval-items', { item: { question: 'a' } }],
    ['stepwise', { prompt: 'a', completions: ['b'], labels: [true] }],
    ['unpaired-preference', { prompt: 'a', completion: 'b', label: false }],
    ['prompt-completion', { prompt: 'a', completion: 'b', label: 'c' }],
    ['prompt-only', { prompt: 'a' }],
    ['prompt-only', { prompt: CHAT.messages, answer: 'a' }],
    ['columns', { prompt: 'a', answer: 'b' }],
    ['text', { text: 'a', source: 'b' }],
  ])('tells %s from %j', (id, record) => {
    expect(detectFormat([record])?.id).toBe(id);
  });

  it('goes by the majority, and by the order of the formats among equals', () => {
    expect(detectFormat([CHAT, ALPACA, ALPACA])?.id).toBe('alpaca');
    expect(detectFormat([ALPACA, CHAT])?.id).toBe('openai-chat');
    expect(detectFormat([{ a: 1 }, { b: 1 }, ALPACA])?.id).toBe('alpaca');
  });

  it('finds none in other data', () => {
    expect(detectFormat([])).toBeUndefined();
    expect(detectFormat([{ name: 'x' }])).toBeUndefined();
  });

  it('follows a prompt field that the configuration names', () => {
    const record = { ...ALPACA, chat: CHAT.messages, clause: 'c' };
    expect(detectFormat([record], { prompt: 'clause' })?.id).toBe('columns');
    expect(detectFormat([record], { prompt: 'chat' })?.id).toBe('openai-chat');
    expect(detectFormat([record], { prompt: 'chat', reference: 'output' })?.id).toBe('columns');
    expect(detectFormat([record], { reference: 'output' })?.id).toBe('alpaca');
    expect(detectFormat([{ item: { clause: 'c' } }], { prompt: 'clause' })?.id).toBe('openai-eval-items');
  });
});

describe('looksLikeDataset', () => {
  it('takes files with mostly samples', () => {
    expect(looksLikeDataset([CHAT, CHAT, { broken: true }])).toBe(true);
    expect(looksLikeDataset([CHAT, { a: 1 }, { b: 1 }])).toBe(false);
    expect(looksLikeDataset([])).toBe(false);
  });

  it.each<[string, JsonObject]>([
    ['a package manifest', { name: 'x', version: '1.0.0', scripts: {}, dependencies: {} }],
    ['a compiler configuration', { compilerOptions: { target: 'es2022' }, include: ['src'] }],
    ['an order', { item: { name: 'x', text: 'y', label: 'z' }, count: 2 }],
    ['a list of texts', { text: 'x', key: 'menu.open' }],
    ['a log', { level: 'info', text: 'started', time: 1 }],
    ['a note', { sample: '3f9a', reviewer: 'ada', verdict: 'tuned', text: 'x', label: 'y' }],
    ['a journal header', { type: 'run', version: 1, prompt: 'x' }],
    ['a journal response', { type: 'response', sample: '3f9a', model: 'base', text: 'x', reference: 'y' }],
  ])('refuses %s', (_name, record) => {
    expect(looksLikeDataset([record])).toBe(false);
  });
});
