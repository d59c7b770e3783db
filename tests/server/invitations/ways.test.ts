import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  allPermissions,
  waysToInvite,
  type Permissions,
  type WayToInvite,
} from '../../../common/contract/permissions.ts';
import { SCHEMA_VERSION } from '../../../server/store/documents.ts';
import { administrator, type TestAdministrator } from '../../support/company.ts';
import { randomId } from '../../support/documents.ts';
import { byEmail, bySms, invite, invitingServer } from '../../support/inviting.ts';
import { testOutbox, type TestOutbox } from '../../support/outbox.ts';
import type { TestServer } from '../../support/server.ts';
import { openSession, stored, type TestSession } from '../../support/sessions.ts';

const allWays = { sms: true, email: true, ownMail: true, link: true, qr: true };
const ready = { ready: true, reason: null };
const wording = { language: 'en', voice: 'here' };

/** How a technician invites by each way. */
const inviteBy: Readonly<Record<WayToInvite, (session: TestSession) => ReturnType<typeof invite>>> =
  {
    sms: (session) => invite(session, bySms()),
    email: (session) => invite(session, byEmail()),
    ownMail: (session) => session.asTechnician('POST', '/mail-draft', wording),
    link: (session) => session.asTechnician('POST', '/links', wording),
    qr: (session) => session.asTechnician('POST', '/links', { ...wording, way: 'qr' }),
  };

describe('a way of inviting', () => {
  let outbox: TestOutbox;
  let server: TestServer;
  let bare: TestServer;
  let anna: TestAdministrator;
  beforeAll(async () => {
    outbox = await testOutbox();
    server = await invitingServer({ outbox: outbox.folder });
    bare = await invitingServer();
    anna = await administrator(server);
  });
  afterEach(async () => {
    await anna.change({ ways: null });
  });
  afterAll(async () => {
    await server.stop();
    await bare.stop();
    await outbox.remove();
  });

  const switchOff = (way: WayToInvite) => {
    return anna.change({ ways: { ...allWays, [way]: false } });
  };

  /** A technician of a group that may not do this. */
  async function without(...denied: (keyof Permissions)[]) {
    const _id = randomId();
    const denials = Object.fromEntries(denied.map((each) => [each, false]));
    const permissions = { ...allPermissions, ...denials };
    const group = { _id, schema: SCHEMA_VERSION, revision: 0, name: _id, permissions };
    await server.store.groups.insert(group);
    return await server.technician({ groupId: _id });
  }

  const offered = async (token: string, of = server) =>
    (await of.request('GET', '/api/inviting', { token })).body;

  /** Each way is refused without a trace: no link, no invitation. */
  async function refused(session: TestSession, way: WayToInvite, code: string, status: number) {
    const before = await stored(server, session);
    const answer = await inviteBy[way](session);
    expect(answer.body.error?.code).toBe(code);
    expect(answer.status).toBe(status);
    const after = await stored(server, session);
    expect(after).toMatchObject({ links: before.links, invitations: before.invitations });
  }

  it.each(waysToInvite)('is offered and works: %s', async (way) => {
    const session = await openSession(server);
    expect((await offered(session.technicianToken))[way]).toEqual(ready);
    expect((await inviteBy[way](session)).status).toBe(200);
  });

  it.each(waysToInvite)(
    'is missing where the company has switched it off, from the next request on: %s',
    async (way) => {
      const session = await openSession(server);
      await switchOff(way);
      const now = await offered(session.technicianToken);
      for (const each of waysToInvite)
        expect(now[each]).toEqual(each === way ? { ready: false, reason: 'switched_off' } : ready);
      await refused(session, way, 'way_switched_off', 409);
    },
  );

  it.each(waysToInvite)('is missing where the group may not use it: %s', async (way) => {
    const mine = await without(way);
    const session = await openSession(server, mine);
    const now = await offered(mine.token);
    for (const each of waysToInvite)
      expect(now[each]).toEqual(each === way ? { ready: false, reason: 'not_permitted' } : ready);
    await refused(session, way, 'not_permitted', 403);
    const other = waysToInvite.find((each) => each !== way)!;
    expect((await inviteBy[other](session)).status).toBe(200);
  });

  it.each(['sms', 'email'] as const)('needs a gateway: %s', async (way) => {
    const session = await openSession(bare);
    expect(await offered(session.technicianToken, bare)).toMatchObject({
      [way]: { ready: false, reason: 'not_set_up' },
    });
    expect((await inviteBy[way](session)).body.error.code).toBe('way_not_set_up');
  });

  it('tells the outermost reason: not set up, then switched off, then not permitted', async () => {
    const mine = await without('sms', 'link');
    await switchOff('link');
    expect(await offered(mine.token)).toMatchObject({
      sms: { ready: false, reason: 'not_permitted' },
      link: { ready: false, reason: 'switched_off' },
    });
    const boss = await administrator(bare);
    await boss.change({ ways: { ...allWays, sms: false } });
    expect(await offered(boss.token, bare)).toMatchObject({
      sms: { ready: false, reason: 'not_set_up' },
    });
    await boss.change({ ways: null });
  });

  it("says nothing of another technician's session", async () => {
    const session = await openSession(server);
    const { token } = await without('link');
    const answer = await server.request('POST', `/api/sessions/${session.id}/links`, {
      token,
      body: wording,
    });
    expect(answer.body.error.code).toBe('session_not_found');
  });
});
