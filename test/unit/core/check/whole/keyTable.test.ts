import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable } from '../../../../../src/core/check/whole/keyTable';

describe('KeyTable', () => {
  it('knows the first of each key, as a map does', () => {
    const key = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), (keys) => {
        const table = new KeyTable(keys.length);
        const map = new Map<string, number>();
        keys.forEach(([high, low], number) => {
          const name = `${high} ${low}`;
          expect(table.find(high, low)).toBe(map.get(name));
          if (!map.has(name)) map.set(name, number);
          expect(table.firstOf(high, low, number)).toBe(map.get(name));
        });
      }),
    );
  });
});
