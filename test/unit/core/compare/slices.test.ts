import { describe, expect, it } from 'vitest';
import { orderSlices } from '../../../../src/core/compare/slices';

describe('orderSlices', () => {
  it('puts the largest share of broken samples first, the largest slice first among equals, no value last', () => {
    const ordered = orderSlices([
      { samples: 9, broken: 9 },
      { value: 'half', samples: 4, broken: 2 },
      { value: 'b', samples: 7, broken: 0 },
      { value: 'a', samples: 7, broken: 0 },
      { value: 'large', samples: 8, broken: 0 },
      { value: 'third', samples: 30, broken: 10 },
      { value: 'hidden', samples: 0, broken: 0 },
    ]);
    expect(ordered.map(({ value }) => value)).toEqual(['half', 'third', 'large', 'a', 'b', undefined]);
  });
});
