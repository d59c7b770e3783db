import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allPermissions } from '../../../common/contract/permissions.ts';
import { SCHEMA_VERSION } from '../../../server/store/documents.ts';
import { administrator, type TestAdministrator } from '../../support/company.ts';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { sessionIn, stored } from '../../support/sessions.ts';
import { endSockets, sessionSocket } from '../../support/sockets.ts';

const names = { en: 'Floor', fr: 'Étage' };
const floor = { id: 'floor', names };
const door = { id: 'door', names };

describe('opening a session', () => {
  let server: TestServer;
  let settings: TestAdministrator;
  beforeAll(async () => {
    server = await testServer();
    settings = await administrator(server);
    await settings.change({ customFields: [floor, door] });
  });
  afterAll(async () => {
    endSockets();
    await server.stop();
  });

  const open = (token: string, body: Record<string, unknown> = {}, key?: string) =>
    server.request('POST', '/api/sessions', {
      token,
      body: { device: 'd'.repeat(32), ...body },
      headers: key === undefined ? {} : { 'idempotency-key': key },
    });

  async function groupThat(may: Partial<typeof allPermissions>): Promise<string> {
    const _id = randomId();
    await server.store.groups.insert({
      _id,
      schema: SCHEMA_VERSION,
      revision: 0,
      name: `Group ${_id}`,
      permissions: { ...allPermissions, ...may },
    });
    return _id;
  }

  it('is for those whose group may start sessions', async () => {
    const mayNot = await server.technician({ groupId: await groupThat({ startSessions: false }) });
    const refused = await open(mayNot.token);
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'not_permitted' } } });
    expect(await server.store.sessions.openOf(mayNot.technician._id)).toBeNull();
    const may = await server.technician({ groupId: await groupThat({ sms: false }) });
    expect((await open(may.token)).status).toBe(200);
  });

  it('has another PIN drawn only for those whose group may start sessions', async () => {
    const groupId = await groupThat({});
    const anna = await server.technician({ groupId });
    const { body } = await open(anna.token);
    const newPin = () =>
      server.request('POST', `/api/sessions/${body.id}/pin`, { token: anna.token });
    expect((await newPin()).status).toBe(200);
    const before = await stored(server, body);
    await server.store.groups.change(groupId, 0, {
      permissions: { ...allPermissions, startSessions: false },
    });
    expect(await newPin()).toMatchObject({
      status: 403,
      body: { error: { code: 'not_permitted' } },
    });
    expect(await stored(server, body)).toEqual(before);
  });

  it('lets only those start whose group may still start sessions by then', async () => {
    const groupId = await groupThat({});
    const session = await sessionIn(server, 'connected', await server.technician({ groupId }));
    const start = () => session.asTechnician('POST', '/start');
    await server.store.groups.change(groupId, 0, {
      permissions: { ...allPermissions, startSessions: false },
    });
    const before = await stored(server, session);
    expect(await start()).toMatchObject({
      status: 403,
      body: { error: { code: 'not_permitted' } },
    });
    expect(await stored(server, session)).toEqual(before);
    await server.store.groups.change(groupId, 1, { permissions: allPermissions });
    expect(await start()).toMatchObject({ status: 200, body: { state: 'active' } });
    await server.store.groups.change(groupId, 2, {
      permissions: { ...allPermissions, startSessions: false },
    });
    // It was carried out already: this answer is that of the first time, lost on the way.
    expect(await start()).toMatchObject({ status: 200, body: { state: 'active' } });
  });

  it('takes values of the custom fields, and of no others', async () => {
    const { token, technician } = await server.technician();
    const unknown = await open(token, { custom: { floor: '3', colour: 'red' } });
    expect(unknown).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_input', field: 'custom.colour' } },
    });
    expect(await server.store.sessions.openOf(technician._id)).toBeNull();
    const { body } = await open(token, { custom: { floor: '3' } });
    expect(body.details.custom).toEqual({ floor: '3' });

    const change = (details: Record<string, unknown>) =>
      server.request('PATCH', `/api/sessions/${body.id}`, { token, body: details });
    expect((await change({ custom: { door: 'B' } })).body.details.custom).toEqual({
      floor: '3',
      door: 'B',
    });
    expect((await change({ name: 'Zoé' })).body.details).toMatchObject({
      name: 'Zoé',
      custom: { floor: '3', door: 'B' },
    });
    expect((await change({ custom: { colour: 'red' } })).body.error).toMatchObject({
      code: 'invalid_input',
      field: 'custom.colour',
    });
  });

  it('shows no value of a field that was removed since, in open panels too', async () => {
    const { token } = await server.technician();
    const { body } = await open(token, { custom: { floor: '3', door: 'B' } });
    const panel = await sessionSocket(server, body, token, 1);
    await panel.hear(({ session }) => session?.details.custom.door === 'B');
    await settings.change({ customFields: [floor] });
    const told = await panel.hear(({ session }) => session && !session.details.custom.door);
    expect(told.session.details.custom).toEqual({ floor: '3' });
    await settings.change({ customFields: [floor, door] });
  });

  it('of one wish opens one session, however often it is sent', async () => {
    const { token } = await server.technician();
    const [first, again] = [
      await open(token, { name: 'Zoé' }, 'a wish'.replace(' ', '-')),
      await open(token, { name: 'Zoé' }, 'a-wish'),
    ];
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect((await open(token, { name: 'Ada' }, 'a-wish')).body.error.code).toBe('key_reused');
    expect((await open(token, { name: 'Zoé' }, 'b-wish')).body.error.code).toBe(
      'session_already_open',
    );

    await server.request('POST', `/api/sessions/${first.body.id}/end`, { token });
    const asItIs = await open(token, { name: 'Zoé' }, 'a-wish');
    expect(asItIs.body).toMatchObject({ id: first.body.id, state: 'ended' });
  });

  it('of one wish opens one session, also when it is sent many times at once', async () => {
    const { token } = await server.technician();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => open(token, { name: 'Zoé' }, 'at-once')),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('of two technicians with the same key opens two sessions', async () => {
    const [one, other] = [await server.technician(), await server.technician()];
    const [first, second] = [await open(one.token, {}, 'k'), await open(other.token, {}, 'k')];
    expect(first.status).toBe(200);
    expect(second.status).toBe(200);
    expect(first.body.id).not.toBe(second.body.id);
  });

  it('draws four digits beside each PIN, which nobody sees until they are asked for', async () => {
    const session = await sessionIn(server, 'waiting');
    const first = await stored(server, session);
    expect(first.pinExtra).toMatch(/^[0-9]{4}$/);
    expect((await session.asTechnician('GET', '')).body.pinExtra).toBeNull();
    const drawn = new Set([first.pinExtra]);
    for (let times = 0; times < 5; times += 1) {
      expect((await session.asTechnician('POST', '/pin')).body.pinExtra).toBeNull();
      drawn.add((await stored(server, session)).pinExtra);
    }
    expect(drawn.size).toBeGreaterThan(1);
  });
});
