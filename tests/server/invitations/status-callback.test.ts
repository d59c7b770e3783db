import twilio from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  bySms,
  invite,
  invitingServer,
  settledInvitation,
  twilioAt,
} from '../../support/inviting.ts';
import { randomId } from '../../support/documents.ts';
import type { TestServer } from '../../support/server.ts';
import { openSession, stored, type TestSession } from '../../support/sessions.ts';
import { inState, endSockets, sessionSocket } from '../../support/sockets.ts';
import { testTwilio, type TestTwilio } from '../../support/twilio.ts';

const publicUrl = 'https://help.example.com';

let gateway: TestTwilio;
let server: TestServer;
beforeAll(async () => {
  gateway = await testTwilio();
  server = await invitingServer(
    { twilio: twilioAt(gateway.origin), perDestination: 1000 },
    { config: { publicUrl } },
  );
});
afterAll(async () => {
  endSockets();
  await server.stop();
  await gateway.stop();
});

let session: TestSession;
let reference: string;
/** Where the gateway was told to call back. */
let callbackUrl: string;
beforeEach(async () => {
  session = await openSession(server);
  await invite(session, bySms());
  ({ reference } = (await settledInvitation(server, session)) as { reference: string });
  callbackUrl = gateway.created.at(-1)!.form.StatusCallback!;
});

type Form = Record<string, string>;
const said = (MessageStatus: string, more: Form = {}): Form => ({
  AccountSid: `AC${'a'.repeat(32)}`,
  MessageSid: reference,
  SmsSid: reference,
  MessageStatus,
  To: '+33612345678',
  From: '+15005550006',
  ...more,
});

/** The gateway's request, which reaches this server by its proxy. */
async function call(form: Form, { url = callbackUrl, token = 'token', signature = '' } = {}) {
  const signed = signature || twilio.getExpectedTwilioSignature(token, url, form);
  return await server.request('POST', url.replace(publicUrl, ''), {
    raw: new URLSearchParams(form).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-twilio-signature': signed,
    },
  });
}

const now = async () => (await stored(server, session)).invitations[0]!;

describe("the gateway's word on an SMS", () => {
  it('comes to the public address, and names the session and the invitation in its path', async () => {
    expect(callbackUrl).toBe(
      `${publicUrl}/api/sessions/${session.id}/invitations/${(await now()).id}/status`,
    );
  });

  it('is heard, and told to the panel', async () => {
    const socket = await sessionSocket(server, session, session.technicianToken, 1);
    await socket.hear(inState('waiting'));
    server.clock.pass(3000);
    expect((await call(said('sent'))).status).toBe(204);
    expect((await call(said('delivered'))).status).toBe(204);
    expect(await now()).toMatchObject({
      status: 'delivered',
      reason: null,
      changedAt: server.clock.now(),
    });
    await socket.hear(({ session }) => session?.invitations[0]?.status === 'delivered');
  });

  it('only ever advances what is known', async () => {
    for (const status of ['delivered', 'sent', 'queued', 'delivered'])
      expect((await call(said(status))).status).toBe(204);
    expect((await now()).status).toBe('delivered');
  });

  it('says why it failed', async () => {
    await call(said('undelivered', { ErrorCode: '30006' }));
    expect(await now()).toMatchObject({ status: 'failed', reason: 'not_mobile' });
  });

  it('is heard after the session has ended', async () => {
    await session.asTechnician('POST', '/end');
    expect((await call(said('delivered'))).status).toBe(204);
    expect((await now()).status).toBe('delivered');
  });

  it('that says nothing of its sending changes nothing', async () => {
    expect((await call(said('receiving'))).status).toBe(204);
    expect((await now()).status).toBe('queued');
  });

  it.each([
    ['is not signed', { signature: 'none' }],
    ['is signed with another token', { token: 'other' }],
  ])('is refused when it %s', async (_, how) => {
    const { status, body } = await call(said('delivered'), how);
    expect([status, body.error.code]).toEqual([403, 'not_allowed']);
    expect((await now()).status).toBe('queued');
  });

  it('is refused when it is signed for another address', async () => {
    const form = said('delivered');
    const elsewhere = `${server.url}${callbackUrl.replace(publicUrl, '')}`;
    const signature = twilio.getExpectedTwilioSignature('token', elsewhere, form);
    expect((await call(form, { signature })).status).toBe(403);
  });

  it('is refused when what was signed has been changed', async () => {
    const signature = twilio.getExpectedTwilioSignature('token', callbackUrl, said('sent'));
    expect((await call(said('delivered'), { signature })).status).toBe(403);
    expect((await now()).status).toBe('queued');
  });

  it('on another message than the invitation is not found', async () => {
    const { status } = await call(said('delivered', { MessageSid: `SM${randomId()}` }));
    expect(status).toBe(404);
    expect((await now()).status).toBe('queued');
  });

  it('on an invitation or a session that is not there is not found', async () => {
    for (const part of [session.id, (await now()).id]) {
      const url = callbackUrl.replace(part, randomId());
      expect((await call(said('delivered'), { url })).status).toBe(404);
    }
  });

  it.each([
    ['is no form', 'application/json', '{}', 400],
    ['is too long', 'application/x-www-form-urlencoded', `a=${'x'.repeat(20_000)}`, 413],
    ['is empty', 'application/x-www-form-urlencoded', '', 403],
  ])('is refused when it %s', async (_, type, raw, status) => {
    const answer = await server.request('POST', callbackUrl.replace(publicUrl, ''), {
      raw,
      headers: { 'content-type': type },
    });
    expect(answer.status).toBe(status);
  });

  it('is no page that one can open', async () => {
    const answer = await server.request('GET', callbackUrl.replace(publicUrl, ''));
    expect(answer.status).toBe(405);
  });
});

it('that comes before the answer to the request is matched by it all the same', async () => {
  const early = await openSession(server);
  const sid = `SM${randomId()}`;
  let answered!: () => void;
  const held = new Promise<void>((resolve) => (answered = resolve));
  gateway.answerWith(async () => {
    await held;
    return { status: 201, body: { sid, status: 'queued', error_code: null } };
  });
  await invite(early, bySms());
  await expect.poll(() => gateway.created.at(-1)!.form.StatusCallback).toContain(early.id);
  const url = gateway.created.at(-1)!.form.StatusCallback!;
  expect((await call(said('delivered', { MessageSid: sid }), { url })).status).toBe(204);
  answered();
  gateway.answerWith(null);
  await expect
    .poll(async () => (await stored(server, early)).invitations[0])
    .toMatchObject({ status: 'delivered', reference: sid });
});

it('is not taken where no auth token can tell it from anyone else', async () => {
  const without = await invitingServer(
    {
      twilio: {
        ...twilioAt(gateway.origin),
        authToken: null,
        apiKey: { sid: `SK${'b'.repeat(32)}`, secret: 'secret' },
      },
    },
    { config: { publicUrl } },
  );
  const other = await openSession(without);
  await invite(other, bySms());
  await settledInvitation(without, other);
  expect(gateway.created.at(-1)!.form).not.toHaveProperty('StatusCallback');
  const { id } = (await stored(without, other)).invitations[0]!;
  const path = `/api/sessions/${other.id}/invitations/${id}/status`;
  expect((await without.request('POST', path, { raw: 'a=b' })).status).toBe(404);
  await without.stop();
});
