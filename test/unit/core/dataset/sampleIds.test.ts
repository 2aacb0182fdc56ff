import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message, SampleContent } from '../../../../src/core/dataset/sample';
import { promptId, promptText, SampleIds, type Sha256 } from '../../../../src/core/dataset/sampleIds';

const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex');

const sample = (prompt: string, ownId?: string): SampleContent => ({
  messages: [{ role: 'user', content: prompt }],
  references: [],
  metadata: {},
  ...(ownId === undefined ? undefined : { ownId }),
});

/** The ids of a file with these rows; undefined stands for a bad row. */
function idsOf(rows: readonly (SampleContent | undefined)[], hash = sha256): (string | undefined)[] {
  const ids = new SampleIds(rows.length, hash);
  rows.forEach((row, index) => {
    if (row) ids.set(index, row);
  });
  for (const steps = ids.settle(); !steps.next().done;);
  const found = rows.map((row, index) => (ids.isOwn(index) ? row?.ownId : ids.promptIdOf(index)));
  found.forEach((id, index) => {
    if (id !== undefined) expect(ids.rowOf(id)).toBe(index);
    expect(ids.isBad(index)).toBe(id === undefined);
  });
  return found;
}

const prompt = (text: string): string => promptId(sample(text).messages, sha256);

describe('promptText', () => {
  it('is the canonical JSON of the messages in the shape of the API', () => {
    const messages: Message[] = [
      { role: 'user', content: 'Wie heißt „das“?\n' },
      { role: 'assistant', content: '', toolCalls: [{ id: 'c1', name: 'look', arguments: '{"a": 1}' }] },
      { role: 'tool', content: [{ type: 'text', text: 'x' }], toolCallId: 'c1' },
      { role: 'user', content: 'hi', name: 'ada' },
    ];
    expect(promptText(messages)).toBe(
      '[{"content":"Wie heißt „das“?\\n","role":"user"},' +
        '{"content":"","role":"assistant","tool_calls":[{"function":{"arguments":"{\\"a\\": 1}","name":"look"},"id":"c1","type":"function"}]},' +
        '{"content":[{"text":"x","type":"text"}],"role":"tool","tool_call_id":"c1"},' +
        '{"content":"hi","name":"ada","role":"user"}]',
    );
  });

  it('gives the id that coreutils gives', () => {
    // printf '[{"content":"Capital of France?","role":"user"}]' | sha256sum
    expect(prompt('Capital of France?')).toBe('7465eb11fca2');
  });
});

describe('SampleIds', () => {
  it('takes own ids, hashes of prompts, and numbers for repeats in file order', () => {
    expect(idsOf([sample('a', 'x1'), sample('b'), undefined, sample('b'), sample('a'), sample('b')])).toEqual([
      'x1',
      prompt('b'),
      undefined,
      `${prompt('b')}#2`,
      prompt('a'),
      `${prompt('b')}#3`,
    ]);
  });

  it('does not use an own id that several records have', () => {
    expect(idsOf([sample('a', 'same'), sample('b', 'own'), sample('c', 'same'), sample('a', 'same')])).toEqual([
      prompt('a'),
      'own',
      prompt('c'),
      `${prompt('a')}#2`,
    ]);
  });

  it('keeps ids unique where an own id looks like a prompt’s', () => {
    expect(idsOf([sample('a', prompt('b')), sample('x', `${prompt('b')}#3`), sample('b'), sample('b')])).toEqual([
      prompt('b'),
      `${prompt('b')}#3`,
      `${prompt('b')}#2`,
      `${prompt('b')}#4`,
    ]);
  });

  it('keeps leading zeros of a hash', () => {
    expect(idsOf([sample('a')], () => `00000001000a${'f'.repeat(52)}`)).toEqual(['00000001000a']);
  });

  it('does not know other ids', () => {
    const ids = new SampleIds(2, sha256);
    ids.set(0, sample('a'));
    for (const steps = ids.settle(); !steps.next().done;);
    const known = prompt('a');
    for (const id of [
      '',
      'x',
      prompt('b'),
      `${known}#1`,
      `${known}#2`,
      `${known}#0`,
      `${known} `,
      known.toUpperCase(),
    ]) {
      expect(ids.rowOf(id)).toBeUndefined();
    }
    expect(ids.rowOf(known)).toBe(0);
    expect(ids.promptIdOf(7)).toBeUndefined();
  });

  it('gives every sample an id of its own that leads back to it', () => {
    const row = fc.option(
      fc
        .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.option(fc.constantFrom('1', '2', '3', prompt('a'))))
        .map(([text, id]) => sample(text, id ?? undefined)),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const ids = idsOf(rows).filter((id) => id !== undefined);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('keeps the ids of different samples when rows move and references change', () => {
    const rows = fc
      .uniqueArray(fc.string(), { minLength: 1, maxLength: 20 })
      .map((prompts) => prompts.map((text, index) => sample(text, index % 3 === 0 ? `id-${text}` : undefined)));
    fc.assert(
      fc.property(
        rows.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          const before = new Map(list.map((row, index) => [row, idsOf(list)[index]]));
          const edited = shuffled.map((row) => ({ ...row, references: ['edited'], metadata: { edited: true } }));
          expect(idsOf(edited)).toEqual(shuffled.map((row) => before.get(row)));
        },
      ),
    );
  });
});
