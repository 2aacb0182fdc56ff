import { describe, expect, it } from 'vitest';
import { canonicalJson, isJsonObject } from '../../../../src/core/dataset/json';

describe('canonicalJson', () => {
  it('orders keys by code units at every level and writes no white space', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 'x' }], a: null, '€': 1, Z: true })).toBe(
      '{"Z":true,"a":null,"b":[{"c":"x","d":1}],"€":1}',
    );
  });

  it('writes numbers as RFC 8785 asks and leaves out undefined members', () => {
    expect(canonicalJson([1e21, 0.000001, -0, 333333333.33333329, 1])).toBe('[1e+21,0.000001,0,333333333.3333333,1]');
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

describe('isJsonObject', () => {
  it('is neither null nor a list', () => {
    expect([{}, null, [], 'x', 1, undefined].map(isJsonObject)).toEqual([true, false, false, false, false, false]);
  });
});
