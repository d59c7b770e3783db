import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../support/server.ts';

const password = 'correct horse battery';
const minutes = 60_000;

describe('a technician who signs in', () => {
  let server: TestServer;
  let email: string;
  beforeEach(async () => {
    server = await testServer();
    ({ email } = (await server.technician({ name: 'Anna' }, password)).technician);
  });
  afterEach(() => server.stop());

  const signIn = (as: string, word: string, headers = {}) =>
    server.request('POST', '/api/technicians/sign-in', {
      body: { email: as, password: word },
      headers,
    });
  const me = (token: string) => server.request('GET', '/api/technicians/me', { token });

  it('gets a token that says who it is, and shows no secret', async () => {
    const { status, body } = await signIn(` ${email.toUpperCase()} `, password);
    expect(status).toBe(200);
    expect(body.token).toMatch(/^t_[A-Za-z0-9_-]{43}$/);
    expect(body.technician).toEqual({
      id: expect.any(String),
      name: 'Anna',
      email,
      role: 'technician',
    });
    expect(Object.keys(body).sort()).toEqual(['expires', 'technician', 'token']);
    expect((await me(body.token)).body).toEqual(body.technician);
  });

  it('is refused alike for an unknown e-mail and a wrong password', async () => {
    const wrong = await signIn(email, 'wrong password');
    const unknown = await signIn('nobody@lens.test', password);
    for (const { status, body } of [wrong, unknown]) {
      expect(status).toBe(401);
      delete body.error.requestId;
    }
    expect(wrong.body.error.code).toBe('sign_in_refused');
    expect(unknown.body).toEqual(wrong.body);
  });

  it('is signed out by the sign-out, here and not elsewhere', async () => {
    const [here, there] = [await signIn(email, password), await signIn(email, password)];
    const out = await server.request('POST', '/api/technicians/me/sign-out', {
      token: here.body.token,
    });
    expect(out.status).toBe(204);
    expect((await me(here.body.token)).body.error.code).toBe('not_signed_in');
    expect((await me(there.body.token)).status).toBe(200);
  });

  it('has to sign in again after twelve hours', async () => {
    const { body } = await signIn(email, password);
    expect(body.expires).toBe(server.clock.now() + 720 * minutes);
    server.clock.pass(720 * minutes - 1);
    expect((await me(body.token)).status).toBe(200);
    server.clock.pass(1);
    expect((await me(body.token)).status).toBe(401);
  });

  it('may be wrong ten times in a quarter of an hour, and is then asked to wait', async () => {
    for (let time = 0; time < 10; time++)
      expect((await signIn(email, 'wrong password')).status).toBe(401);
    const { status, body, headers } = await signIn(email, password);
    expect([status, body.error.code]).toEqual([429, 'too_many_attempts']);
    expect(headers.get('retry-after')).toBe('900');
    expect(body.error.retryAfterSeconds).toBe(900);
    server.clock.pass(15 * minutes);
    expect((await signIn(email, password)).status).toBe(200);
  });

  it('cannot be told by that limit whether the account exists', async () => {
    for (let time = 0; time < 10; time++) await signIn('nobody@lens.test', 'wrong password');
    expect((await signIn('nobody@lens.test', 'wrong password')).status).toBe(429);
  });

  it('may be right as often as they like', async () => {
    for (let time = 0; time < 12; time++) expect((await signIn(email, password)).status).toBe(200);
  });

  it('lets no more than ten guesses through when they come all at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, guess) => signIn(email, `guess number ${guess}`)),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('is limited by address over all accounts, which no header of the sender changes', async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 31; time++)
      statuses.push(
        (
          await signIn(`someone-${time}@lens.test`, 'wrong password', {
            'x-forwarded-for': `192.0.2.${time}`,
          })
        ).status,
      );
    expect(statuses.filter((status) => status === 401)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
  });

  it('leaves neither token, password nor e-mail in the log, and no token in the store', async () => {
    const { body } = await signIn(email, password);
    await me(body.token);
    const log = server.log.join('');
    for (const secret of [body.token, password, email]) expect(log).not.toContain(secret);
    expect(await server.store.signIns.byHash(body.token)).toBeNull();
  });
});
