import { afterEach, describe, expect, it } from 'vitest';
import { randomPin } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';

/** More wrong PINs than one address has. */
const TRIES = 60;

describe('an address that a sender makes up', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  /** How many wrong PINs are looked at before an address is told to wait, each from another address. */
  async function tried(headers: (number: number) => Record<string, string>): Promise<number> {
    for (let number = 0; number < TRIES; number += 1) {
      const { body } = await server.request('POST', '/api/pins/find', {
        body: { pin: randomPin() },
        headers: headers(number),
      });
      if (body.error.code === 'too_many_attempts') return number;
    }
    return TRIES;
  }
  const forwarded = (number: number) => ({
    'x-forwarded-for': `198.51.100.${number}`,
    forwarded: `for=198.51.100.${number}`,
    'x-real-ip': `198.51.100.${number}`,
  });

  it('changes nothing where no proxy is trusted', async () => {
    server = await testServer();
    const plainly = await tried(() => ({}));
    expect(plainly).toBeLessThan(TRIES);
    await server.stop();
    server = await testServer();
    expect(await tried(forwarded)).toBe(plainly);
  });

  it('changes nothing before the one that the trusted proxy has seen', async () => {
    server = await testServer({ config: { trustedProxies: ['127.0.0.1'] } });
    const behind = (number: number) => ({
      'x-forwarded-for': `198.51.100.${number}, 203.0.113.9`,
    });
    expect(await tried(behind)).toBeLessThan(TRIES);
  });
});
