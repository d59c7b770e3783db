import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createSetPassword,
  makePasswordLink,
  putPassword,
} from '../../../server/technicians/set-password.ts';
import { meanwhile } from '../../support/meanwhile.ts';
import { testServer, type TestServer, type TestTechnician } from '../../support/server.ts';

const hours = 60 * 60 * 1000;

describe('a one-time link that sets a password', () => {
  let server: TestServer;
  let anna: TestTechnician;
  let link: string;
  beforeEach(async () => {
    server = await testServer();
    anna = await server.technician({}, 'the former password');
    const made = await makePasswordLink(
      server.store,
      anna.technician._id,
      'https://help.example.com',
      server.clock.now(),
    );
    link = made.url;
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await server.stop();
  });

  const set = (password = 'a new password') =>
    server.request('POST', '/api/technicians/set-password', {
      body: { token: link.split('#')[1], password },
    });
  const look = () =>
    server.request('POST', '/api/technicians/set-password/link', {
      body: { token: link.split('#')[1] },
    });
  const signIn = (password: string) =>
    server.request('POST', '/api/technicians/sign-in', {
      body: { email: anna.technician.email, password },
    });

  it('keeps its secret out of every log: it stands in the fragment', () => {
    expect(link).toMatch(/^https:\/\/help\.example\.com\/set-password#[A-Za-z0-9_-]{43}$/);
  });

  it('lets the technician sign in by the new password, and no longer by the former', async () => {
    expect((await set()).body).toEqual({ email: anna.technician.email });
    expect((await signIn('a new password')).status).toBe(200);
    expect((await signIn('the former password')).status).toBe(401);
  });

  it('signs out everywhere', async () => {
    await set();
    const { status } = await server.request('GET', '/api/technicians/me', { token: anna.token });
    expect(status).toBe(401);
  });

  it('is good once, also for two who use it at the same moment', async () => {
    const answers = await Promise.all([set('password number one'), set('password number two')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    const { status, body } = await set();
    expect([status, body.error.code]).toEqual([410, 'link_used']);
  });

  it('does not replace what another link has set since it was taken', async () => {
    const { store, clock } = server;
    meanwhile(store.oneTimeLinks, 'take', () =>
      putPassword(store, anna.technician._id, 'the hash of another', clock.now()),
    );
    const { status, body } = await set();
    expect([status, body.error.code]).toEqual([410, 'link_used']);
    expect(await store.credentials.password(anna.technician._id)).toMatchObject({
      hash: 'the hash of another',
    });
  });

  it('says for whom it is, as often as it is looked at, and is as good as before', async () => {
    for (let time = 0; time < 3; time++)
      expect((await look()).body).toEqual({ email: anna.technician.email });
    expect((await set()).status).toBe(200);
    const { status, body } = await look();
    expect([status, body.error.code]).toEqual([410, 'link_used']);
  });

  it('says nothing of anybody once it is too old, or its technician disabled', async () => {
    await server.store.technicians.change(anna.technician._id, 0, { disabled: true });
    expect((await look()).body.error.code).toBe('link_used');
    await server.store.technicians.change(anna.technician._id, 1, { disabled: false });
    expect((await look()).status).toBe(200);
    server.clock.pass(24 * hours);
    expect((await look()).body.error.code).toBe('link_used');
  });

  it('is good for a day', async () => {
    server.clock.pass(24 * hours);
    expect((await set()).body.error.code).toBe('link_used');
    expect((await signIn('the former password')).status).toBe(200);
  });

  it('is not used up by a password that is too short', async () => {
    const { status, body } = await set('short');
    expect([status, body.error.field]).toEqual([400, 'password']);
    expect((await set()).status).toBe(200);
  });

  it('cannot be guessed at length', async () => {
    const guess = () =>
      server.request('POST', '/api/technicians/set-password', {
        body: { token: 'x'.repeat(43), password: 'a new password' },
      });
    for (let time = 0; time < 10; time++) expect((await guess()).status).toBe(410);
    expect((await guess()).status).toBe(429);
  });

  it('that nobody has costs no hash', async () => {
    const hash = vi.fn(async () => 'a hash');
    const { setPassword } = createSetPassword({
      ...server,
      passwords: { hash, fits: async () => false },
      audit: { note: async () => undefined },
      endSignedOut: async () => undefined,
      dataDir: 'no such folder',
    });
    const use = (token: string) =>
      setPassword({
        body: { token, password: 'a new password' },
        address: '192.0.2.1',
      } as Parameters<typeof setPassword>[0]);
    await expect(use('x'.repeat(43))).rejects.toMatchObject({ code: 'link_used' });
    expect(hash).not.toHaveBeenCalled();
    await use(link.split('#')[1]!);
    expect(hash).toHaveBeenCalledWith('a new password', expect.objectContaining({ known: true }));
  });

  it('cannot be looked for at length', async () => {
    await set();
    for (let time = 0; time < 30; time++) expect((await look()).status).toBe(410);
    const { status, body } = await look();
    expect([status, body.error.code]).toEqual([429, 'too_many_attempts']);
  });

  it('is looked at and used by a whole office behind one address, on the same day', async () => {
    for (let technicians = 0; technicians < 12; technicians++) {
      const { technician } = await server.technician();
      const { url } = await makePasswordLink(
        server.store,
        technician._id,
        'https://help.example.com',
        server.clock.now(),
      );
      link = url;
      for (let time = 0; time < 3; time++) expect((await look()).status).toBe(200);
      expect((await set()).status).toBe(200);
    }
  });
});
