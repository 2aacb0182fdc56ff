import { describe, expect, it } from 'vitest';
import { quoted, retryAfterMs, shownAddress } from '../../../../src/core/model/failure';

describe('retryAfterMs', () => {
  const now = Date.parse('2026-11-23T10:15:00Z');
  const read = (headers: Record<string, string>): number | undefined => retryAfterMs((name) => headers[name], now);

  it.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after': ' 0.5 ' }, 500],
    [{ 'retry-after': '86400' }, 86_400_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 10:16:30 GMT' }, 90_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 10:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after-ms': '120', 'retry-after': '9' }, 120],
    [{ 'retry-after-ms': 'x', 'retry-after': '9' }, 9_000],
  ])('reads %j as %s', (headers, expected) => {
    expect(read(headers)).toBe(expected);
  });
});

describe('shownAddress', () => {
  it('shows neither a password nor a query', () => {
    expect(shownAddress('https://me:secret@host:8443/v1/?api-key=secret')).toBe('https://host:8443/v1');
    expect(shownAddress('secret in no address')).toBe('the endpoint');
    expect(shownAddress('demo:')).toBe('the endpoint');
  });
});

describe('quoted', () => {
  it('puts foreign words on one line of bounded length, without the key', () => {
    expect(quoted(' a\n\tb sk-1 c ', 'sk-1')).toBe('a b … c');
    expect(quoted('x'.repeat(1_000), undefined)).toHaveLength(301);
  });
});
