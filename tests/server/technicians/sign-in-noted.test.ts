import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../server/store/embedded.ts';
import type { Store } from '../../../server/store/store.ts';
import { testClock } from '../../support/clock.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { audited, password, signIn } from '../../support/signing-in.ts';

describe('the audit log of sign-ins', () => {
  const clock = testClock();
  let store: Store;
  let server: TestServer;
  let email: string;
  beforeEach(async () => {
    store = await openEmbedded({ inMemory: true }, clock);
    server = await testServer({ store, clock });
    ({ email } = (await server.technician({ name: 'Anna' }, password)).technician);
  });
  afterEach(async () => {
    await server.stop();
    await store.close();
  });

  const wrong = (as = email, at = server) => signIn(at, as, { word: 'a wrong guess' });
  /** What stands there once all is written: who was refused is noted after the answer. */
  async function noted(): Promise<string[]> {
    await server.stop();
    server = await testServer({ store, clock });
    return await audited(server);
  }
  /** A server whose lines in the log are written so. */
  const writing = (append: Store['audit']['append']) =>
    testServer({ clock, store: { ...store, audit: { ...store.audit, append } } });

  it('says who signed in and out', async () => {
    const { body } = await signIn(server, email);
    await server.request('POST', '/api/technicians/me/sign-out', { token: body.token });
    expect(await audited(server)).toEqual(['sign_in by Anna to Anna', 'sign_out by Anna to Anna']);
  });

  it('says for which account somebody was refused', async () => {
    await wrong();
    expect(await noted()).toEqual(['sign_in_refused by null to Anna']);
  });

  it('keeps no answer waiting, whose time would tell which account is there, but the stop', async () => {
    let write = () => {};
    const written = new Promise<void>((resolve) => (write = resolve));
    const slow = await writing(() => written);
    expect((await wrong(email, slow)).status).toBe(401);
    let stopped = false;
    const stop = slow.stop().then(() => (stopped = true));
    // As long as another server stops in.
    await noted();
    expect(stopped).toBe(false);
    write();
    await stop;
  });

  it('refuses also where it cannot be written, and says so in the log', async () => {
    const full = await writing(() => Promise.reject(new Error('no room')));
    expect((await wrong(email, full)).status).toBe(401);
    await full.stop();
    expect(full.log.join('')).toContain('a refused sign-in could not be noted');
  });

  it('never says what was typed: for no account, it says so', async () => {
    await wrong('secret-person@lens.test');
    await noted();
    const entries = await store.audit.list({ limit: 10 });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ action: 'sign_in_refused', target: null });
    expect(JSON.stringify(entries)).not.toContain('secret-person');
  });

  it('is not filled by an attack: one line a minute for an account, one for those of nobody', async () => {
    for (let time = 0; time < 5; time++) {
      await wrong();
      await wrong(`nobody-${time}@lens.test`);
    }
    expect(await noted()).toHaveLength(2);
    clock.pass(60_000);
    await wrong();
    expect(await noted()).toHaveLength(3);
  });

  it('says nothing of those who only have to wait', async () => {
    for (let time = 0; time < 10; time++) await wrong();
    expect(await noted()).toHaveLength(1);
    clock.pass(60_000);
    expect((await wrong()).status).toBe(429);
    expect(await noted()).toHaveLength(1);
  });
});
