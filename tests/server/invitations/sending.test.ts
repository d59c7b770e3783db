import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InvitingConfig } from '../../../server/config/inviting.ts';
import {
  byEmail,
  bySms,
  invite,
  invitingServer,
  joinByLink,
  openLink,
  settledInvitation,
  smtpAt,
  tokenOf,
  twilioAt,
} from '../../support/inviting.ts';
import { reply, testMailServer, type TestMailServer } from '../../support/mail.ts';
import type { TestServer } from '../../support/server.ts';
import { join, openSession, sessionIn, stored } from '../../support/sessions.ts';
import { endSockets, sessionSocket } from '../../support/sockets.ts';
import { testTwilio, twilioError, type TestTwilio } from '../../support/twilio.ts';

let gateway: TestTwilio;
let mail: TestMailServer;
let server: TestServer;
const start = async (more: Partial<InvitingConfig> = {}) => {
  server = await invitingServer({
    twilio: twilioAt(gateway.origin),
    smtp: smtpAt(mail.port),
    ...more,
  });
};
beforeEach(async () => {
  [gateway, mail] = await Promise.all([testTwilio(), testMailServer()]);
});
afterEach(async () => {
  endSockets();
  await gateway.stop();
  await server.stop();
  await mail.stop();
});

describe('an invitation by SMS', () => {
  it('brings PIN and link to the number, in the language of the customer', async () => {
    await start();
    const session = await openSession(server);
    const { status, body } = await invite(session, bySms({ language: 'fr', voice: 'phone' }));
    expect(status).toBe(200);
    expect(body.invitation).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      way: 'sms',
      to: '+33612345678',
      at: server.clock.now(),
      changedAt: server.clock.now(),
      status: 'sending',
      reason: null,
    });
    expect(body.session).toMatchObject({ id: session.id, invitations: [body.invitation] });
    expect((await settledInvitation(server, session)).status).toBe('queued');
    const { form } = gateway.created[0]!;
    expect(form.To).toBe('+33612345678');
    expect(form.Body).toMatch(/^Acme : .*\n.*\nCode PIN : \d{6}$/);
    expect(form.Body).toContain(session.pin);
    expect((await openLink(server, tokenOf(form.Body!))).body).toMatchObject({
      id: session.id,
      language: 'fr',
      voice: 'phone',
    });
    expect((await joinByLink(server, session, tokenOf(form.Body!))).status).toBe(200);
  });

  it('is told to the panel as it goes on', async () => {
    await start();
    const session = await openSession(server);
    const socket = await sessionSocket(server, session, session.technicianToken, 1);
    await invite(session, bySms());
    for (const status of ['sending', 'queued'])
      await socket.hear(({ session }) => session?.invitations.at(-1)?.status === status);
  });

  it('that the gateway refuses says why, and the session goes on', async () => {
    await start();
    gateway.answerWith(() => twilioError(400, 21610));
    const session = await openSession(server);
    await invite(session, bySms());
    expect(await settledInvitation(server, session)).toMatchObject({
      status: 'failed',
      reason: 'opted_out',
    });
    expect((await join(server, session)).status).toBe(200);
  });

  it('is not kept in a log: neither number, nor PIN, nor link, nor login', async () => {
    await start();
    gateway.answerWith(() => twilioError(401, 20003));
    const session = await openSession(server);
    await invite(session, bySms());
    await settledInvitation(server, session);
    const log = server.log.join('');
    expect(log).toContain('login_refused');
    for (const secret of [
      '612345678',
      session.pin,
      tokenOf(gateway.created[0]!.form.Body!),
      '"token"',
    ])
      expect(log).not.toContain(secret);
  });
});

describe('an invitation by e-mail', () => {
  it('brings PIN and link to the address', async () => {
    await start();
    const session = await openSession(server);
    const { body } = await invite(session, byEmail({ to: ' Zoe@Example.com' }));
    expect(body.invitation).toMatchObject({ way: 'email', to: 'zoe@example.com' });
    expect((await settledInvitation(server, session)).status).toBe('sent');
    const [{ parsed, to }] = mail.received as [(typeof mail.received)[0]];
    expect(to).toEqual(['zoe@example.com']);
    expect(parsed.text).toContain(`${session.pin.slice(0, 3)} ${session.pin.slice(3)}`);
    expect(String(parsed.html)).toContain(tokenOf(parsed.text!));
    expect((await joinByLink(server, session, tokenOf(parsed.text!))).status).toBe(200);
  });

  it('that the server refuses says why', async () => {
    const strict = await testMailServer({
      onRcptTo: (_address, _session, done) => done(reply(550, 'No such user')),
    });
    await start({ smtp: smtpAt(strict.port) });
    const session = await openSession(server);
    await invite(session, byEmail());
    expect(await settledInvitation(server, session)).toMatchObject({ reason: 'address_refused' });
    await strict.stop();
  });

  it('that no server takes leaves the session usable: another way is at hand', async () => {
    await start({ smtp: smtpAt(1) });
    const session = await openSession(server);
    await invite(session, byEmail());
    await invite(session, bySms());
    expect(await settledInvitation(server, session)).toMatchObject({
      way: 'sms',
      status: 'queued',
    });
    expect((await join(server, session)).status).toBe(200);
  });
});

describe('the same wish', () => {
  it('sent twenty times at once is one invitation and one SMS', async () => {
    await start({ perDestination: 1, perTechnician: 1 });
    const session = await openSession(server);
    const wish = bySms();
    const answers = await Promise.all(Array.from({ length: 20 }, () => invite(session, wish)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.invitation.id)).size).toBe(1);
    await settledInvitation(server, session);
    expect(gateway.created).toHaveLength(1);
    expect((await stored(server, session)).invitations).toHaveLength(1);
  });

  it('sent again later answers what became of the first', async () => {
    await start();
    const session = await openSession(server);
    const wish = bySms();
    const first = await invite(session, wish);
    await settledInvitation(server, session);
    await join(server, session);
    const { status, body } = await invite(session, wish);
    expect(status).toBe(200);
    expect(body.invitation).toEqual({ ...first.body.invitation, status: 'queued' });
    expect(gateway.created).toHaveLength(1);
  });

  it("of another technician is nobody's", async () => {
    await start();
    const session = await openSession(server);
    const wish = bySms();
    await invite(session, wish);
    const other = await server.technician();
    const { body } = await server.request('POST', `/api/sessions/${session.id}/invitations`, {
      token: other.token,
      body: wish,
    });
    expect(body.error.code).toBe('session_not_found');
  });

  it('to two servers at once is one SMS', async () => {
    await start();
    const second = await invitingServer(
      { twilio: twilioAt(gateway.origin) },
      { store: server.store, clock: server.clock },
    );
    const session = await openSession(server);
    const wish = bySms();
    const path = `/api/sessions/${session.id}/invitations`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? second : server).request('POST', path, {
          token: session.technicianToken,
          body: wish,
        }),
      ),
    );
    expect(new Set(answers.map(({ body }) => body.invitation?.id)).size).toBe(1);
    await settledInvitation(server, session);
    expect(gateway.created).toHaveLength(1);
    await second.stop();
  });
});

describe('another wish', () => {
  it('to the same number waits while one is on its way, and is then sent', async () => {
    await start();
    let answered!: () => void;
    const held = new Promise<void>((resolve) => (answered = resolve));
    gateway.answerWith(async () => {
      await held;
      return twilioError(400, 21211);
    });
    const session = await openSession(server);
    await invite(session, bySms());
    const { status, body } = await invite(session, bySms());
    expect([status, body.error.code]).toEqual([409, 'send_in_flight']);
    expect((await invite(session, byEmail())).status).toBe(200);
    answered();
    await settledInvitation(server, session);
    gateway.answerWith(null);
    await expect.poll(async () => (await invite(session, bySms())).status).toBe(200);
    await settledInvitation(server, session);
    expect(gateway.created).toHaveLength(2);
  });

  it('of twenty at once, one is sent', async () => {
    await start({ perDestination: 100 });
    const session = await openSession(server);
    const answers = await Promise.all(Array.from({ length: 20 }, () => invite(session, bySms())));
    const sent = answers.filter(({ status }) => status === 200);
    await settledInvitation(server, session);
    expect(gateway.created).toHaveLength(sent.length);
    for (const { status, body } of answers)
      if (status !== 200) expect(body.error.code).toBe('send_in_flight');
    expect(sent.length).toBeLessThan(20);
  });
});

describe('quotas', () => {
  it('hold for one number, whoever invites, until the hour is over', async () => {
    await start({ perDestination: 2 });
    for (let sent = 0; sent < 2; sent += 1) {
      const session = await openSession(server);
      expect((await invite(session, bySms())).status).toBe(200);
      await settledInvitation(server, session);
    }
    const session = await openSession(server);
    server.clock.pass(600_000);
    const { status, body, headers } = await invite(session, bySms());
    expect([status, body.error.code]).toEqual([429, 'quota_reached']);
    expect(headers.get('retry-after')).toBe('3000');
    expect(gateway.created).toHaveLength(2);
    expect((await invite(session, bySms({ to: '06 12 34 56 79' }))).status).toBe(200);
    server.clock.pass(3001_000);
    await session.asTechnician('POST', '/pin');
    expect((await invite(session, bySms())).status).toBe(200);
  });

  it('hold for one technician, wherever the invitations go', async () => {
    await start({ perTechnician: 3 });
    const session = await openSession(server);
    for (const digit of [1, 2, 3])
      expect((await invite(session, bySms({ to: `06 12 34 56 7${digit}` }))).status).toBe(200);
    const { body } = await invite(session, byEmail());
    expect(body.error.code).toBe('quota_reached');
    expect(
      (await session.asTechnician('POST', '/links', { language: 'en', voice: 'here' })).status,
    ).toBe(200);
    const other = await openSession(server);
    expect((await invite(other, byEmail())).status).toBe(200);
  });

  it('do not count what was refused before it was sent', async () => {
    await start({ perDestination: 1, perTechnician: 1 });
    const session = await openSession(server);
    for (let tried = 0; tried < 3; tried += 1) {
      await invite(session, bySms({ to: '0612' }));
      await invite(session, bySms({ to: '+44 7400 123456' }));
      await invite(session, bySms(), 7);
    }
    expect((await invite(session, bySms())).status).toBe(200);
  });
});

describe('an invitation is refused', () => {
  it.each([
    ['a number that is none', bySms({ to: '0612' }), 400, 'number_invalid'],
    ['a country that is not on the list', bySms({ to: '+44 7400 123456' }), 400, 'country_refused'],
    ['an address that is none', byEmail({ to: 'zoe@' }), 400, 'address_invalid'],
  ])('for %s, beside its field', async (_, wish, status, code) => {
    await start();
    const session = await openSession(server);
    const answer = await invite(session, wish);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ code, field: 'to' });
    expect((await stored(server, session)).invitations).toEqual([]);
    expect(gateway.created).toEqual([]);
  });

  it('for a way that is not set up', async () => {
    await start({ twilio: null, smtp: null });
    const session = await openSession(server);
    for (const wish of [bySms(), byEmail()])
      expect((await invite(session, wish)).body.error.code).toBe('way_not_set_up');
  });

  it('for a PIN whose time is over, until there is another', async () => {
    await start();
    const session = await openSession(server);
    server.clock.pass(20 * 60_000);
    expect((await invite(session, bySms())).body.error.code).toBe('pin_needed');
    await session.asTechnician('POST', '/pin');
    expect((await invite(session, bySms())).status).toBe(200);
  });

  it.each([
    ['joined', 'customer_joined'],
    ['connected', 'customer_joined'],
    ['active', 'session_already_started'],
    ['ended', 'session_ended'],
  ] as const)('for a session that is %s', async (state, code) => {
    await start();
    const session = await sessionIn(server, state);
    expect((await invite(session, bySms())).body.error.code).toBe(code);
    expect(gateway.created).toEqual([]);
  });

  it('at a desk that no longer holds the session', async () => {
    await start();
    const session = await openSession(server);
    expect((await invite(session, bySms(), 2)).body.error.code).toBe('open_elsewhere');
    expect((await invite(session, bySms(), 1)).status).toBe(200);
  });
});

it('whoever stops the server waits for what is on its way, and finds it noted', async () => {
  await start();
  const session = await openSession(server);
  let answer!: () => void;
  const held = new Promise<void>((resolve) => (answer = resolve));
  gateway.answerWith(async () => {
    await held;
    return twilioError(400, 21211);
  });
  await invite(session, bySms());
  await expect.poll(() => gateway.created.length).toBe(1);
  const { store } = server;
  const { close } = store;
  let found: unknown;
  store.close = async () => {
    found = (await store.sessions.byId(session.id))?.invitations[0]?.status;
    await close();
  };
  const stopping = server.stop();
  answer();
  await stopping;
  expect(found).toBe('failed');
  await start();
});
