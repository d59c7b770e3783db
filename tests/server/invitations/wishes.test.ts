import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { administrator } from '../../support/company.ts';
import { randomId } from '../../support/documents.ts';
import { bySms, invite, invitingServer, settledInvitation } from '../../support/inviting.ts';
import { testOutbox, type TestOutbox } from '../../support/outbox.ts';
import type { TestServer } from '../../support/server.ts';
import { openSession, stored, type TestSession } from '../../support/sessions.ts';

describe('a wish to send an invitation', () => {
  let outbox: TestOutbox;
  let server: TestServer;
  let session: TestSession;
  beforeEach(async () => {
    outbox = await testOutbox();
    server = await invitingServer({ outbox: outbox.folder });
    session = await openSession(server);
  });
  afterEach(async () => {
    await server.stop();
    await outbox.remove();
  });

  const sms = { way: 'sms', to: '06 12 34 56 78', language: 'en', voice: 'here' };
  const send = (body: Record<string, unknown>, header?: string) =>
    server.request('POST', `/api/sessions/${session.id}/invitations`, {
      token: session.technicianToken,
      body,
      headers: header === undefined ? {} : { 'idempotency-key': header },
    });
  const sent = async () => (await stored(server, session)).invitations.length;

  it('named by the header is carried out once, however often and at once it is told', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => send(sms, 'wish-1')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await settledInvitation(server, session);
    const late = await send(sms, 'wish-1');
    const ids = [...answers, late].map(({ body }) => body.invitation.id);
    expect(new Set(ids).size).toBe(1);
    expect(late.body.invitation.status).toBe('delivered');
    expect(await outbox.messages()).toHaveLength(1);
  });

  it('is another one with another key, and the header wins over the body', async () => {
    const key = randomId();
    await send({ ...sms, key }, 'wish-1');
    await settledInvitation(server, session);
    expect((await send({ ...sms, key }, 'wish-2')).status).toBe(200);
    expect(await sent()).toBe(2);
  });

  it('without any key is a wish of its own each time', async () => {
    for (let count = 1; count <= 2; count += 1) {
      expect((await send(sms)).status).toBe(200);
      await settledInvitation(server, session);
      expect(await sent()).toBe(count);
    }
  });

  const others: [string, Record<string, unknown>][] = [
    ['number', { to: '06 98 76 54 32' }],
    ['way', { way: 'email', to: 'zoe@example.com' }],
    ['language', { language: 'fr' }],
    ['voice', { voice: 'phone' }],
    ['destination that is none', { to: 'nobody' }],
  ];
  it.each(others)('is none with the same key and another %s', async (_name, other) => {
    const key = randomId();
    expect((await send(sms, 'wish-1')).status).toBe(200);
    await settledInvitation(server, session);
    expect((await send({ ...sms, key })).status).toBe(200);
    await settledInvitation(server, session);
    for (const answer of [
      await send({ ...sms, ...other }, 'wish-1'),
      await send({ ...sms, ...other, key }),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.body.error.code).toBe('key_reused');
    }
    expect(await outbox.messages()).toHaveLength(2);
  });

  it('is the same however its number is typed, and whatever countries are allowed by now', async () => {
    const first = await send({ ...sms, to: '06 12 34 56 78' }, 'wish-1');
    const anna = await administrator(server);
    await anna.change({ smsCountries: [] });
    const again = await send({ ...sms, to: '+33 6 12 34 56 78' }, 'wish-1');
    expect(again.body.invitation?.id).toBe(first.body.invitation.id);
  });

  it.each(['with space', 'x'.repeat(256), '\u00e9'])('has no such key: %j', async (key) => {
    const { status, body } = await send(sms, key);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'invalid_input', field: 'idempotency-key' });
    expect(await sent()).toBe(0);
  });

  it("is nobody else's: two technicians may use the same key", async () => {
    const other = await openSession(server);
    const first = await send(sms, 'wish-1');
    await settledInvitation(server, session);
    const second = await server.request('POST', `/api/sessions/${other.id}/invitations`, {
      token: other.technicianToken,
      body: sms,
      headers: { 'idempotency-key': 'wish-1' },
    });
    expect(second.status).toBe(200);
    expect(second.body.invitation.id).not.toBe(first.body.invitation.id);
    expect((await invite(other, bySms({ to: 'nobody' }))).status).toBe(400);
  });
});
