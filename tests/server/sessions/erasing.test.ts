import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../server/store/embedded.ts';
import type { Store } from '../../../server/store/store.ts';
import { testClock, type TestClock } from '../../support/clock.ts';
import { administrator, type TestAdministrator } from '../../support/company.ts';
import { invitationDocument, randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { join, licence, stored, type TestSession } from '../../support/sessions.ts';

const HOUR = 60 * 60_000;

/** What is personal in a session, so strange that it is nowhere by chance. */
const marks = {
  name: 'Zoe Quixotrine',
  phone: '+33612987654',
  email: 'zoe.quixotrine@example.net',
  ticketId: 'TCK-8817263',
  flat: 'by the lilac',
  invited: '+33699887766',
};
const devices = { technician: 'a1'.repeat(16), customer: 'b2'.repeat(16) };

describe('what is personal of a session', () => {
  let folder: string;
  let clock: TestClock;
  let store: Store;
  let server: TestServer;
  let settings: TestAdministrator;
  beforeEach(async () => {
    folder = await mkdtemp(joinPath(tmpdir(), 'lens-erasing-'));
    clock = testClock();
    store = await openEmbedded({ folder }, clock);
    server = await testServer({ store, clock });
    settings = await administrator(server);
    await settings.change({ customFields: [{ id: 'flat', names: { en: 'Flat', fr: 'Étage' } }] });
  });
  afterEach(async () => {
    await server.stop();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Which of the marks stand in the files of the store. */
  async function found(): Promise<string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = await Promise.all(
      entries
        .filter((entry) => entry.isFile())
        // A file may be replaced by its rewritten self meanwhile.
        .map((entry) => readFile(joinPath(entry.parentPath, entry.name), 'utf8').catch(() => '')),
    );
    return [...Object.values(marks), ...Object.values(devices)].filter((mark) =>
      files.some((file) => file.includes(mark)),
    );
  }

  /** A live session with all that a session can hold of people. */
  async function liveSession() {
    const { token, technician } = await server.technician();
    const { invited, flat, ...details } = marks;
    const wish = {
      token,
      body: { device: devices.technician, ...details, custom: { flat } },
      headers: { 'idempotency-key': 'a-wish' },
    };
    const { body } = await server.request('POST', '/api/sessions', wish);
    const invitations = [invitationDocument({ to: invited })];
    await store.sessions.change(body.id, { revision: body.revision }, { invitations });
    const command = (whose: () => string) => (method: string, path: string, sent?: unknown) =>
      server.request(method, `/api/sessions/${body.id}${path}`, { token: whose(), body: sent });
    const session: TestSession = {
      id: body.id,
      pin: body.pin,
      technicianId: technician._id,
      technicianToken: token,
      technicianDevice: devices.technician,
      customerToken: '',
      customerDevice: devices.customer,
      asTechnician: command(() => token),
      asCustomer: command(() => session.customerToken),
    };
    await join(server, session);
    await session.asCustomer('POST', '/licence/accept', licence);
    await session.asTechnician('POST', '/start');
    return { session, again: () => server.request('POST', '/api/sessions', wish) };
  }

  it('is erased a configured time after its end, from the files too', async () => {
    await settings.change({ retentionHours: 3 });
    const { session, again } = await liveSession();
    await session.asTechnician('POST', '/end');
    expect(await found()).toEqual([...Object.values(marks), ...Object.values(devices)]);

    clock.pass(3 * HOUR + 1);
    await expect.poll(found, { timeout: 6000 }).toEqual([]);
    const { body } = await session.asTechnician('GET', '');
    expect(body).toMatchObject({
      state: 'ended',
      end: { by: 'technician', reason: 'ended' },
      details: { name: '', phone: '', email: '', ticketId: '', custom: {} },
      invitations: [],
      own: { device: null },
    });
    expect(await stored(server, session)).toMatchObject({
      licence: { ...licence, acceptedAt: expect.any(Number) },
      erasedAt: clock.now(),
      wish: { key: expect.any(String) },
    });
    expect((await stored(server, session)).wish).not.toHaveProperty('body');
    expect((await again()).body).toMatchObject({ id: session.id, state: 'ended' });
  });

  it('is erased with the end itself where it is kept for no time; both sides see how it ended', async () => {
    await settings.change({ retentionHours: 0 });
    const { session } = await liveSession();
    expect(await found()).not.toEqual([]);
    const end = { by: 'customer', reason: 'left' };
    const left = await session.asCustomer('POST', '/end');
    expect(left.body).toMatchObject({ state: 'ended', end });
    expect(await stored(server, session)).toMatchObject({
      erasedAt: clock.now(),
      details: { name: '' },
      seats: { technician: { device: '' }, customer: { device: '' } },
    });
    // No clock moves: the files follow at once.
    await expect.poll(found, { timeout: 6000 }).toEqual([]);
    for (const side of [session.asTechnician, session.asCustomer])
      expect((await side('GET', '')).body).toMatchObject({ state: 'ended', end });
    expect((await join(server, session)).body.error.code).toBe('session_ended');
  });

  it('is erased at once, too, of a session that time has ended', async () => {
    await settings.change({ retentionHours: 0, waitingMinutes: 30 });
    const { token } = await server.technician();
    const { body } = await server.request('POST', '/api/sessions', {
      token,
      body: { device: randomId(), name: marks.name },
    });
    clock.pass(31 * 60_000);
    await expect.poll(found, { timeout: 6000 }).toEqual([]);
    expect(await stored(server, body)).toMatchObject({ end: { reason: 'waited_too_long' } });
  });

  it('goes within a minute where an administrator has made the time shorter', async () => {
    const { session } = await liveSession();
    await session.asTechnician('POST', '/end');
    clock.pass(2 * HOUR);
    await settings.change({ retentionHours: 1 });
    clock.pass(60_000);
    await expect.poll(found, { timeout: 6000 }).toEqual([]);
    expect(await stored(server, session)).toMatchObject({ state: 'ended' });
  });

  it('stays longer than a day where it is to be kept longer, and with it the session', async () => {
    await settings.change({ retentionHours: 48, waitingMinutes: 1 });
    const { session } = await liveSession();
    await session.asTechnician('POST', '/end');
    clock.pass(47 * HOUR);
    // The next session that time ends says that the sweep has come by.
    const { token } = await server.technician();
    const { body: other } = await server.request('POST', '/api/sessions', {
      token,
      body: { device: randomId() },
    });
    clock.pass(2 * 60_000);
    await expect
      .poll(async () => (await stored(server, other)).state, { timeout: 6000 })
      .toBe('ended');
    expect(await stored(server, session)).toMatchObject({ details: { name: marks.name } });
    clock.pass(HOUR);
    await expect.poll(() => store.sessions.byId(session.id), { timeout: 6000 }).toBeNull();
    // Gone from the collection first, from the file a moment later.
    await expect.poll(found, { timeout: 6000 }).toEqual([]);
  });

  it('is erased once by two servers that look at the same time', async () => {
    const other = await testServer({ store, clock });
    try {
      const { session } = await liveSession();
      await session.asTechnician('POST', '/end');
      const { revision } = await stored(server, session);
      await settings.change({ retentionHours: 1 });
      clock.pass(HOUR + 60_000);
      await expect.poll(found, { timeout: 6000 }).toEqual([]);
      expect(await stored(server, session)).toMatchObject({ revision: revision + 1 });
    } finally {
      await other.stop();
    }
  });
});
