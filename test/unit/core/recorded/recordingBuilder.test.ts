import { describe, expect, it } from 'vitest';
import type { RecordedAnswer } from '../../../../src/core/recorded/recorded';
import { RECORDED_FORMATS } from '../../../../src/core/recorded/formats/registry';
import { RecordingBuilder } from '../../../../src/core/recorded/recordingBuilder';

const [format] = RECORDED_FORMATS;
if (!format) throw new Error('There are formats.');

const done = (text: string): RecordedAnswer['answer'] => ({ text, finishReason: 'stop' });

describe('RecordingBuilder', () => {
  it('brings answers to one item together, in the order of their repeats and then of the file', () => {
    const builder = new RecordingBuilder();
    builder.add([{ key: 'a', model: 'm', repeat: 1, answer: done('second') }], 1);
    builder.add([{ key: 'b', model: 'n', repeat: 0, answer: done('other') }], 2);
    builder.add([{ key: 'a', model: 'm', repeat: 0, answer: done('first') }], 3);
    builder.add([{ key: 'a', model: 'm', repeat: 0, answer: { error: 'then' } }], 4);
    builder.add({ unusable: 'No.' }, 5);
    const { models, items, unusable } = builder.finish(format, 'file');
    expect(models).toEqual(['m', 'n']);
    expect(items).toEqual([
      { key: 'a', line: 1, answers: { m: [done('first'), { error: 'then' }, done('second')] } },
      { key: 'b', line: 2, answers: { n: [done('other')] } },
    ]);
    expect(unusable).toEqual([{ line: 5, reason: 'No.' }]);
  });

  it('keeps the first content that an item comes with', () => {
    const builder = new RecordingBuilder();
    const content = { messages: [{ role: 'user' as const, content: 'q' }], references: [], metadata: {} };
    builder.add([{ key: 'a', repeat: 0, answer: done('x') }], 1);
    builder.add([{ key: 'a', repeat: 0, answer: done('y'), content }], 2);
    builder.add([{ key: 'a', repeat: 0, answer: done('z'), content: { ...content, references: ['r'] } }], 3);
    expect(builder.finish(format, 'file').items[0]?.content).toBe(content);
  });

  it('names nameless answers by the only model, else by the file', () => {
    const one = new RecordingBuilder();
    one.add([{ key: 'a', repeat: 0, answer: { error: 'e' } }], 1);
    one.add([{ key: 'b', model: 'm', repeat: 0, answer: done('x') }], 2);
    expect(one.finish(format, 'file').models).toEqual(['m']);
    const none = new RecordingBuilder();
    none.add([{ key: 'a', repeat: 0, answer: { error: 'e' } }], 1);
    expect(none.finish(format, 'file').models).toEqual(['file']);
    expect(new RecordingBuilder().finish(format, 'file').models).toEqual([]);
  });
});
