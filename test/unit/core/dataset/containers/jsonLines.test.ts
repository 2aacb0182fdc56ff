import fc from 'fast-check';
import { parseTree, findNodeAtLocation } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { linesOfPaths } from '../../../../../src/core/dataset/containers/jsonLines';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Every path of a value, itself included. */
function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]))];
}

describe('linesOfPaths', () => {
  it('tells the lines of values, by hand', () => {
    const text = '\ufeff{\r\n  "a\\n{": [1,\n\n    {"x": "[\\"\\\\"}\n  ],\n  "b": { "c"\n: [] }, "d": 2}';
    const paths = [['a\n{', 0], ['a\n{', 1], ['b', 'c'], ['b'], ['d'], ['none', 3], []];
    expect([...linesOfPaths(bytesOf(text), paths)]).toEqual([2, 4, 7, 6, 7, 1, 1]);
  });

  it('says what a parser says of any document', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('', ' ', '\t'), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const paths = pathsOf(JSON.parse(text));
        const root = parseTree(text) ?? expect.fail();
        const lineOf = (path: (string | number)[]): number =>
          text.slice(0, findNodeAtLocation(root, path)?.offset).split('\n').length;
        expect([...linesOfPaths(bytesOf(text), paths)]).toEqual(paths.map(lineOf));
      }),
    );
  });

  it('tells the line of the member that counts where a name stands twice', () => {
    expect([...linesOfPaths(bytesOf('{"a":[1],\n"a":[2]}'), [['a', 0]])]).toEqual([2]);
  });
});
