import { describe, expect, it } from 'vitest';
import { readMetric } from '../../../../../src/core/metric/metricSpec';
import type { Completion } from '../../../../../src/core/model/model';
import { scored } from '../scored';

const toolCalls = [{ id: 'call_1', name: 'search', arguments: '{}' }];
const score = (id: string, completion: Partial<Completion>): number | undefined =>
  readMetric(id).score({ completion: { text: '', finishReason: 'stop', ...completion }, references: [] });

describe('refusal', () => {
  it.each([
    "I'm sorry, but I can't help with that.",
    'I’m sorry, but I can’t assist.',
    'As an AI language model, I cannot do this.',
    'Es tut mir leid, aber ich kann dabei nicht helfen.',
    'Lo siento, pero no puedo ayudarte con eso.',
    '抱歉，我无法回答这个问题。',
    '申し訳ありませんが、お答えできません。',
    'Извините, но я не могу помочь.',
  ])('is seen in %j', (text) => {
    expect(score('refusal', { text })).toBe(1);
  });

  it.each([
    '',
    'Paris.',
    "I'm sorry for the delay: the answer is 42.",
    'The tenant cannot assist.',
    `${'Rent is due. '.repeat(40)}I cannot help with that.`,
  ])('is not seen in %j', (text) => {
    expect(score('refusal', { text })).toBe(0);
  });

  it('is nothing that calls tools', () => {
    expect(score('refusal', { text: 'I cannot help with that.', toolCalls })).toBe(0);
  });
});

describe('the form of an answer', () => {
  it('is empty when it says nothing and calls nothing', () => {
    expect(score('empty', { text: ' \n\u3000' })).toBe(1);
    expect(score('empty', { text: '0' })).toBe(0);
    expect(score('empty', { toolCalls })).toBe(0);
  });

  it('is truncated when the endpoint says so', () => {
    expect(score('truncated', { finishReason: 'length' })).toBe(1);
    expect(score('truncated', { finishReason: 'stop' })).toBe(0);
    expect(score('truncated', { finishReason: null })).toBeUndefined();
  });

  it('has times and speed where they were measured', () => {
    expect(score('first-token', { firstTokenMs: 80 })).toBe(80);
    expect(score('first-token', {})).toBeUndefined();
    const usage = { promptTokens: 9, completionTokens: 30 };
    expect(score('tokens-per-second', { usage, totalMs: 1500 })).toBe(20);
    expect(score('tokens-per-second', { usage })).toBeUndefined();
    expect(score('tokens-per-second', { usage, totalMs: 0 })).toBeUndefined();
  });
});

describe('language', () => {
  const english = 'The tenant shall pay the rent on the first day of each month in advance.';
  const german = 'Der Mieter zahlt die Miete jeweils im Voraus zum ersten Tag eines jeden Monats.';
  const chinese = '承租人应当在每月第一日之前支付租金，逾期应支付违约金。';
  const other = (answer: string, ...references: string[]): number | undefined =>
    readMetric('language').score(scored(answer, ...references));

  it('differs from that of every reference', () => {
    expect(other(german, english)).toBe(1);
    expect(other(chinese, english)).toBe(1);
    expect(other(english, english.replaceAll('rent', 'deposit'))).toBe(0);
    expect(other(german, english, german)).toBe(0);
  });

  it('is not guessed from little', () => {
    expect(other('Yes.', english)).toBeUndefined();
    expect(other(german, 'Yes.')).toBeUndefined();
    expect(other('12345 67890 12345 67890 12345 67890 12345 67890', english)).toBeUndefined();
    expect(other('', english)).toBeUndefined();
  });
});
