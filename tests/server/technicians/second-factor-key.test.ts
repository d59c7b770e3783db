import { Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { newKey, stepOfCode, urlOfKey } from '../../../server/technicians/second-factor-key.ts';

describe("an authenticator's key", () => {
  const key = Secret.fromLatin1('12345678901234567890').base32;

  // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %i s since 1970 shows %s, as the standard says', (seconds, code) => {
    expect(stepOfCode(key, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('is good one step of 30 s before and after, and no further', () => {
    const step = 41152263;
    for (const off of [-1, 0, 1])
      expect(stepOfCode(key, '005924', (step + off) * 30_000)).toBe(step);
    for (const off of [-2, 2]) expect(stepOfCode(key, '005924', (step + off) * 30_000)).toBeNull();
  });

  it('is another one each time, of 160 bits', () => {
    expect(newKey()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newKey()).not.toBe(newKey());
  });

  it('comes as a URL that names the company and the account', () => {
    const url = new URL(urlOfKey(key, 'Müller & Co: Help', 'anna@lens.test'));
    expect([url.protocol, url.host]).toEqual(['otpauth:', 'totp']);
    expect(decodeURIComponent(url.pathname)).toBe('/Müller & Co: Help:anna@lens.test');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      issuer: 'Müller & Co: Help',
      secret: key,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});
