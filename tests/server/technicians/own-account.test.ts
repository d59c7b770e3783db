import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testServer, type TestServer, type TestTechnician } from '../../support/server.ts';
import { audited, outcome, password, signIn } from '../../support/signing-in.ts';

const minutes = 60_000;
const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

describe('the places where a technician is signed in', () => {
  let server: TestServer;
  let anna: TestTechnician;
  beforeEach(async () => {
    server = await testServer();
    anna = await server.technician({ name: 'Anna' }, password);
  });
  afterEach(() => server.stop());

  const me = (token: string) => server.request('GET', '/api/technicians/me', { token });
  const places = async (token = anna.token) =>
    (await server.request('GET', '/api/technicians/me/sign-ins', { token })).body.items;
  const end = (id: string, token = anna.token) =>
    server.request('DELETE', `/api/technicians/me/sign-ins/${id}`, { token });
  /** A sign-in some minutes later than the one before. */
  const another = async () => {
    server.clock.pass(minutes);
    return (await signIn(server, anna.technician.email)).body.token as string;
  };

  it('are listed, this one first, then the one that was used last', async () => {
    const [second, third] = [await another(), await another()];
    server.clock.pass(6 * minutes);
    await me(second);
    const now = server.clock.now();
    const listed = (await places(third)) as { here: boolean; seen: number }[];
    expect(listed.map(({ here, seen }) => [here, now - seen])).toEqual([
      [true, 0],
      [false, 0],
      [false, 8 * minutes],
    ]);
  });

  it('say which browser it is, since when, and until when', async () => {
    const headers = { 'user-agent': chrome };
    const body = { email: anna.technician.email, password };
    const { token, expires } = (
      await server.request('POST', '/api/technicians/sign-in', { body, headers })
    ).body;
    expect((await places(token))[0]).toEqual({
      id: expect.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
      browser: 'Chrome',
      system: 'Windows',
      since: server.clock.now(),
      seen: server.clock.now(),
      expires,
      here: true,
    });
  });

  it('say what a sign-in that was stored in a former shape has', async () => {
    const { technician, token } = await server.technician();
    const [stored] = await server.store.signIns.of(technician._id);
    for (const [count, former] of ['', 'Chrome on Windows'].entries()) {
      const { system, ...rest } = { ...stored!, _id: `former-${count}`, browser: former };
      expect(system).toBeNull();
      await server.store.signIns.insert({ ...rest, seenAt: rest.seenAt - count - 1 });
    }
    const listed = (await places(token)) as { browser: unknown; system: unknown }[];
    expect(listed.map(({ browser, system }) => [browser, system])).toEqual([
      [null, null],
      [null, null],
      ['Chrome on Windows', null],
    ]);
  });

  it('are seen when they are used, noted every five minutes at most', async () => {
    const began = server.clock.now();
    const seenAt = async () => (await server.store.signIns.of(anna.technician._id))[0]!.seenAt;
    server.clock.pass(5 * minutes - 1);
    await me(anna.token);
    expect(await seenAt()).toBe(began);
    server.clock.pass(1);
    await me(anna.token);
    expect(await seenAt()).toBe(began + 5 * minutes);
  });

  it('are not listed once their time is over', async () => {
    await another();
    server.clock.pass(12 * 60 * minutes - 1);
    expect(await places()).toHaveLength(2);
    server.clock.pass(1);
    expect(await places()).toHaveLength(1);
  });

  it('can be ended one by one', async () => {
    const token = await another();
    const other = (await places()).find(({ here }: { here: boolean }) => !here);
    expect((await end(other.id)).status).toBe(204);
    expect((await me(token)).status).toBe(401);
    expect((await me(anna.token)).status).toBe(200);
    expect(outcome(await end(other.id))).toEqual([404, 'sign_in_not_found']);
    expect((await audited(server)).at(-1)).toBe('sign_in_ended by Anna to Anna');
  });

  it('can be ended by nobody else, who cannot tell that there is one either', async () => {
    const ben = await server.technician();
    const [own] = await places();
    expect(outcome(await end(own.id, ben.token))).toEqual([404, 'sign_in_not_found']);
    expect((await me(anna.token)).status).toBe(200);
  });

  it('are all ended by signing out everywhere, here too, and nobody else is', async () => {
    const token = await another();
    const ben = await server.technician();
    const path = '/api/technicians/me/sign-out-everywhere';
    expect((await server.request('POST', path, { token })).status).toBe(204);
    for (const each of [token, anna.token]) expect((await me(each)).status).toBe(401);
    expect((await me(ben.token)).status).toBe(200);
    expect((await audited(server)).at(-1)).toBe('sign_out_everywhere by Anna to Anna');
  });
});
