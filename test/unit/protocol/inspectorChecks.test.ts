import { describe, expect, it } from 'vitest';
import { HumanError } from '../../../src/core/humanError';
import { checkInspectorCall } from '../../../src/protocol/inspectorChecks';

const refused = (method: string, params: unknown): void => {
  expect(() => checkInspectorCall(method, params), `${method} ${JSON.stringify(params)}`).toThrow(HumanError);
};

describe('checkInspectorCall', () => {
  it('lets through what the contract says, and nothing beside it', () => {
    const list = { text: 'a', outcomes: ['broken'], sort: 'line', offset: 0, limit: 100 };
    expect(checkInspectorCall('listSamples', { ...list, extra: 1 })).toEqual(list);
    expect(checkInspectorCall('cancelRun', undefined)).toBeUndefined();
    const draft = { sample: 'x', verdict: 'tuned', categories: { base: ['a'] }, ratings: { tuned: { accuracy: 5 } } };
    expect(checkInspectorCall('saveNote', { ...draft, reviewer: 'somebody else', updated: 'then' })).toEqual(draft);
  });

  it('refuses what the contract does not say', () => {
    refused('listSamples', { text: '', outcomes: ['rm -rf'], sort: 'line', offset: 0, limit: 1 });
    refused('listSamples', { text: '', outcomes: [], sort: 'line', offset: -1, limit: 1 });
    refused('listSamples', { text: '', outcomes: [], sort: 'line', offset: 0, limit: 1e9 });
    refused('openSample', { id: '' });
    refused('openSample', { id: { toString: 'x' } });
    refused('openNativeDiff', { id: 'x', sides: 'file:///etc/passwd' });
    refused('saveNote', { sample: 'x', verdict: 'win' });
    refused('saveNote', { sample: 'x', ratings: { tuned: { accuracy: Infinity } } });
    refused('unblock', { action: 'workbench.action.terminal.new' });
    refused('run', undefined);
    refused('constructor', {});
    refused('__proto__', {});
  });
});
