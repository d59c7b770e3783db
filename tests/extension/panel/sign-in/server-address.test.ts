import { describe, expect, test } from 'vitest';
import { askServer, readAddress } from '../../../../extension/panel/sign-in/server-address.ts';
import { info } from '../../../support/panel/fake-server.ts';

describe('the address of the server, as a technician types it', () => {
  test.each([
    ['http://localhost:8080', 'http://localhost:8080'],
    ['localhost:8080', 'http://localhost:8080'],
    ['lens.example.com', 'https://lens.example.com'],
    ['  https://lens.example.com/sign-in?x ', 'https://lens.example.com'],
    ['https://lens.example.com:8443/', 'https://lens.example.com:8443'],
  ])('%s is %s', (typed, origin) => {
    expect(readAddress(typed)).toEqual({ origin });
  });

  test.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['https://', 'malformed'],
    ['not!a!server', 'malformed'],
    ['not a server!!', 'malformed'],
    ['ftp://lens.example.com', 'malformed'],
    ['https://anna:secret@lens.example.com', 'malformed'],
    ['http://lens.example.com', 'insecure'],
    ['http://192.168.1.20:8080', 'insecure'],
  ])('"%s" is %s', (typed, fault) => {
    expect(readAddress(typed)).toEqual({ fault });
  });
});

const answering = (body: unknown, status = 200) =>
  (async () => new Response(JSON.stringify(body), { status })) as typeof fetch;

describe('what answers at that address', () => {
  test('a Lens server says who it is', async () => {
    expect(await askServer('https://lens.example.com', answering(info))).toEqual({ info });
  });

  test('another program is not Lens', async () => {
    const answer = await askServer('https://example.com', answering({ hello: 'world' }));
    expect(answer).toMatchObject({ fault: 'not_lens' });
  });

  test('a page of HTML is not Lens', async () => {
    const html = (async () => new Response('<!doctype html>')) as typeof fetch;
    expect(await askServer('https://example.com', html)).toMatchObject({ fault: 'not_lens' });
  });

  test.each([
    [{ oldest: 2, newest: 3 }, 'client_too_old'],
    [{ oldest: 0, newest: 0 }, 'client_too_new'],
  ])('a server that speaks %o: %s', async (contract, fault) => {
    expect(await askServer('https://lens.example.com', answering({ ...info, contract }))).toEqual({
      fault,
    });
  });

  test('a server that does not let this extension in', async () => {
    const answer = await askServer('https://lens.example.com', answering({}, 403));
    expect(answer).toMatchObject({ fault: 'refuses' });
  });

  test('a server whose answer may not be read: it is there, and does not let this extension in', async () => {
    const opaque = (async (_url, init) => {
      if (init?.mode === 'no-cors') return new Response();
      throw new TypeError('Failed to fetch');
    }) as typeof fetch;
    expect(await askServer('https://lens.example.com', opaque)).toMatchObject({ fault: 'refuses' });
  });

  test.each([
    ['http://localhost:8080', 'unreachable'],
    ['https://lens.example.com', 'unreachable_https'],
  ])('nobody at %s: %s', async (origin, fault) => {
    const nobody = (async () => {
      throw new TypeError('Failed to fetch');
    }) as typeof fetch;
    expect(await askServer(origin, nobody)).toMatchObject({ fault, technical: expect.any(String) });
  });
});
