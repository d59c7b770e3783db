import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  administrator,
  everything,
  notedOf,
  type TestAdministrator,
} from '../../../support/administering.ts';
import { testClock } from '../../../support/clock.ts';
import { randomId } from '../../../support/documents.ts';
import { testServer, type TestServer } from '../../../support/server.ts';
import { storesUnderTest } from '../../../support/stores.ts';

const day = 24 * 60 * 60 * 1000;

describe.each(await storesUnderTest())('creating a technician in the $name store', ({ open }) => {
  let server: TestServer;
  let admin: TestAdministrator;
  beforeAll(async () => {
    const clock = testClock();
    server = await testServer({ store: await open(clock), clock });
    admin = await administrator(server);
  });
  afterAll(async () => {
    await server.stop();
    await server.store.close();
  });

  const newcomer = (more: object = {}) => ({
    email: `${randomId()}@lens.test`,
    name: 'Ben Roy',
    ...more,
  });
  const create = (body: object, more = {}) => admin.ask('POST', '/api/technicians', body, more);

  it('makes a technician who may do everything, and shows a link to set a password once', async () => {
    const asked = newcomer();
    const { status, body } = await create(asked);
    expect(status).toBe(200);
    expect(body.technician).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      revision: 0,
      email: asked.email,
      name: 'Ben Roy',
      role: 'technician',
      groupId: null,
      disabled: false,
      hasPassword: false,
      secondFactor: false,
      created: server.clock.now(),
    });
    expect(body.link).toEqual({
      delivery: 'shown',
      url: expect.stringMatching(/\/set-password#[A-Za-z0-9_-]{43}$/),
      expires: server.clock.now() + day,
    });
    expect(await notedOf(admin, body.technician.id)).toEqual(['technician_created']);
  });

  it('lets the newcomer set a password by the link, and sign in', async () => {
    const asked = newcomer();
    const { body } = await create(asked);
    const password = 'a password of ones own';
    const token = body.link.url.split('#')[1];
    const set = await server.request('POST', '/api/technicians/set-password', {
      body: { token, password },
    });
    expect(set.body).toEqual({ email: asked.email });
    const signedIn = await server.request('POST', '/api/technicians/sign-in', {
      body: { email: asked.email, password },
    });
    expect(signedIn.status).toBe(200);
    const now = await admin.ask('GET', `/api/technicians/${body.technician.id}`);
    expect(now.body.hasPassword).toBe(true);
    expect(await notedOf(admin, body.technician.id)).toContain('password_set');
  });

  it('puts the newcomer into a group, as an administrator if that is asked for', async () => {
    const group = await admin.ask('POST', '/api/groups', {
      name: randomId(),
      permissions: everything,
    });
    const { body } = await create(newcomer({ groupId: group.body.id, role: 'administrator' }));
    expect(body.technician).toMatchObject({ groupId: group.body.id, role: 'administrator' });
  });

  it('refuses an address that somebody has, in whatever case it is typed', async () => {
    const asked = newcomer();
    await create(asked);
    const { status, body } = await create(newcomer({ email: ` ${asked.email.toUpperCase()} ` }));
    expect([status, body.error.code]).toEqual([409, 'email_taken']);
  });

  it('refuses a group that is not there, and makes nobody', async () => {
    const asked = newcomer({ groupId: randomId() });
    const { status, body } = await create(asked);
    expect([status, body.error.code]).toEqual([404, 'group_not_found']);
    expect(await server.store.technicians.byEmail(asked.email)).toBeNull();
  });

  it('refuses an e-mail where there is no way to send one, and makes nobody', async () => {
    const asked = newcomer({ link: 'email' });
    const { status, body } = await create(asked);
    expect([status, body.error.code]).toEqual([409, 'email_not_set_up']);
    expect(await server.store.technicians.byEmail(asked.email)).toBeNull();
  });

  it('answers a repeat with the technician as it is now, and without the link', async () => {
    const asked = newcomer();
    const key = randomId();
    const first = await create(asked, { key });
    const { id, revision } = first.body.technician;
    await admin.ask(
      'PATCH',
      `/api/technicians/${id}`,
      { name: 'Ben Leroy' },
      { ifMatch: revision },
    );
    const again = await create(asked, { key });
    expect(again.status).toBe(200);
    expect(again.body.technician).toMatchObject({ id, revision: 1, name: 'Ben Leroy' });
    expect(again.body.link).toEqual({ delivery: 'not_repeated', url: null, expires: null });
    const token = first.body.link.url.split('#')[1];
    const set = await server.request('POST', '/api/technicians/set-password', {
      body: { token, password: 'the link still works' },
    });
    expect(set.status).toBe(200);
  });

  it('refuses a key that was used for somebody else', async () => {
    const key = randomId();
    await create(newcomer(), { key });
    const { status, body } = await create(newcomer(), { key });
    expect([status, body.error.code]).toEqual([422, 'key_reused']);
  });

  it('takes the same key of another administrator for another wish', async () => {
    const key = randomId();
    const other = await administrator(server);
    const first = await create(newcomer(), { key });
    const second = await other.ask('POST', '/api/technicians', newcomer(), { key });
    expect(second.status).toBe(200);
    expect(second.body.technician.id).not.toBe(first.body.technician.id);
  });

  it('makes one technician of ten requests with one key at the same moment', async () => {
    const asked = newcomer();
    const key = randomId();
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(asked, { key })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => body.technician.id)).size).toBe(1);
    const links = answers.map(({ body }) => body.link.delivery).sort();
    expect(links).toEqual([...Array.from({ length: 9 }, () => 'not_repeated'), 'shown']);
    expect(await notedOf(admin, answers[0]!.body.technician.id)).toEqual(['technician_created']);
  });

  it('makes one technician of ten requests for one address at the same moment', async () => {
    const asked = newcomer();
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(asked)));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ body }) => body.error.code)).toEqual(
      Array.from({ length: 9 }, () => 'email_taken'),
    );
  });
});
