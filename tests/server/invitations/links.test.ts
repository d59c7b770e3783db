import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_LINKS } from '../../../server/sessions/links.ts';
import { randomId } from '../../support/documents.ts';
import { invitingServer, joinByLink, openLink, tokenOf } from '../../support/inviting.ts';
import type { TestServer } from '../../support/server.ts';
import {
  join,
  joining,
  licence,
  openSession,
  sessionIn,
  stored,
  type TestSession,
} from '../../support/sessions.ts';

const twenty = Array.from({ length: 20 }, (_, index) => index);

let server: TestServer;
beforeAll(async () => {
  server = await invitingServer();
});
afterAll(() => server.stop());

const asked = { language: 'fr', voice: 'phone' };

async function linkTo(session: TestSession): Promise<string> {
  const { status, body } = await session.asTechnician('POST', '/links', asked);
  expect(status).toBe(200);
  return tokenOf(body.url);
}

describe('a link to a session', () => {
  it('has 128 random bits in its fragment, and is another one each time', async () => {
    const session = await openSession(server);
    const urls = [];
    for (let made = 0; made < 5; made += 1)
      urls.push((await session.asTechnician('POST', '/links', asked)).body.url);
    expect(new Set(urls).size).toBe(5);
    for (const url of urls) expect(url).toMatch(new RegExp(`^${server.url}/#j=[A-Za-z0-9_-]{22}$`));
  });

  it('is kept as a hash, and stands in no log', async () => {
    const session = await openSession(server);
    const token = await linkTo(session);
    await openLink(server, token);
    await joinByLink(server, session, token);
    expect(JSON.stringify(await stored(server, session))).not.toContain(token);
    expect(server.log.join('')).not.toContain(token);
    const view = await session.asTechnician('GET', '');
    expect(JSON.stringify(view.body)).not.toContain(token);
  });

  it('says whom one will meet, and how the technician would speak and write', async () => {
    const session = await openSession(server);
    const { status, body } = await openLink(server, await linkTo(session));
    expect(status).toBe(200);
    expect(body).toEqual({
      id: session.id,
      voice: 'phone',
      language: 'fr',
      companyName: 'Acme',
      technicianName: 'Anna',
    });
  });

  it('that a robot opens fifty times uses nothing up', async () => {
    const session = await openSession(server);
    const token = await linkTo(session);
    const before = await stored(server, session);
    const opened = await Promise.all(Array.from({ length: 50 }, () => openLink(server, token)));
    expect(opened.every(({ status }) => status === 200)).toBe(true);
    expect(await stored(server, session)).toEqual(before);
    expect((await joinByLink(server, session, token)).status).toBe(200);
  });

  it('leads past the PIN to the licence, and on', async () => {
    const session = await openSession(server);
    const { status, body } = await joinByLink(server, session, await linkTo(session));
    expect(status).toBe(200);
    expect(body.session).toMatchObject({ id: session.id, side: 'customer', state: 'joined' });
    session.customerToken = body.token;
    const accepted = await session.asCustomer('POST', '/licence/accept', licence);
    expect(accepted.body.state).toBe('connected');
  });

  it('works on when the time of the PIN is over', async () => {
    const session = await openSession(server);
    const token = await linkTo(session);
    server.clock.pass(21 * 60_000);
    expect((await join(server, session)).body.error.code).toBe('pin_expired');
    expect((await openLink(server, token)).status).toBe(200);
    expect((await joinByLink(server, session, token)).status).toBe(200);
  });

  it('is joined by even where too many PINs were tried', async () => {
    const session = await openSession(server);
    const token = await linkTo(session);
    for (let tried = 0; tried < 11; tried += 1)
      await server.request('POST', '/api/pins/find', { body: { pin: '000000' } });
    const limited = await server.request('POST', '/api/pins/find', { body: { pin: '000000' } });
    expect(limited.body.error.code).toBe('too_many_attempts');
    expect((await joinByLink(server, session, token)).status).toBe(200);
    server.clock.pass(601_000);
  });

  it('works while it is one of the newest fifty', async () => {
    const session = await openSession(server);
    const first = await linkTo(session);
    for (let made = 0; made < MOST_LINKS; made += 1) await linkTo(session);
    expect((await openLink(server, first)).body.error.code).toBe('invitation_wrong');
    expect((await stored(server, session)).links).toHaveLength(MOST_LINKS);
  });

  it.each(['joined', 'connected', 'active', 'ended'] as const)(
    'is made for a session that waits, not for one that is %s',
    async (state) => {
      const session = await sessionIn(server, state);
      const codes = {
        joined: 'customer_joined',
        connected: 'customer_joined',
        active: 'session_already_started',
        ended: 'session_ended',
      };
      for (const path of ['/links', '/mail-draft']) {
        const { body } = await session.asTechnician('POST', path, asked);
        expect(body.error.code).toBe(codes[state]);
      }
    },
  );

  it('is made by nobody but the technician whose session it is, at the desk that holds it', async () => {
    const session = await openSession(server);
    const other = await server.technician();
    const path = `/api/sessions/${session.id}/links`;
    const foreign = await server.request('POST', path, { token: other.token, body: asked });
    expect(foreign.body.error.code).toBe('session_not_found');
    expect((await server.request('POST', path, { body: asked })).status).toBe(401);
    const elsewhere = await session.asTechnician('POST', '/links', asked, 7);
    expect(elsewhere.body.error.code).toBe('open_elsewhere');
  });
});

describe('of many who join at once', () => {
  it('by one link, one wins, and the others are told', async () => {
    const session = await openSession(server);
    const token = await linkTo(session);
    const answers = await Promise.all(twenty.map(() => joinByLink(server, session, token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, body } of answers)
      if (status !== 200) expect(body.error.code).toBe('invitation_used');
  });

  it('by PIN and by different links, one wins', async () => {
    const session = await openSession(server);
    const tokens = [];
    for (let made = 0; made < 5; made += 1) tokens.push(await linkTo(session));
    const answers = await Promise.all([
      ...tokens.map((token) => joinByLink(server, session, token)),
      ...tokens.map(() =>
        server.request('POST', `/api/sessions/${session.id}/join`, { body: joining(session.pin) }),
      ),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = answers.map(({ body }) => body.error?.code).filter(Boolean);
    expect(new Set(codes)).toEqual(new Set(['invitation_used', 'pin_used']));
  });
});

describe('whoever comes by a link that does not work is told', () => {
  async function told(session: TestSession, token: string) {
    const [opened, joined] = [
      await openLink(server, token),
      await joinByLink(server, session, token),
    ];
    expect(joined.body.error.code).toBe(opened.body.error.code);
    expect(joined.status).toBe(opened.status);
    return opened.body.error.code;
  }

  it('that it is wrong', async () => {
    expect(await told(await openSession(server), 'A'.repeat(22))).toBe('invitation_wrong');
  });

  it("that it is wrong, where it is another session's", async () => {
    const [mine, other] = [await openSession(server), await openSession(server)];
    const { body } = await joinByLink(server, mine, await linkTo(other));
    expect(body.error.code).toBe('invitation_wrong');
    expect((await stored(server, mine)).state).toBe('waiting');
  });

  it('that it was used, by the PIN as well as by another link', async () => {
    const byPin = await openSession(server);
    const token = await linkTo(byPin);
    await join(server, byPin);
    expect(await told(byPin, token)).toBe('invitation_used');

    const byLink = await openSession(server);
    const [first, second] = [await linkTo(byLink), await linkTo(byLink)];
    await joinByLink(server, byLink, first);
    expect(await told(byLink, first)).toBe('invitation_used');
    expect(await told(byLink, second)).toBe('invitation_used');
    expect((await join(server, byLink)).body.error.code).toBe('pin_used');
  });

  it('that a new PIN has taken its place', async () => {
    const session = await openSession(server);
    const token = await linkTo(session);
    const { body } = await session.asTechnician('POST', '/pin');
    expect(await told(session, token)).toBe('invitation_replaced');
    expect((await join(server, session)).body.error.code).toBe('pin_expired');
    session.pin = body.pin;
    expect((await joinByLink(server, session, await linkTo(session))).status).toBe(200);
  });

  it.each(['waiting', 'active'] as const)(
    'that the session has ended, after it was %s',
    async (state) => {
      const session = await openSession(server);
      const token = await linkTo(session);
      if (state === 'active') {
        session.customerToken = (await joinByLink(server, session, token)).body.token;
        await session.asCustomer('POST', '/licence/accept', licence);
        await session.asTechnician('POST', '/start');
      }
      await session.asTechnician('POST', '/end');
      expect(await told(session, token)).toBe('session_ended');
    },
  );

  it('in words, in the language of whoever asks', async () => {
    const session = await openSession(server);
    const token = await linkTo(session);
    await session.asTechnician('POST', '/end');
    const { body } = await server.request('POST', '/api/links/find', {
      body: { token },
      headers: { 'accept-language': 'fr' },
    });
    expect(body.error.message).toBe('Cette session est terminée.');
  });
});

describe('a phone whose answer got lost', () => {
  it('joins again by its link, and another phone does not', async () => {
    const session = await openSession(server);
    const token = await linkTo(session);
    const device = randomId();
    const first = await joinByLink(server, session, token, device);
    server.clock.pass(2000);
    const other = await joinByLink(server, session, token, randomId());
    expect(other.body.error.code).toBe('invitation_used');
    const again = await joinByLink(server, session, token, device);
    expect(again.status).toBe(200);
    expect(again.body.token).not.toBe(first.body.token);
    session.customerToken = first.body.token;
    expect((await session.asCustomer('GET', '')).status).toBe(401);
  });

  it('does not by a link that an earlier join has used up', async () => {
    const session = await openSession(server);
    const old = await linkTo(session);
    const device = randomId();
    await joinByLink(server, session, old, device);
    await session.asTechnician('POST', '/pin');
    server.clock.pass(1);
    await joinByLink(server, session, await linkTo(session), device);
    server.clock.pass(2000);
    expect((await joinByLink(server, session, old, device)).body.error.code).toBe(
      'invitation_used',
    );
  });
});
