import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asking, type TestAdministrator } from '../../../support/administering.ts';
import { randomId } from '../../../support/documents.ts';
import { testServer, type TestServer } from '../../../support/server.ts';
import { addSecondFactor, codeOf, password, signIn } from '../../../support/signing-in.ts';

const minute = 60_000;

describe('a sign-in of an administrator that somebody else has found', () => {
  let server: TestServer;
  let admin: TestAdministrator;
  let own: string;
  beforeEach(async () => {
    server = await testServer();
    const { technician, token } = await server.technician({ role: 'administrator' }, password);
    admin = { technician, token, ask: asking(server, token) };
    own = `/api/technicians/${technician._id}`;
  });
  afterEach(() => server.stop());

  const code = async (answer: ReturnType<TestAdministrator['ask']>) => {
    const { status, body } = await answer;
    return status < 300 ? 'done' : body.error.code;
  };
  const asked = { name: 'report', scopes: ['audit:read'], days: 366 };

  it('makes no key that outlives it once it is 15 minutes old', async () => {
    server.clock.pass(15 * minute - 1);
    expect(await code(admin.ask('POST', '/api/api-tokens', asked))).toBe('done');
    expect(await code(admin.ask('POST', `${own}/password-link`, {}))).toBe('done');
    server.clock.pass(1);
    const tokens = await server.store.apiTokens.list({ limit: 10 });
    expect(await code(admin.ask('POST', '/api/api-tokens', asked))).toBe('sign_in_again');
    expect(await server.store.apiTokens.list({ limit: 10 })).toEqual(tokens);
    expect(await code(admin.ask('POST', `${own}/password-link`, {}))).toBe('sign_in_again');
    const email = `${randomId()}@lens.test`;
    expect(await code(admin.ask('PATCH', own, { email }, { ifMatch: 0 }))).toBe('sign_in_again');
    const other = { email, name: 'Eve', role: 'administrator' };
    expect(await code(admin.ask('POST', '/api/technicians', other))).toBe('sign_in_again');
    expect(await server.store.technicians.byEmail(email)).toBeNull();
  });

  it('stays good for all else, and for those who are no administrators', async () => {
    server.clock.pass(60 * minute);
    const answer = await admin.ask('POST', '/api/api-tokens', asked, { language: 'fr' });
    expect([answer.status, answer.body.error.message]).toEqual([
      403,
      expect.stringContaining('connectez-vous à nouveau'),
    ]);
    expect(await code(admin.ask('GET', '/api/technicians/me'))).toBe('done');
    const newcomer = { email: `${randomId()}@lens.test`, name: 'Ben' };
    const made = await admin.ask('POST', '/api/technicians', newcomer);
    expect(made.status).toBe(200);
    const { id } = made.body.technician;
    expect(await code(admin.ask('POST', `/api/technicians/${id}/password-link`, {}))).toBe('done');
  });

  it('is not made fresh by using it, but signing in again is', async () => {
    server.clock.pass(10 * minute);
    await admin.ask('GET', '/api/technicians/me');
    server.clock.pass(6 * minute);
    expect(await code(admin.ask('POST', '/api/api-tokens', asked))).toBe('sign_in_again');
    const { body } = await signIn(server, admin.technician.email);
    const again = asking(server, body.token);
    expect(await code(again('POST', '/api/api-tokens', asked))).toBe('done');
    expect(await code(again('POST', `${own}/password-link`, {}))).toBe('done');
  });

  it('takes its own second factor by password and code alone, however fresh it is', async () => {
    const { key } = await addSecondFactor(server, admin);
    expect(await code(admin.ask('DELETE', `${own}/second-factor`))).toBe('not_allowed');
    server.clock.pass(60 * minute);
    expect(await code(admin.ask('DELETE', `${own}/second-factor`))).toBe('not_allowed');
    expect(await server.store.credentials.secondFactor(admin.technician._id)).not.toBeNull();
    const body = { password, code: codeOf(server, key) };
    const path = '/api/technicians/me/second-factor/remove';
    expect(await code(admin.ask('POST', path, body))).toBe('done');
  });
});
