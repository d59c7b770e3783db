import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SCHEMA_VERSION } from '../../../server/store/documents.ts';
import { createPasswords } from '../../../server/technicians/passwords.ts';
import { hashToken, newSecret } from '../../../server/tokens.ts';
import { putPassword } from '../../../server/technicians/set-password.ts';
import { meanwhile } from '../../support/meanwhile.ts';
import {
  quickCost,
  testServer,
  type TestServer,
  type TestTechnician,
} from '../../support/server.ts';
import { audited, outcome, password, signIn } from '../../support/signing-in.ts';

const minutes = 60_000;
/** A request's sign-in is looked at before its body, after it, and once its password was right. */
const HOLDS_ONCE_MORE = 3;
const wrong = [403, 'password_wrong'];
const waits = [429, 'too_many_attempts'];

describe("a change of one's own password", () => {
  let server: TestServer;
  let anna: TestTechnician;
  beforeEach(async () => {
    server = await testServer();
    anna = await server.technician({ name: 'Anna' }, password);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await server.stop();
  });

  const change = (current = password, token = anna.token, next = 'a new password') =>
    server.request('POST', '/api/technicians/me/password', {
      token,
      body: { current, password: next },
    });
  const me = (token: string) => server.request('GET', '/api/technicians/me', { token });

  it('lets one sign in by the new one, and no longer by the former', async () => {
    expect((await change()).status).toBe(204);
    const { email } = anna.technician;
    expect((await signIn(server, email, { word: 'a new password' })).status).toBe(200);
    expect((await signIn(server, email)).status).toBe(401);
    expect(await audited(server)).toContain('password_changed by Anna to Anna');
  });

  it('signs out every other place, and not this one', async () => {
    const there = (await signIn(server, anna.technician.email)).body.token;
    await change();
    expect((await me(there)).status).toBe(401);
    expect((await me(anna.token)).status).toBe(200);
  });

  /** A one-time link for the account. */
  async function newLink(): Promise<string> {
    const token = newSecret();
    await server.store.oneTimeLinks.insert({
      _id: hashToken(token),
      schema: SCHEMA_VERSION,
      technicianId: anna.technician._id,
      purpose: 'set_password',
      expiresAt: server.clock.now() + minutes,
    });
    return token;
  }
  const setBy = (token: string) =>
    server.request('POST', '/api/technicians/set-password', {
      body: { token, password: 'a third password' },
    });

  it('makes one-time links worthless', async () => {
    const token = await newLink();
    await change();
    expect(outcome(await setBy(token))).toEqual([410, 'link_used']);
  });

  it('asks for the present one, ten times in a quarter of an hour', async () => {
    for (let time = 0; time < 10; time++) expect(outcome(await change('a guess'))).toEqual(wrong);
    const late = await change();
    expect(outcome(late)).toEqual(waits);
    expect(late.headers.get('retry-after')).toBe('900');
    server.clock.pass(15 * minutes);
    expect((await change()).status).toBe(204);
  });

  it('is made twenty times an hour at most', async () => {
    for (let time = 0; time < 20; time++)
      expect((await change(password, anna.token, password)).status).toBe(204);
    const late = await change();
    expect(outcome(late)).toEqual(waits);
    expect(late.headers.get('retry-after')).toBe('3600');
    server.clock.pass(60 * minutes);
    expect((await change()).status).toBe(204);
  });

  it.each([
    ['as the present one is looked at', () => meanwhileOf('password')],
    ['as the new one is written', () => meanwhileOf('links')],
  ])('is refused where another was set by a link %s', async (_, arrange) => {
    arrange();
    expect(outcome(await change())).toEqual(wrong);
    const { email } = anna.technician;
    expect((await signIn(server, email, { word: 'a third password' })).status).toBe(200);
    expect((await signIn(server, email, { word: 'a new password' })).status).toBe(401);
  });
  function meanwhileOf(moment: 'password' | 'links') {
    const { store, clock } = server;
    const set = async () =>
      putPassword(
        store,
        anna.technician._id,
        await createPasswords(quickCost).hash('a third password'),
        clock.now(),
      );
    if (moment === 'password') meanwhile(store.credentials, 'password', set);
    else meanwhile(store.oneTimeLinks, 'removeAllOf', set);
  }

  it('is refused to a place that was signed out meanwhile, and takes no link away', async () => {
    const token = await newLink();
    // The second look: the password was right, and the new one is hashed by then.
    let looks = 0;
    const { signIns } = server.store;
    const byHash = signIns.byHash.bind(signIns);
    const seen = vi.spyOn(signIns, 'byHash').mockImplementation(async (hash) => {
      const found = await byHash(hash);
      if (++looks === HOLDS_ONCE_MORE) await signIns.removeAllOf(anna.technician._id);
      return found;
    });
    expect(outcome(await change())).toEqual([401, 'not_signed_in']);
    expect(seen).toHaveBeenCalled();
    expect((await setBy(token)).status).toBe(200);
  });

  it('is kept from nobody by what strangers try for the account', async () => {
    for (let time = 0; time < 11; time++)
      await signIn(server, anna.technician.email, { word: 'a guess' });
    expect((await change()).status).toBe(204);
  });

  it('is kept from nobody by what is tried at another place of theirs', async () => {
    const there = (await signIn(server, anna.technician.email)).body.token;
    for (let time = 0; time < 11; time++) await change('a guess', there);
    expect((await change()).status).toBe(204);
  });

  it('takes no password that is too short, and changes nothing then', async () => {
    const { status, body } = await change(password, anna.token, 'short');
    expect([status, body.error.field]).toEqual([400, 'password']);
    expect((await signIn(server, anna.technician.email)).status).toBe(200);
  });
});
