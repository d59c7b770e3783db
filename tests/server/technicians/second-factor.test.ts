import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { meanwhile } from '../../support/meanwhile.ts';
import { testServer, type TestServer, type TestTechnician } from '../../support/server.ts';
import {
  addSecondFactor,
  audited,
  codeOf,
  outcome,
  password,
  signIn,
} from '../../support/signing-in.ts';

const minutes = 60_000;
const wrongCode = [401, 'second_factor_wrong'];

describe("a technician's second factor", () => {
  let server: TestServer;
  let anna: TestTechnician;
  beforeEach(async () => {
    server = await testServer({ config: { companyName: 'Acme Repairs' } });
    anna = await server.technician({ name: 'Anna' }, password);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await server.stop();
  });

  const ask = (path: string, body: unknown) =>
    server.request('POST', `/api/technicians/me/second-factor${path}`, { token: anna.token, body });
  const begin = (word = password) => ask('', { password: word });
  const confirm = (code: string) => ask('/confirm', { code });
  const remove = (code: string, word = password) => ask('/remove', { password: word, code });
  const secondFactor = async () =>
    (await server.request('GET', '/api/technicians/me', { token: anna.token })).body.secondFactor;
  const factor = () => server.store.credentials.secondFactor(anna.technician._id);
  /** On to the next code. */
  const wait = () => server.clock.pass(30_000);

  it('is begun by the password: a key, and a URL that names the company and the account', async () => {
    expect(outcome(await begin('a guess'))).toEqual([403, 'password_wrong']);
    const { key, url } = (await begin()).body;
    expect(key).toMatch(/^[A-Z2-7]{32}$/);
    expect(decodeURIComponent(url)).toContain(`totp/Acme Repairs:${anna.technician.email}?`);
    expect(url).toContain(`secret=${key}`);
  });

  it('holds from its first code on, and not before', async () => {
    const { key } = (await begin()).body;
    expect(await secondFactor()).toBe(false);
    expect(outcome(await confirm('000000'))).toEqual(wrongCode);
    expect(await secondFactor()).toBe(false);
    const { body } = await confirm(codeOf(server, key));
    expect(body.technician.secondFactor).toBe(true);
    expect(await secondFactor()).toBe(true);
    expect(await audited(server)).toEqual(['second_factor_added by Anna to Anna']);
  });

  const signOut = () => server.store.signIns.removeAllOf(anna.technician._id);

  it('is not begun by a place that was signed out as its password was looked at', async () => {
    meanwhile(server.store.credentials, 'password', signOut);
    expect(outcome(await begin())).toEqual([401, 'not_signed_in']);
    expect(await factor()).toBeNull();
  });

  it('is not confirmed by a place that was signed out meanwhile', async () => {
    const { key } = (await begin()).body;
    meanwhile(server.store.credentials, 'changeSecondFactor', signOut);
    expect(outcome(await confirm(codeOf(server, key)))).toEqual([401, 'not_signed_in']);
    expect(await factor()).toBeNull();
  });

  it('is not removed by a place that was signed out meanwhile, nor is another one', async () => {
    const { key } = await addSecondFactor(server, anna);
    wait();
    meanwhile(server.store.credentials, 'password', signOut);
    expect(outcome(await remove(codeOf(server, key)))).toEqual([401, 'not_signed_in']);
    expect(await factor()).toMatchObject({ key });
    expect(await server.store.credentials.removeSecondFactor(anna.technician._id, 'other')).toBe(
      false,
    );
    expect(await factor()).toMatchObject({ key });
  });

  it('gives ten recovery codes, of which only hashes are kept', async () => {
    const { recoveryCodes } = await addSecondFactor(server, anna);
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const code of recoveryCodes) expect(code).toMatch(/^[a-km-np-z2-9]{16}$/);
    const kept = JSON.stringify(await factor());
    for (const code of recoveryCodes) expect(kept).not.toContain(code);
  });

  it('that was begun again before it held is another one', async () => {
    const first = (await begin()).body.key;
    const second = (await begin()).body.key;
    expect(second).not.toBe(first);
    expect(outcome(await confirm(codeOf(server, first)))).toEqual(wrongCode);
    expect((await confirm(codeOf(server, second))).status).toBe(200);
  });

  it('is neither begun nor confirmed again while it holds', async () => {
    const { key } = await addSecondFactor(server, anna);
    wait();
    expect(outcome(await begin())).toEqual([409, 'second_factor_there']);
    expect(outcome(await confirm(codeOf(server, key)))).toEqual([409, 'second_factor_there']);
  });

  it('is neither confirmed nor removed where there is none', async () => {
    expect(outcome(await confirm('123456'))).toEqual([409, 'second_factor_missing']);
    expect(outcome(await remove('123456'))).toEqual([409, 'second_factor_missing']);
    await begin();
    expect(outcome(await remove('123456'))).toEqual([409, 'second_factor_missing']);
  });

  it('is confirmed once by two who do it at the same moment: one set of codes is told', async () => {
    const { key } = (await begin()).body;
    const codes = [codeOf(server, key), codeOf(server, key), codeOf(server, key, 30)];
    const answers = await Promise.all(codes.map(confirm));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is removed by the password and a code, not by one of them', async () => {
    const { key } = await addSecondFactor(server, anna);
    wait();
    expect(outcome(await remove(codeOf(server, key), 'a guess'))).toEqual([403, 'password_wrong']);
    expect(outcome(await remove('000000'))).toEqual(wrongCode);
    const { status, body } = await remove(codeOf(server, key));
    expect([status, body.secondFactor]).toEqual([200, false]);
    expect(await factor()).toBeNull();
    expect((await audited(server)).at(-1)).toBe('second_factor_removed by Anna to Anna');
  });

  it('is removed by a recovery code when the authenticator is lost', async () => {
    const { recoveryCodes } = await addSecondFactor(server, anna);
    expect((await remove(recoveryCodes[9]!)).status).toBe(200);
    expect((await audited(server)).slice(-2)).toEqual([
      'recovery_code_used by Anna to Anna',
      'second_factor_removed by Anna to Anna',
    ]);
  });

  it('is removed where one is signed in, whatever strangers try who have the password', async () => {
    const { key } = await addSecondFactor(server, anna);
    wait();
    const { email } = anna.technician;
    for (let time = 0; time < 5; time++)
      expect(outcome(await signIn(server, email, { code: '000000' }))).toEqual(wrongCode);
    expect((await remove(codeOf(server, key))).status).toBe(200);
  });

  it('lets five wrong codes through in a quarter of an hour', async () => {
    const { key } = await addSecondFactor(server, anna);
    wait();
    for (let time = 0; time < 5; time++) expect(outcome(await remove('000000'))).toEqual(wrongCode);
    const late = await remove(codeOf(server, key));
    expect(outcome(late)).toEqual([429, 'too_many_attempts']);
    // The window began with the code that confirmed it, 30 s before.
    expect(late.headers.get('retry-after')).toBe('870');
    server.clock.pass(15 * minutes - 30_000);
    expect((await remove(codeOf(server, key))).status).toBe(200);
  });
});
