import { describe, expect, it } from 'vitest';
import { fieldFigures } from '../../../../../src/core/metric/structured/fieldFigures';
import { scored } from '../scored';

describe('the figures of fields', () => {
  it('say how often each field is right', () => {
    const figures = fieldFigures([
      scored(
        '{"party":"ACME","terms":[{"days":30},{"days":60}]}',
        '{"party":"ACME","terms":[{"days":30},{"days":90}]}',
      ),
      scored('{"party":"Other","extra":true}', '{"party":"ACME","terms":[{"days":10}]}'),
      scored('no JSON', '{"party":"ACME"}'),
      scored('{"party":"ACME"}', 'no JSON'),
    ]);
    expect(figures).toEqual([
      // Expected in three answers, given in two, right in one.
      { field: '/party', expected: 3, given: 2, right: 1, precision: 1 / 2, recall: 1 / 3, f1: 2 / 5, accuracy: 1 / 3 },
      // Three expected, two given, one right.
      {
        field: '/terms/*/days',
        expected: 3,
        given: 2,
        right: 1,
        precision: 1 / 2,
        recall: 1 / 3,
        f1: 2 / 5,
        accuracy: 1 / 3,
      },
      { field: '/extra', expected: 0, given: 1, right: 0, precision: 0, recall: 0, f1: 0, accuracy: 0 },
    ]);
  });

  it('hold the answer against the reference that it is nearest to', () => {
    const [figures] = fieldFigures([scored('{"a":2}', 'prose', '{"a":1}', '{"a":2}')]);
    expect(figures).toMatchObject({ field: '/a', right: 1, accuracy: 1 });
  });

  it('name fields by RFC 6901, and the whole value by nothing', () => {
    expect(fieldFigures([scored('7', '7.0')])).toMatchObject([{ field: '', right: 1 }]);
    expect(fieldFigures([scored('{"a/b~c":{}}', '{"a/b~c":{}}')])).toMatchObject([{ field: '/a~1b~0c', right: 1 }]);
  });

  it('tell a thousand fields apart and survive what nests deeply', () => {
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`f${i}`, i])));
    expect(fieldFigures([scored(many, many)])).toHaveLength(1000);
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect(fieldFigures([scored(deep, deep)])).toEqual([]);
  });
});
