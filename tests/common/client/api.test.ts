import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApiError, isOutage } from '../../../common/client/api-error.ts';
import { ANSWER_WITHIN_MS, createApi } from '../../../common/client/api.ts';
import { findSessionByPin, getSession, licence, signOut } from '../../../common/contract/routes.ts';

const id = 'a'.repeat(32);
type Send = typeof fetch;

afterEach(() => vi.useRealTimers());

const json = (body: unknown, status = 200) => Response.json(body, { status });

/** A client whose requests are answered by `answers`, one after the other, the last one for all further. */
function apiOf(...answers: (Response | Error)[]) {
  const requests: { url: string; init: RequestInit }[] = [];
  const send: Send = async (url, init = {}) => {
    requests.push({ url: String(url), init });
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (answer instanceof Error) throw answer;
    return answer.clone();
  };
  const api = createApi({
    baseUrl: 'https://help.example/',
    language: () => 'fr',
    token: () => 't_secret',
    fetch: send,
  });
  return { api, requests };
}

const failure = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error as ApiError,
  );

describe('a request', () => {
  test('carries contract, language, token and seat, and its parameters in the path', async () => {
    const { api, requests } = apiOf(json({ id }));
    await api.call(findSessionByPin, { body: { pin: '482913' }, seat: 3 });
    expect(requests[0]!.url).toBe('https://help.example/api/pins/find');
    expect(requests[0]!.init).toMatchObject({
      method: 'POST',
      body: '{"pin":"482913"}',
      credentials: 'omit',
      headers: {
        'lens-contract': '1',
        'lens-seat': '3',
        'accept-language': 'fr',
        authorization: 'Bearer t_secret',
        'content-type': 'application/json',
      },
    });
  });

  test('puts parameters into the path, whatever they are', async () => {
    const { api, requests } = apiOf(json({ version: '1', language: 'en', text: '' }));
    await api.call(licence, { params: { language: 'en' } });
    expect(requests[0]!.url).toBe('https://help.example/api/licence/en');
    await failure(api.call(getSession, { params: { id: '../me?x=1' } }));
    expect(requests[1]!.url).toBe('https://help.example/api/sessions/..%2Fme%3Fx%3D1');
  });

  test('without a body has no content type, and without a token no authorization', async () => {
    const { api, requests } = apiOf(new Response(null, { status: 204 }));
    expect(await api.call(signOut, { token: null })).toBeUndefined();
    expect(Object.keys(requests[0]!.init.headers!)).toEqual([
      'accept',
      'accept-language',
      'lens-contract',
    ]);
  });
});

describe('an answer', () => {
  test('is cut to what the contract names', async () => {
    const { api } = apiOf(json({ id, secret: 1 }));
    expect(await api.call(findSessionByPin, { body: { pin: '482913' } })).toEqual({ id });
  });

  test("that is a refusal carries the server's words, field and time to wait", async () => {
    const error = { code: 'too_many_attempts', message: 'Attendez.', retryAfterSeconds: 30 };
    const { api } = apiOf(json({ error }, 429));
    expect(await failure(api.call(signOut))).toMatchObject(error);
  });

  test.each([
    ['a captive portal', new Response('<html>Sign in</html>'), 'nonsense'],
    ['an answer of another shape', json({ id: 7 }), 'nonsense'],
    ['an error page', new Response('<html>', { status: 404 }), 'nonsense'],
    ['a proxy without its server', new Response('<html>', { status: 502 }), 'unreachable'],
    ['no network', new TypeError('Failed to fetch'), 'unreachable'],
  ])('that is %s is told in the language of the person', async (_, answer, code) => {
    const { api } = apiOf(answer);
    const error = await failure(api.call(findSessionByPin, { body: { pin: '482913' } }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/réessayez/);
    expect(isOutage(error)).toBe(true);
  });

  test.each([
    ['store_unavailable', 503, true],
    ['server_stopping', 503, true],
    ['session_ended', 410, false],
  ])('of %s is an outage or a decision', async (code, status, outage) => {
    const { api } = apiOf(json({ error: { code, message: 'Attendez.' } }, status));
    expect(isOutage(await failure(api.call(signOut)))).toBe(outage);
  });

  test("with a code that is newer than this client keeps the server's words", async () => {
    const { api } = apiOf(json({ error: { code: 'on_the_moon', message: 'Sur la lune.' } }, 409));
    expect(await failure(api.call(signOut))).toMatchObject({
      code: 'nonsense',
      message: 'Sur la lune.',
    });
  });

  test('that does not come is given up after 15 seconds', async () => {
    vi.useFakeTimers();
    const send: Send = (_, init) =>
      new Promise((_, reject) =>
        init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason)),
      );
    const api = createApi({
      baseUrl: 'http://x',
      language: () => 'en',
      token: () => null,
      fetch: send,
    });
    const call = failure(api.call(signOut));
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS);
    expect(await call).toMatchObject({ code: 'timed_out' });
  });
});

describe('a network that fails for a moment', () => {
  const lost = new TypeError('Failed to fetch');

  test('is got over by one more try where asking twice is asking once', async () => {
    const reading = apiOf(lost, json({ version: '1', language: 'en', text: '' }));
    await reading.api.call(licence, { params: { language: 'en' } });
    expect(reading.requests.length).toBe(2);
    const leaving = apiOf(lost, new Response(null, { status: 204 }));
    await leaving.api.call(signOut, { again: true });
    expect(leaving.requests.length).toBe(2);
  });

  test('is told at once where doing it twice would be doing it twice', async () => {
    const { api, requests } = apiOf(lost);
    await failure(api.call(findSessionByPin, { body: { pin: '482913' } }));
    expect(requests.length).toBe(1);
  });

  test('is told after the second try', async () => {
    const { api, requests } = apiOf(lost);
    await failure(api.call(licence, { params: { language: 'en' } }));
    expect(requests.length).toBe(2);
  });
});
