// A plain record is read without its format and without the rules; whatever it is, that must come to the same.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainReaderOf } from '../../../../src/core/check/plainTexts';
import { RowFactsReader } from '../../../../src/core/check/rowFacts';
import { FORMATS } from '../../../../src/core/dataset/formats/registry';
import { openaiChat } from '../../../../src/core/dataset/formats/openaiChat';
import { promptCompletion } from '../../../../src/core/dataset/formats/promptCompletion';
import type { JsonValue } from '../../../../src/core/dataset/json';
import { CHAT, generalFacts, PAIR } from './plainRecords';

describe('plain records', () => {
  it.each([
    { format: openaiChat, records: CHAT },
    { format: promptCompletion, records: PAIR },
  ])('of $format.title have the facts that their format and the rules come to', ({ format, records }) => {
    let plain = 0;
    const runs = 10_000;
    fc.assert(
      fc.property(records, (record) => {
        const text = JSON.stringify(record);
        const reader = new RowFactsReader(format, {}, 0, 1);
        if (!reader.takePlain(0, JSON.parse(text) as JsonValue, true)) return;
        plain++;
        const quick = reader.finish();
        expect(quick).toEqual(generalFacts(format, Buffer.from(text)));
        expect([...quick.found]).toEqual([0]);
      }),
      { numRuns: runs },
    );
    // Else the comparison says little.
    expect(plain).toBeGreaterThan(runs / 10);
  });

  it('are known by the fields that the format itself takes', () => {
    const fields = [{ prompt: 'messages' }, { reference: 'answer' }];
    expect(fields.map((named) => plainReaderOf(openaiChat, named))).toEqual([undefined, undefined]);
    expect(plainReaderOf(openaiChat, { id: 'key' })).toBeDefined();
    expect(FORMATS.filter((format) => plainReaderOf(format, {}) !== undefined)).toEqual([openaiChat, promptCompletion]);
  });
});
