import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allPermissions } from '../../../common/contract/permissions.ts';
import { createAudit } from '../../../server/audit/audit.ts';
import { HttpError } from '../../../server/http/http-error.ts';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { createPasswords } from '../../../server/technicians/passwords.ts';
import { createSecondFactorCodes } from '../../../server/technicians/second-factor-code.ts';
import type { Whose } from '../../../server/technicians/bounded-queue.ts';
import { putPassword } from '../../../server/technicians/set-password.ts';
import { createSignIn } from '../../../server/technicians/sign-in.ts';
import { testClock } from '../../support/clock.ts';
import { randomId, technicianDocument } from '../../support/documents.ts';
import { quickCost, testServer, type TestServer } from '../../support/server.ts';

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
      may: allPermissions,
      secondFactor: false,
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

  it('is refused in the same way while disabled, and known again afterwards', async () => {
    const ben = (await server.technician({ disabled: true }, password)).technician;
    expect((await signIn(ben.email, password)).body.error.code).toBe('sign_in_refused');
    await server.store.technicians.change(ben._id, 0, { disabled: false });
    expect((await signIn(ben.email, password)).status).toBe(200);
  });

  it('is told what the group permits', async () => {
    const permissions = { ...allPermissions, sms: false };
    const group = { _id: randomId(), schema: 2, revision: 0, name: 'Night shift', permissions };
    await server.store.groups.insert(group);
    const ben = (await server.technician({ groupId: group._id }, password)).technician;
    const { body } = await signIn(ben.email, password);
    expect(body.technician.may).toEqual(permissions);
    expect((await me(body.token)).body.may).toEqual(permissions);
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

  it('may be right sixty times an hour, and is then asked to wait until it is over', async () => {
    for (let time = 0; time < 60; time++) expect((await signIn(email, password)).status).toBe(200);
    server.clock.pass(50 * minutes);
    for (let time = 0; time < 3; time++) {
      const { status, body, headers } = await signIn(email, password);
      expect([status, body.error.code]).toEqual([429, 'too_many_attempts']);
      expect(headers.get('retry-after')).toBe('600');
    }
    server.clock.pass(10 * minutes);
    expect((await signIn(email, password)).status).toBe(200);
  });

  it('uses none of those up by wrong passwords, nor do strangers', async () => {
    for (let window = 0; window < 3; window++) {
      for (let time = 0; time < 10; time++) await signIn(email, 'wrong password');
      server.clock.pass(15 * minutes);
    }
    for (let time = 0; time < 60; time++) expect((await signIn(email, password)).status).toBe(200);
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

describe('the work of a sign-in', () => {
  /** A sign-in over a store of its own, with passwords that note what they were asked. */
  async function signInThatCounts(during: () => Promise<void> = async () => undefined) {
    const clock = testClock();
    const store = await openEmbedded({ inMemory: true }, clock);
    const quick = createPasswords(quickCost);
    const anna = technicianDocument();
    await store.technicians.insert(anna);
    await putPassword(store, anna._id, await quick.hash(password), clock.now());
    const asked: (string | null)[] = [];
    const waitedAs: { known: boolean; keys: string[] }[] = [];
    const passwords = {
      ...quick,
      async fits(word: string, hash: string | null, whose?: Whose) {
        asked.push(hash);
        waitedAs.push({ known: whose!.known, keys: whose!.keys.map(({ key }) => key) });
        const fits = await quick.fits(word, hash, whose);
        await during();
        return fits;
      },
    };
    const audit = createAudit({ store, clock });
    const codes = createSecondFactorCodes({ store, clock, audit });
    const refused = { note: () => undefined };
    const needs = { store, passwords, clock, audit, codes, refused };
    const handlers = createSignIn({ ...needs, signInHours: 1 });
    const enter = (email: string, word: string, device?: string) =>
      handlers.signIn({
        body: { email, password: word, device },
        address: '192.0.2.1',
        toldBrowser: { browser: null, system: null },
      } as Parameters<typeof handlers.signIn>[0]);
    return { store, clock, quick, anna, asked, waitedAs, enter };
  }

  it('is one hash of a password, for an unknown e-mail and a disabled account too', async () => {
    const { store, anna, asked, enter } = await signInThatCounts();
    await enter('nobody@lens.test', password).catch(() => undefined);
    expect(asked).toEqual([null]);
    await store.technicians.change(anna._id, 0, { disabled: true });
    await enter(anna.email, password).catch(() => undefined);
    expect(asked).toEqual([null, expect.stringContaining('$scrypt$')]);
    await store.close();
  });

  it('waits as its account and its address, and from a known device apart from both', async () => {
    const { store, anna, waitedAs, enter } = await signInThatCounts();
    const device = randomId();
    for (let time = 0; time < 2; time++) await enter(anna.email, password, device);
    await enter('nobody@lens.test', password).catch(() => undefined);
    const [stranger, known, nobody] = waitedAs;
    expect(stranger).toEqual({
      known: false,
      keys: ['address 192.0.2.1', `account ${anna.email}`],
    });
    expect(known).toEqual({ known: true, keys: [`known device of ${anna.email}`] });
    expect(nobody).toEqual({
      known: false,
      keys: ['address 192.0.2.1', 'account nobody@lens.test'],
    });
    await store.close();
  });

  it('comes to nothing when the password is changed while it is looked at', async () => {
    const made = await signInThatCounts(async () => {
      const { store, clock, quick, anna } = made;
      await putPassword(store, anna._id, await quick.hash('another password'), clock.now());
      await store.signIns.removeAllOf(anna._id);
    });
    const { store, anna, enter } = made;
    await expect(enter(anna.email, password)).rejects.toMatchObject({ code: 'sign_in_refused' });
    expect(await store.signIns.of(anna._id)).toEqual([]);
    await store.close();
  });

  it('that is refused by a full queue counts for no wrong password', async () => {
    const { store, anna, enter } = await signInThatCounts(async () => {
      throw new HttpError('too_many_attempts', { retryAfterSeconds: 5 });
    });
    for (let time = 0; time < 20; time++)
      await expect(enter(anna.email, password)).rejects.toMatchObject({
        more: { retryAfterSeconds: 5 },
      });
    await store.close();
  });
});
