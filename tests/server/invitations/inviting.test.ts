import { afterEach, describe, expect, it } from 'vitest';
import { randomId } from '../../support/documents.ts';
import { invitingServer, smtpAt, twilioAt } from '../../support/inviting.ts';
import type { TestServer } from '../../support/server.ts';
import { openSession, stored } from '../../support/sessions.ts';

let server: TestServer;
afterEach(() => server.stop());

const ready = { ready: true, reason: null };
const notSetUp = { ready: false, reason: 'not_set_up' };

describe('what a server says that it can do', () => {
  it.each([
    ['nothing is set up', {}, notSetUp, notSetUp],
    ['SMS are', { twilio: twilioAt('http://localhost:1') }, ready, notSetUp],
    ['e-mail is', { smtp: smtpAt(1) }, notSetUp, ready],
    ['an outbox takes both', { outbox: '/tmp/nothing-is-put-here' }, ready, ready],
  ])('where %s', async (_, inviting, sms, email) => {
    server = await invitingServer({ smsCountries: ['FR', 'BE'], ...inviting });
    const { token } = await server.technician();
    const { status, body } = await server.request('GET', '/api/inviting', { token });
    expect(status).toBe(200);
    expect(body).toEqual({
      sms,
      email,
      ownMail: ready,
      link: ready,
      qr: ready,
      defaultCountry: 'FR',
      defaultLanguage: 'en',
      smsCountries: ['FR', 'BE'],
    });
  });

  it('is for technicians', async () => {
    server = await invitingServer();
    expect((await server.request('GET', '/api/inviting')).status).toBe(401);
  });
});

describe("the customer's language", () => {
  it('is the one that is set up, until the technician chooses another', async () => {
    server = await invitingServer({ defaultLanguage: 'fr' });
    const session = await openSession(server);
    expect((await session.asTechnician('GET', '')).body.language).toBe('fr');
    const { body } = await session.asTechnician('PATCH', '', { language: 'en' });
    expect(body.language).toBe('en');
    await session.asTechnician('PATCH', '', { name: 'Zoé' });
    expect(await stored(server, session)).toMatchObject({
      language: 'en',
      details: { name: 'Zoé' },
    });
  });

  it('can be chosen when the session is opened', async () => {
    server = await invitingServer({ defaultLanguage: 'fr' });
    const { token } = await server.technician();
    const { body } = await server.request('POST', '/api/sessions', {
      token,
      body: { device: randomId(), language: 'en' },
    });
    expect(body.language).toBe('en');
  });
});
