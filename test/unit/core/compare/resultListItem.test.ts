import { describe, expect, it } from 'vitest';
import { listItem } from '../../../../src/core/compare/resultListItem';
import type { SampleListItem } from '../../../../src/core/compare/results';
import type { Message, Sample } from '../../../../src/core/dataset/sample';
import { sampleAt } from './resultFixtures';

const itemOf = (parts: Partial<Sample>): SampleListItem =>
  listItem(sampleAt(4, ['x'], parts), { outcome: 'not-run', notes: 0 });
const titleOf = (...messages: Message[]): string => itemOf({ messages }).title;

describe('listItem', () => {
  it('says where the sample stands', () => {
    const sample = sampleAt(4, ['x'], { metadata: { task: 'clause-type' } });
    expect(listItem(sample, { outcome: 'broken', change: -1, notes: 2 })).toEqual({
      id: 'id4',
      row: 4,
      line: 5,
      title: 'Question 4',
      tags: ['clause-type'],
      outcome: 'broken',
      change: -1,
      notes: 2,
    });
    expect('change' in listItem(sample, { outcome: 'not-run', change: undefined, notes: 0 })).toBe(false);
  });

  it('is entitled by the start of the last user message on one line', () => {
    expect(
      titleOf(
        { role: 'user', content: 'first' },
        { role: 'assistant', content: 'answer' },
        { role: 'user', content: '  Name the\n\n type\tof this clause. ' },
        { role: 'tool', content: 'result' },
      ),
    ).toBe('Name the type of this clause.');
    expect(titleOf({ role: 'system', content: 'only a system prompt' })).toBe('only a system prompt');
    expect(titleOf({ role: 'user', content: [{ type: 'text', text: 'See' }, { type: 'image_url' }] })).toBe(
      'See [image_url]',
    );
  });

  it('clips the title at 120 code points', () => {
    expect(titleOf({ role: 'user', content: '😀'.repeat(120) })).toBe('😀'.repeat(120));
    expect(titleOf({ role: 'user', content: '😀'.repeat(121) })).toBe(`${'😀'.repeat(119)}…`);
    expect(titleOf({ role: 'user', content: 'word '.repeat(1_000_000) })).toHaveLength(120);
  });

  it('is tagged with short metadata, the telling fields first', () => {
    const metadata = {
      source: 'a book with a very long title',
      nested: { task: 'no' },
      page: 12,
      blank: ' ',
      lines: 'a\nb',
      contract: ' lease',
      difficulty: 'easy',
      task: 'key-terms',
      other: 'fourth',
    };
    expect(itemOf({ metadata }).tags).toEqual(['key-terms', 'easy', 'lease']);
    expect(itemOf({ metadata: {} }).tags).toEqual([]);
    expect(itemOf({ metadata: { question: 'Question 4', task: 'clause-type' } }).tags).toEqual(['clause-type']);
  });

  it('keeps a bad row in its place', () => {
    const bad = { kind: 'bad', row: 3, line: 9, reason: 'Line 9 is no JSON.' } as const;
    expect(listItem(bad, { outcome: 'not-run', notes: 0 })).toEqual({
      id: '',
      row: 3,
      line: 9,
      title: '',
      tags: [],
      outcome: 'not-run',
      notes: 0,
      bad: 'Line 9 is no JSON.',
    });
  });
});
