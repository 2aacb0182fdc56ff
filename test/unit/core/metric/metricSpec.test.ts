import { describe, expect, it } from 'vitest';
import { metricFamily, usualMetric } from '../../../../src/core/metric/metricFamily';
import { readMetric } from '../../../../src/core/metric/metricSpec';
import { scored } from './scored';

describe('the name of a metric', () => {
  it('is an id, or a name that people bring from elsewhere', () => {
    expect(readMetric('exact-match').id).toBe('exact-match');
    expect(readMetric('string_check').id).toBe('exact-match');
    expect(readMetric('is-json').id).toBe('json-valid:whole=true');
    expect(readMetric('icontains').id).toBe('contains:ignore-case=true');
  });

  it('is refused where there is no such metric, saying what there is', () => {
    expect(() => readMetric('rouge-x')).toThrow(/There is no metric “rouge-x”\. Choose .*rouge-l/);
    expect(() => readMetric('constructor')).toThrow('There is no metric “constructor”.');
    expect(() => readMetric('')).toThrow(/Choose one of exact-match, /);
  });

  it('has no options that the metric has not', () => {
    expect(() => readMetric('exact-match:k=1')).toThrow('The metric exact-match has no option “k”: it has none.');
    expect(() => readMetric('exact-match:constructor=1')).toThrow('has no option “constructor”');
  });
});

describe('a metric with options', () => {
  const family = metricFamily(
    'sample',
    {
      order: { kind: 'number', default: 4, min: 1, max: 9 },
      smooth: { kind: 'choice', default: 'exp', choices: ['exp', 'floor'] },
      lowercase: { kind: 'flag', default: false },
    },
    ({ order, smooth, lowercase }) => ({
      title: `Sample ${order} ${smooth satisfies 'exp' | 'floor'} ${lowercase}`,
      range: [0, 1],
      better: 'higher',
      follows: 'nothing',
      needsReference: false,
      digits: 2,
      score: () => order,
    }),
  );

  it('is named by those that are not the usual ones, in one order', () => {
    expect(usualMetric(family)).toMatchObject({ id: 'sample', title: 'Sample 4 exp false' });
    expect(family.create({ lowercase: true, smooth: 'exp', order: 2 }).id).toBe('sample:order=2,lowercase=true');
  });

  it('has a name that can be read again, whatever its options are', () => {
    const { id } = readMetric('regex:pattern=a{1\\,2}\\\\d:,ignore-case');
    expect(id).toBe('regex:pattern=a{1\\,2}\\\\d:,ignore-case=true');
    expect(readMetric(id).id).toBe(id);
    expect(readMetric(id).score(scored('xAA7:'))).toBe(1);
  });
});
