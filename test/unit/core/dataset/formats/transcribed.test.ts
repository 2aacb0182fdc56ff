import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transcribed, transcriptLine, unusableLine } from '../../../../../src/core/dataset/formats/transcribed';
import type { JsonObject } from '../../../../../src/core/dataset/json';
import type { SampleContent } from '../../../../../src/core/dataset/sample';

const format = transcribed({ id: 'tool', title: 'A tool' });
const read = (line: string): unknown => format.read(JSON.parse(line) as JsonObject, {});

describe('a transcript', () => {
  it('goes by the name of the format that it came from', () => {
    expect(format).toMatchObject({ id: 'tool', title: 'A tool' });
  });

  it('holds samples whole', () => {
    const content: SampleContent = {
      ownId: 'a-1',
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What?' },
            { type: 'image_url', image_url: { url: 'x' } },
          ],
          name: 'ada',
        },
        { role: 'assistant', content: '', toolCalls: [{ id: 'c', name: 'f', arguments: '{"a": 1}' }] },
        { role: 'tool', content: '42', toolCallId: 'c' },
      ],
      references: ['x', '{"a":1}'],
      rejected: ['y'],
      tools: [{ type: 'function', function: { name: 'f' } }],
      metadata: { topic: 'x', id: 3, messages: 'm' },
    };
    expect(read(transcriptLine(content))).toEqual(content);
  });

  it('holds any texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ minLength: 1, unit: 'binary' }), (prompt, reference) => {
        fc.pre(reference.trim() !== '');
        const content: SampleContent = {
          messages: [{ role: 'user', content: prompt }],
          references: [reference],
          metadata: {},
        };
        expect(read(transcriptLine(content))).toEqual(content);
      }),
    );
  });

  it('holds rows that cannot be used, with the reason', () => {
    expect(read(unusableLine('There is “no” prompt.'))).toEqual({ unusable: 'There is “no” prompt.' });
    expect(read('{"messages":[],"references":[]}')).toEqual({ unusable: '“messages” has no messages.' });
  });
});
