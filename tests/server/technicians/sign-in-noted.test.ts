import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testServer, type TestServer } from '../../support/server.ts';
import { audited, password, signIn } from '../../support/signing-in.ts';

describe('the audit log of sign-ins', () => {
  let server: TestServer;
  let email: string;
  beforeEach(async () => {
    server = await testServer();
    ({ email } = (await server.technician({ name: 'Anna' }, password)).technician);
  });
  afterEach(() => server.stop());

  const wrong = (as = email) => signIn(server, as, { word: 'a wrong guess' });

  it('says who signed in and out', async () => {
    const { body } = await signIn(server, email);
    await server.request('POST', '/api/technicians/me/sign-out', { token: body.token });
    expect(await audited(server)).toEqual(['sign_in by Anna to Anna', 'sign_out by Anna to Anna']);
  });

  it('says for which account somebody was refused', async () => {
    await wrong();
    expect(await audited(server)).toEqual(['sign_in_refused by null to Anna']);
  });

  it('never says what was typed: for no account, it says so', async () => {
    await wrong('secret-person@lens.test');
    const entries = await server.store.audit.list({ limit: 10 });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ action: 'sign_in_refused', target: null });
    expect(JSON.stringify(entries)).not.toContain('secret-person');
  });

  it('is not filled by an attack: one line a minute for an account, one for those of nobody', async () => {
    for (let time = 0; time < 5; time++) {
      await wrong();
      await wrong(`nobody-${time}@lens.test`);
    }
    expect(await audited(server)).toHaveLength(2);
    server.clock.pass(60_000);
    await wrong();
    expect(await audited(server)).toHaveLength(3);
  });

  it('says nothing of those who only have to wait', async () => {
    for (let time = 0; time < 10; time++) await wrong();
    server.clock.pass(60_000);
    expect((await wrong()).status).toBe(429);
    expect(await audited(server)).toHaveLength(1);
  });
});
