import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectMembers, objectText } from '../../../../src/core/note/objectMembers';

const space = fc.stringMatching(/^[ \t\r]{0,2}$/);
const written = fc
  .tuple(fc.string(), space, space, fc.jsonValue(), fc.constantFrom(0, 1))
  .map(([key, a, b, value, by]) => ({
    key,
    text: `${JSON.stringify(key)}${a}:${b}${JSON.stringify(value, null, by)}`,
  }));

describe('objectMembers', () => {
  it('gives back every member as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(written, space, space)), space, (members, end) => {
        const json = `${end}{${members.map(([{ text }, a, b]) => a + text + b).join(',')}}${end}`;
        expect(objectMembers(json)).toEqual(members.map(([member]) => member));
      }),
    );
  });

  it('keeps the writing of numbers, escapes and repeated keys', () => {
    const json = String.raw`{ "a" : 12345678901234567890.0 , "\u0062":"\u00e9\\\"}," ,"a":1e2,"2":{"x":[1,{"y":","}]},"1":[]}`;
    expect(objectMembers(json)).toEqual([
      { key: 'a', text: '"a" : 12345678901234567890.0' },
      { key: 'b', text: String.raw`"\u0062":"\u00e9\\\"},"` },
      { key: 'a', text: '"a":1e2' },
      { key: '2', text: '"2":{"x":[1,{"y":","}]}' },
      { key: '1', text: '"1":[]' },
    ]);
  });

  it('reads an empty object', () => {
    expect(objectMembers(' { } ')).toEqual([]);
    expect(objectText([])).toBe('{}');
  });

  it('reads any depth', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(objectMembers(`{"a":${deep},"b":1}`).map(({ key }) => key)).toEqual(['a', 'b']);
  });
});
