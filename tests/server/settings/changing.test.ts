import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { administrator, type TestAdministrator } from '../../support/company.ts';
import { testServer, type TestServer } from '../../support/server.ts';

const fields = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: `field_${at}`,
    names: { en: `Field ${at}`, fr: `Champ ${at}` },
  }));
const allWays = { sms: true, email: true, ownMail: true, link: true, qr: true };
const licence = (en: string, fr = 'Accord') => ({ en, fr });

describe('the settings of a company', () => {
  let server: TestServer;
  let anna: TestAdministrator;
  beforeAll(async () => {
    server = await testServer();
  });
  beforeEach(async () => {
    anna = await administrator(server);
  });
  afterAll(() => server.stop());

  it('suit a newcomer until they are changed', async () => {
    const fresh = await testServer();
    const { body } = await (await administrator(fresh)).settings();
    await fresh.stop();
    expect(body).toEqual({
      revision: 0,
      settings: {
        companyName: 'Lens',
        accentColour: null,
        licence: null,
        tutorial: true,
        ways: allWays,
        pinMinutes: 20,
        waitingMinutes: 60,
        idleMinutes: 60,
        customFields: [],
        defaultLanguage: 'en',
        defaultCountry: 'US',
        smsCountries: ['US'],
        invitationsPerHour: 60,
        invitationsPerDestination: 5,
        retentionHours: 24,
      },
      changed: [],
      licenceVersion: '1',
      logo: null,
    });
  });

  it('begin as the configuration says', async () => {
    const config = readConfig({
      LENS_COMPANY_NAME: 'Acme',
      LENS_TUTORIAL: 'false',
      LENS_PIN_MINUTES: '5',
      LENS_WAITING_MINUTES: '0',
      LENS_DEFAULT_LANGUAGE: 'fr',
      LENS_DEFAULT_COUNTRY: 'FR',
      LENS_SMS_COUNTRIES: 'FR,BE',
      LENS_INVITATIONS_PER_HOUR: '7',
      LENS_INVITATIONS_PER_DESTINATION: '3',
    });
    const other = await testServer({ config });
    const { body } = await (await administrator(other)).settings();
    await other.stop();
    expect(body.settings).toMatchObject({
      companyName: 'Acme',
      tutorial: false,
      pinMinutes: 5,
      waitingMinutes: 0,
      defaultLanguage: 'fr',
      defaultCountry: 'FR',
      smsCountries: ['FR', 'BE'],
      invitationsPerHour: 7,
      invitationsPerDestination: 3,
    });
  });

  it.each<[string, unknown]>([
    ['companyName', 'É'],
    ['companyName', 'x'.repeat(60)],
    ['accentColour', '#00ff7f'],
    ['licence', licence('x'.repeat(20_000))],
    ['tutorial', false],
    ['ways', { ...allWays, sms: false, qr: false }],
    ['pinMinutes', 1],
    ['pinMinutes', 999],
    ['waitingMinutes', 0],
    ['waitingMinutes', 999],
    ['idleMinutes', 0],
    ['idleMinutes', 999],
    ['customFields', fields(5)],
    ['defaultLanguage', 'fr'],
    ['defaultCountry', 'CH'],
    ['smsCountries', []],
    ['smsCountries', ['FR', 'BE', 'CH']],
    ['invitationsPerHour', 1],
    ['invitationsPerHour', 100_000],
    ['invitationsPerDestination', 1],
    ['invitationsPerDestination', 1000],
    ['retentionHours', 0],
    ['retentionHours', 8760],
  ])('take %s = %j, keep it, and give it back to its default', async (name, value) => {
    const before = (await anna.settings()).body.settings[name];
    const changed = await anna.change({ [name]: value });
    expect(changed.status).toBe(200);
    expect(changed.body.settings[name]).toEqual(value);
    expect(changed.body.changed).toEqual([name]);
    expect((await anna.settings()).body).toEqual(changed.body);
    const back = await anna.change({ [name]: null });
    expect(back.body.settings[name]).toEqual(before);
    expect(back.body.changed).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['companyName', '', 'companyName'],
    ['companyName', ' ', 'companyName'],
    ['companyName', 'x'.repeat(61), 'companyName'],
    ['companyName', 'two\nlines', 'companyName'],
    ['accentColour', 'red', 'accentColour'],
    ['accentColour', '#fff', 'accentColour'],
    ['accentColour', '#ff0000;', 'accentColour'],
    ['licence', licence('x'.repeat(20_001)), 'licence.en'],
    ['licence', licence('Agreement', ' '), 'licence.fr'],
    ['licence', { en: 'Agreement' }, 'licence.fr'],
    ['tutorial', 'yes', 'tutorial'],
    ['ways', { sms: true }, 'ways.email'],
    ['ways', { ...allWays, fax: true }, 'ways.fax'],
    ['pinMinutes', 0, 'pinMinutes'],
    ['pinMinutes', 1000, 'pinMinutes'],
    ['pinMinutes', 1.5, 'pinMinutes'],
    ['waitingMinutes', -1, 'waitingMinutes'],
    ['waitingMinutes', 1000, 'waitingMinutes'],
    ['idleMinutes', -1, 'idleMinutes'],
    ['idleMinutes', 1000, 'idleMinutes'],
    ['customFields', fields(6), 'customFields'],
    ['customFields', [...fields(1), ...fields(1)], 'customFields'],
    ['customFields', [{ id: 'Room!', names: { en: 'Room', fr: 'Pièce' } }], 'customFields.0.id'],
    ...['constructor', 'prototype', '__proto__', 'valueOf', 'toString', 'hasOwnProperty'].map(
      (id): [string, unknown, string] => [
        'customFields',
        [{ id, names: { en: 'Room', fr: 'Pièce' } }],
        'customFields.0.id',
      ],
    ),
    ['customFields', [{ id: 'room', names: { en: 'Room' } }], 'customFields.0.names.fr'],
    ['defaultLanguage', 'de', 'defaultLanguage'],
    ['defaultCountry', 'fr', 'defaultCountry'],
    ['defaultCountry', 'XX', 'defaultCountry'],
    ['smsCountries', ['FR', 'ZZ'], 'smsCountries.1'],
    ['invitationsPerHour', 0, 'invitationsPerHour'],
    ['invitationsPerHour', 100_001, 'invitationsPerHour'],
    ['invitationsPerDestination', 0, 'invitationsPerDestination'],
    ['invitationsPerDestination', 1001, 'invitationsPerDestination'],
    ['retentionHours', -1, 'retentionHours'],
    ['retentionHours', 8761, 'retentionHours'],
    ['volume', 11, 'volume'],
  ])('refuse %s = %j, and name what is wrong', async (name, value, field) => {
    const before = (await anna.settings()).body;
    const { status, body } = await anna.change({ tutorial: false, [name]: value });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'invalid_input', field });
    expect((await anna.settings()).body).toEqual(before);
  });

  it('send SMS to the default country alone, whichever it becomes, until countries are named', async () => {
    const { body } = await anna.change({ defaultCountry: 'BE' });
    expect(body.settings.smsCountries).toEqual(['BE']);
    const named = await anna.change({ smsCountries: ['FR'] });
    expect(named.body.settings).toMatchObject({ defaultCountry: 'BE', smsCountries: ['FR'] });
    await anna.change({ defaultCountry: null, smsCountries: null });
  });

  it('are changed only by whoever saw them as they are', async () => {
    const { body: before } = await anna.change({ pinMinutes: 30 });
    const old = await anna.change({ pinMinutes: 40 }, before.revision - 1);
    expect(old.status).toBe(412);
    expect(old.body.error.code).toBe('changed_meanwhile');
    const unsaid = await server.request('PATCH', '/api/settings', {
      token: anna.token,
      body: { pinMinutes: 40 },
    });
    expect(unsaid.status).toBe(428);
    expect((await anna.settings()).body).toEqual(before);
    const inTheBody = await server.request('PATCH', '/api/settings', {
      token: anna.token,
      body: { pinMinutes: null, revision: before.revision },
    });
    expect(inTheBody.status).toBe(200);
    expect(inTheBody.headers.get('etag')).toBe(`"${before.revision + 1}"`);
  });

  it('are changed by one of two administrators at once; the other one is told', async () => {
    const bert = await administrator(server);
    const { revision } = (await anna.settings()).body;
    const answers = await Promise.all([
      anna.change({ companyName: 'Anna & Co' }, revision),
      bert.change({ companyName: 'Bert & Co' }, revision),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const won = answers.find(({ status }) => status === 200)!;
    expect((await anna.settings()).body).toEqual(won.body);
    await anna.change({ companyName: null });
  });

  it('keep their revision where a change changes nothing', async () => {
    const { body: before } = await anna.change({ idleMinutes: 15 });
    const { body } = await anna.change({ idleMinutes: 15, tutorial: null });
    expect(body).toEqual(before);
    await anna.change({ idleMinutes: null });
  });

  it('leave a line in the audit log: who changed which, and no value', async () => {
    await anna.change({ companyName: 'Secret Society', defaultLanguage: 'fr' });
    await anna.change({ companyName: null, defaultLanguage: null });
    const { items } = (await server.request('GET', '/api/audit?limit=1', { token: anna.token }))
      .body;
    expect(items).toEqual([
      expect.objectContaining({
        actor: { kind: 'technician', id: anna.id, name: 'Anna' },
        action: 'settings_changed',
        target: null,
        changed: ['companyName', 'defaultLanguage'],
      }),
    ]);
    expect(JSON.stringify(await server.store.audit.list({ limit: 50 }))).not.toContain('Secret');
  });

  it.each([
    ['GET', '/api/settings'],
    ['PATCH', '/api/settings'],
    ['PUT', '/api/settings/logo'],
    ['DELETE', '/api/settings/logo'],
    ['GET', '/api/settings/licences'],
  ])('are not for technicians or strangers: %s %s', async (method, path) => {
    const { token } = await server.technician();
    expect((await server.request(method, path, { token })).status).toBe(403);
    expect((await server.request(method, path)).status).toBe(401);
  });
});
