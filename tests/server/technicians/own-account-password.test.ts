import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '../../../server/store/documents.ts';
import { hashToken, newSecret } from '../../../server/tokens.ts';
import { testServer, type TestServer, type TestTechnician } from '../../support/server.ts';
import { audited, outcome, password, signIn } from '../../support/signing-in.ts';

const minutes = 60_000;
const wrong = [403, 'password_wrong'];
const waits = [429, 'too_many_attempts'];

describe("a change of one's own password", () => {
  let server: TestServer;
  let anna: TestTechnician;
  beforeEach(async () => {
    server = await testServer();
    anna = await server.technician({ name: 'Anna' }, password);
  });
  afterEach(() => server.stop());

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

  it('makes one-time links worthless', async () => {
    const token = newSecret();
    await server.store.oneTimeLinks.insert({
      _id: hashToken(token),
      schema: SCHEMA_VERSION,
      technicianId: anna.technician._id,
      purpose: 'set_password',
      expiresAt: server.clock.now() + minutes,
    });
    await change();
    const used = await server.request('POST', '/api/technicians/set-password', {
      body: { token, password: 'a third password' },
    });
    expect(outcome(used)).toEqual([410, 'link_used']);
  });

  it('asks for the present one, ten times in a quarter of an hour', async () => {
    for (let time = 0; time < 10; time++) expect(outcome(await change('a guess'))).toEqual(wrong);
    const late = await change();
    expect(outcome(late)).toEqual(waits);
    expect(late.headers.get('retry-after')).toBe('900');
    server.clock.pass(15 * minutes);
    expect((await change()).status).toBe(204);
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
