import { describe, expect, it } from 'vitest';
import { confusionOf } from '../../../../../src/core/metric/classification/confusion';
import { corpusFigure, scoreAll } from '../../../../../src/core/metric/corpusFigure';
import { readMetric } from '../../../../../src/core/metric/metricSpec';
import { scored } from '../scored';

/** Chatty answers: right, right, wrong, no label. */
const CHATTY = [
  scored('I would say yes.', 'yes'),
  scored('No, it is not.', 'no'),
  scored('Yes!', 'no'),
  scored('Who knows?', 'yes'),
];

function figureOf(spec: string, answers = CHATTY, chosen = Array.from(answers.keys())): number | undefined {
  const metric = readMetric(spec);
  return corpusFigure(metric, scoreAll(metric, answers), chosen);
}

describe('metrics of labels', () => {
  it('find labels in chatty answers as they are told', () => {
    expect(figureOf('accuracy')).toBe(0);
    expect(figureOf('accuracy:extract=first')).toBe(0.5);
    expect(figureOf('unparsable:extract=first')).toBe(0.25);
    expect(figureOf('unparsable')).toBe(1);
    expect(figureOf('unparsable:extract=number', [scored('7'), scored('seven')])).toBe(0.5);
    // yes: 1 of 2 named is right, 1 of 2 found. no: 1 of 1 named, 1 of 2 found.
    expect(figureOf('precision:extract=first')).toBeCloseTo((1 / 2 + 1) / 2, 12);
    expect(figureOf('precision:extract=first,label=yes')).toBe(0.5);
    expect(figureOf('f1:extract=first,label=no')).toBeCloseTo(2 / 3, 12);
    expect(figureOf('f1:extract=first,label=maybe')).toBeUndefined();
  });

  it('know the score of one answer where it needs no other samples', () => {
    const [yes, , wrong, none] = CHATTY;
    if (!yes || !wrong || !none) throw new Error('no cases');
    expect(readMetric('accuracy').score(scored(' yes', 'no', 'yes'))).toBe(1);
    expect(readMetric('accuracy').score(scored('yes', 'no'))).toBe(0);
    expect(readMetric('accuracy:extract=first').score(yes)).toBeUndefined();
    const given = readMetric('accuracy:extract=first,labels=yes|no');
    expect([yes, wrong, none].map((answer) => given.score(answer))).toEqual([1, 0, 0]);
    const unparsable = readMetric('unparsable:extract=first,labels=yes|no');
    expect([yes, wrong, none].map((answer) => unparsable.score(answer))).toEqual([0, 0, 1]);
    expect(readMetric('f1').score(scored('yes', 'yes'))).toBeUndefined();
  });

  it('count labels that are given, those of no reference too', () => {
    // maybe has neither answers nor references: 0 by definition, and it counts in the mean.
    expect(figureOf('recall:extract=first,labels=yes|no|maybe')).toBeCloseTo((1 / 2 + 1 / 2 + 0) / 3, 12);
    // A reference that is none of the labels can not be got right.
    expect(figureOf('accuracy:labels=yes', [scored('no', 'no'), scored('yes', 'yes')])).toBe(0.5);
  });

  it('score any choice of the answers, as often as they are chosen', () => {
    expect(figureOf('accuracy:extract=first', CHATTY, [0, 0, 0, 2])).toBe(0.75);
    expect(figureOf('recall:extract=first,label=yes', CHATTY, [0, 0, 3])).toBeCloseTo(2 / 3, 12);
  });

  it('average over the labels that the chosen answers are about, unless labels are given', () => {
    const answers = [scored('a', 'a'), scored('b', 'b'), scored('a', 'b')];
    expect(figureOf('f1', answers, [0, 0])).toBe(1);
    expect(figureOf('f1:labels=a|b', answers, [0, 0])).toBe(1 / 2);
    // a: named once, nowhere right. b: once asked for, nowhere named.
    expect(figureOf('f1', answers, [2])).toBe(0);
  });

  it('take all references together where there are several labels', () => {
    const multi = readMetric('accuracy:multi');
    expect(multi.score(scored('["b", "a"]', 'a', 'b'))).toBe(1);
    expect(multi.score(scored('a', 'a', 'b'))).toBe(0);
    expect(multi.score(scored('a, b, c', 'a;b'))).toBe(0);
    expect(figureOf('unparsable:multi', [scored('[]', 'a'), scored('none', 'a'), scored('a', 'a')])).toBeCloseTo(1 / 3);
  });

  it('show which labels were taken for which', () => {
    const metric = readMetric('kappa:extract=first');
    const { statistics = [] } = scoreAll(metric, [...CHATTY, scored('yes')]);
    expect(confusionOf(metric, statistics)).toMatchObject({
      labels: ['no', 'yes'],
      matrix: [
        [1, 1, 0],
        [0, 1, 1],
      ],
      answers: 4,
      right: 2,
      unparsable: 1,
    });
    expect(confusionOf(readMetric('rmse'), [])).toBeUndefined();
    const multi = readMetric('f1:multi');
    const several = scoreAll(multi, [scored('a, b', 'a'), scored('b', 'b')]).statistics ?? [];
    expect(confusionOf(multi, several)).toMatchObject({ right: 1, answers: 2 });
    expect(confusionOf(multi, several)).not.toHaveProperty('matrix');
  });

  it('refuse what they do not know', () => {
    expect(() => readMetric('accuracy:extract=guess')).toThrow('must be one of exact, first, last, after');
    expect(() => readMetric('kappa:multi')).toThrow('has no option “multi”');
  });
});
