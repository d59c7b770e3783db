import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { administrator, type TestAdministrator } from '../../support/company.ts';
import {
  byEmail,
  bySms,
  invite,
  invitingServer,
  settledInvitation,
  smtpAt,
} from '../../support/inviting.ts';
import { testMailServer, type TestMailServer } from '../../support/mail.ts';
import { testOutbox, type TestOutbox } from '../../support/outbox.ts';
import type { TestServer } from '../../support/server.ts';
import { openSession } from '../../support/sessions.ts';

describe('whoever invites keeps to the settings as they hold now', () => {
  let outbox: TestOutbox;
  let mail: TestMailServer;
  let server: TestServer;
  let anna: TestAdministrator;
  beforeEach(async () => {
    [outbox, mail] = await Promise.all([testOutbox(), testMailServer()]);
  });
  afterEach(async () => {
    await server.stop();
    await mail.stop();
    await outbox.remove();
  });
  async function start(more: Parameters<typeof invitingServer>[0] = { outbox: outbox.folder }) {
    server = await invitingServer(more);
    anna = await administrator(server);
  }

  it('a number is of the default country, and goes where SMS may go', async () => {
    await start();
    const session = await openSession(server);
    const british = () => invite(session, bySms({ to: '07400 123456' }));
    expect((await british()).body.error.code).toBe('number_invalid');
    await anna.change({ defaultCountry: 'GB', smsCountries: ['FR'] });
    expect((await british()).body.error.code).toBe('country_refused');
    await anna.change({ smsCountries: null });
    expect((await british()).body.invitation.to).toBe('+447400123456');
  });

  it('a quota that is lowered holds for what was sent before, one that is raised lets more through', async () => {
    await start();
    const mine = await server.technician();
    const session = await openSession(server, mine);
    const send = (name: string) => invite(session, byEmail({ to: `${name}@example.com` }));
    expect((await send('a')).status).toBe(200);
    expect((await send('b')).status).toBe(200);
    await anna.change({ invitationsPerHour: 2 });
    const third = await send('c');
    expect(third.body.error).toMatchObject({ code: 'quota_reached', retryAfterSeconds: 3600 });
    await anna.change({ invitationsPerHour: 3 });
    expect((await send('c')).status).toBe(200);

    await settledInvitation(server, session);
    await anna.change({ invitationsPerHour: null, invitationsPerDestination: 1 });
    expect((await send('a')).body.error.code).toBe('quota_reached');
    await anna.change({ invitationsPerDestination: 2 });
    expect((await send('a')).status).toBe(200);
  });

  it('messages come from the company by its present name', async () => {
    await start();
    await anna.change({ companyName: 'Lampes Martin' });
    const session = await openSession(server);
    await invite(session, bySms());
    await settledInvitation(server, session);
    const [sms] = await outbox.messages();
    expect(sms.body).toMatch(/^Lampes Martin: /);
    const { body } = await session.asTechnician('POST', '/mail-draft', {
      language: 'fr',
      voice: 'here',
    });
    expect(body.subject + body.body).toContain('Lampes Martin');
  });

  it('an e-mail names it as its sender', async () => {
    await start({ smtp: smtpAt(mail.port) });
    await anna.change({ companyName: 'Lampes Martin' });
    const session = await openSession(server);
    await invite(session, byEmail());
    await settledInvitation(server, session);
    expect(mail.received[0]!.parsed.from?.text).toContain('Lampes Martin');
  });
});
