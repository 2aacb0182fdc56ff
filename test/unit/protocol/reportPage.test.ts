import { describe, expect, it } from 'vitest';
import { checkReportPageCall } from '../../../src/protocol/reportPage';

describe('checkReportPageCall', () => {
  it('lets through what the page may ask', () => {
    const samples = { outcome: 'broken', slice: { field: 'task', value: 'key terms' }, category: 'wrong-clause' };
    expect(checkReportPageCall('openSamples', { ...samples, more: 1 })).toEqual(samples);
    expect(checkReportPageCall('openSamples', {})).toEqual({});
    expect(checkReportPageCall('exportAs', { format: 'csv' })).toEqual({ format: 'csv' });
    expect(checkReportPageCall('ready', undefined)).toBeUndefined();
  });

  it.each([
    ['openSamples', { outcome: 'all' }],
    ['openSamples', { slice: { field: 'task' } }],
    ['openSamples', { category: 'x'.repeat(10_001) }],
    ['exportAs', { format: '../../x' }],
    ['takeStep', { step: 'workbench.action.quit' }],
    ['showState', {}],
    ['__proto__', undefined],
  ])('refuses %s %j', (method, params) => {
    expect(() => checkReportPageCall(method, params)).toThrow(
      `“${method}” was called with something it does not take.`,
    );
  });
});
