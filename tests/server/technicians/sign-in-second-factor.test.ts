import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import {
  addSecondFactor,
  audited,
  codeOf,
  outcome,
  password,
  signIn,
} from '../../support/signing-in.ts';

const minutes = 60_000;
const needed = [401, 'second_factor_needed'];
const wrongCode = [401, 'second_factor_wrong'];
const refused = [401, 'sign_in_refused'];
const waits = [429, 'too_many_attempts'];

describe('a sign-in with a second factor', () => {
  let server: TestServer;
  let email: string;
  let key: string;
  let recoveryCodes: string[];
  beforeEach(async () => {
    server = await testServer();
    const anna = await server.technician({ name: 'Anna' }, password);
    ({ email } = anna.technician);
    ({ key, recoveryCodes } = await addSecondFactor(server, anna));
    server.clock.pass(60_000);
  });
  afterEach(() => server.stop());

  const enter = (code?: string, more = {}) =>
    signIn(server, email, { ...(code !== undefined && { code }), ...more });
  const code = (secondsOff = 0) => codeOf(server, key, secondsOff);

  it('asks for a code after the right password, and only then', async () => {
    expect(outcome(await enter())).toEqual(needed);
    expect(outcome(await enter(undefined, { word: 'a guess' }))).toEqual(refused);
    expect(outcome(await enter(code(), { word: 'a guess' }))).toEqual(refused);
    const { status, body } = await enter(code());
    expect([status, body.technician.secondFactor]).toEqual([200, true]);
  });

  it('asks for none before it was confirmed', async () => {
    const ben = await server.technician({}, password);
    const path = '/api/technicians/me/second-factor';
    await server.request('POST', path, { token: ben.token, body: { password } });
    expect((await signIn(server, ben.technician.email)).status).toBe(200);
  });

  it('takes a code as it is read: with spaces and dashes', async () => {
    expect((await enter(code().replace(/^.../, '$& '))).status).toBe(200);
    const grouped = recoveryCodes[0]!.match(/.{4}/g)!.join('-').toUpperCase();
    expect((await enter(grouped)).status).toBe(200);
  });

  it("takes a phone's clock that is 30 s slow or fast, and none that is 60 s off", async () => {
    expect(outcome(await enter(code(-60)))).toEqual(wrongCode);
    expect(outcome(await enter(code(60)))).toEqual(wrongCode);
    expect((await enter(code(-30))).status).toBe(200);
    expect((await enter(code(30))).status).toBe(200);
  });

  it('refuses a code that was used, and every older one', async () => {
    const [before, now] = [code(-30), code()];
    expect((await enter(now)).status).toBe(200);
    expect(outcome(await enter(now))).toEqual(wrongCode);
    expect(outcome(await enter(before))).toEqual(wrongCode);
    server.clock.pass(30_000);
    expect((await enter(code())).status).toBe(200);
  });

  it('lets one of five in who use the same code at the same moment', async () => {
    const now = code();
    const answers = await Promise.all(Array.from({ length: 5 }, () => enter(now)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('takes each recovery code once, and says so in the audit log', async () => {
    const [first, second] = recoveryCodes;
    const answers = await Promise.all([enter(first), enter(first), enter(second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 401]);
    expect(outcome(await enter(first))).toEqual(wrongCode);
    const log = await audited(server);
    expect(log.filter((entry) => entry === 'recovery_code_used by Anna to Anna')).toHaveLength(2);
  });

  it('takes five wrong codes in a quarter of an hour, from all strangers together', async () => {
    for (let time = 0; time < 5; time++)
      expect(outcome(await enter('000000', { device: randomId() }))).toEqual(wrongCode);
    for (const more of [{ device: randomId() }, {}])
      expect(outcome(await enter(code(), more))).toEqual(waits);
    server.clock.pass(15 * minutes);
    expect((await enter(code())).status).toBe(200);
  });

  it('is open to a known device while whoever has the password tries codes', async () => {
    const device = randomId();
    expect((await enter(code(), { device })).status).toBe(200);
    server.clock.pass(30_000);
    for (let time = 0; time < 5; time++) expect(outcome(await enter('000000'))).toEqual(wrongCode);
    expect(outcome(await enter(code()))).toEqual(waits);
    expect((await enter(code(), { device })).status).toBe(200);
  });

  it('takes five wrong codes from a known device, which keep no other place waiting', async () => {
    const device = randomId();
    expect((await enter(code(), { device })).status).toBe(200);
    server.clock.pass(30_000);
    for (let time = 0; time < 5; time++)
      expect(outcome(await enter('000000', { device }))).toEqual(wrongCode);
    expect(outcome(await enter(code(), { device }))).toEqual(waits);
    expect((await enter(code())).status).toBe(200);
    server.clock.pass(15 * minutes);
    expect((await enter(code(), { device })).status).toBe(200);
  });

  it('knows no device by a sign-in from before it held', async () => {
    const ben = await server.technician({}, password);
    const device = randomId();
    await signIn(server, ben.technician.email, { device });
    const { key: bens } = await addSecondFactor(server, ben);
    server.clock.pass(30_000);
    const tries = (code: string, more = {}) =>
      signIn(server, ben.technician.email, { code, ...more });
    for (let time = 0; time < 5; time++)
      expect(outcome(await tries('000000', { device }))).toEqual(wrongCode);
    expect(outcome(await tries(codeOf(server, bens)))).toEqual(waits);
  });

  it('lets no more than five codes through when more come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, guess) => enter(String(guess).padStart(6, '0'))),
    );
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(3);
  });

  it('keeps nobody from a code by what strangers try who have not the password', async () => {
    for (let time = 0; time < 9; time++)
      expect(outcome(await enter('000000', { word: 'a guess' }))).toEqual(refused);
    expect((await enter(code())).status).toBe(200);
  });

  it('counts a wrong code as a wrong sign-in, and asking for one as none', async () => {
    for (let time = 0; time < 20; time++) expect(outcome(await enter())).toEqual(needed);
    for (let time = 0; time < 4; time++) await enter('000000');
    for (let time = 0; time < 6; time++) await enter(undefined, { word: 'a guess' });
    expect(outcome(await enter(code()))).toEqual(waits);
  });

  it('asks strangers for a code sixty times an hour, and known devices apart from them', async () => {
    const device = randomId();
    expect((await enter(code(), { device })).status).toBe(200);
    for (let time = 0; time < 60; time++) expect(outcome(await enter())).toEqual(needed);
    expect(outcome(await enter())).toEqual(waits);
    server.clock.pass(30_000);
    expect(outcome(await enter(undefined, { device }))).toEqual(needed);
    expect((await enter(code(), { device })).status).toBe(200);
    server.clock.pass(60 * minutes);
    expect(outcome(await enter())).toEqual(needed);
  });

  it('notes a wrong code as a refused sign-in', async () => {
    await enter('000000');
    await expect
      .poll(async () => (await audited(server)).at(-1))
      .toBe('sign_in_refused by null to Anna');
  });
});
