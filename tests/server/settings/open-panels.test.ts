import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../server/store/embedded.ts';
import { StoreUnavailableError, type Store } from '../../../server/store/store.ts';
import { testClock } from '../../support/clock.ts';
import { administrator, type TestAdministrator } from '../../support/company.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { endSockets, technicianSocket } from '../../support/sockets.ts';

const clock = testClock();

describe('a change of the settings', () => {
  let data: Store;
  let store: Store;
  let away = false;
  let here: TestServer;
  let there: TestServer;
  let anna: TestAdministrator;

  beforeAll(async () => {
    data = await openEmbedded({ inMemory: true }, clock);
    store = {
      ...data,
      settings: {
        ...data.settings,
        async read() {
          if (away) throw new StoreUnavailableError('away');
          return await data.settings.read();
        },
      },
    };
    [here, there] = await Promise.all([
      testServer({ store, clock }),
      testServer({ store: data, clock }),
    ]);
    anna = await administrator(there);
  });
  beforeEach(() => {
    away = false;
  });
  afterEach(async () => {
    endSockets();
    away = false;
    const { changed } = (await anna.settings()).body;
    await anna.change(Object.fromEntries(changed.map((name: string) => [name, null])));
    await expect
      .poll(async () => (await here.request('GET', '/api/info')).body.companyName, {
        timeout: 3000,
      })
      .toBe('Lens');
  });
  afterAll(async () => {
    await Promise.all([here.stop(), there.stop()]);
    await data.close();
  });

  const withName =
    (name: string) => (message: { type: string; settings?: { companyName: string } }) =>
      message.settings?.companyName === name;

  it.each([
    ['this server', () => there],
    ['another server', () => here],
  ])('is told on the open event sockets of %s', async (_, server) => {
    const { token } = await there.technician();
    const panel = await technicianSocket(server(), token);
    await panel.hear(withName('Lens'));
    const changedAt = performance.now();
    await anna.change({
      companyName: 'Acme',
      accentColour: '#ffe600',
      idleMinutes: 5,
      ways: { sms: true, email: true, ownMail: true, link: true, qr: false },
      customFields: [{ id: 'room', names: { en: 'Room', fr: 'Pièce' } }],
      defaultCountry: 'BE',
      defaultLanguage: 'fr',
    });
    const { settings } = await panel.hear(withName('Acme'));
    expect(panel.heardAt.at(-1)! - changedAt).toBeLessThan(2000);
    expect(settings).toMatchObject({
      accentColour: '#ffe600',
      idleMinutes: 5,
      inviting: {
        qr: { ready: false, reason: 'switched_off' },
        link: { ready: true, reason: null },
        defaultCountry: 'BE',
        smsCountries: ['BE'],
        defaultLanguage: 'fr',
      },
      customFields: [{ id: 'room', names: { en: 'Room', fr: 'Pièce' } }],
    });
    expect(panel.heard).toHaveLength(2);
  });

  it('reaches what another server tells anyone, too', async () => {
    await anna.change({ companyName: 'Acme', accentColour: '#12abef', tutorial: false });
    await expect
      .poll(async () => (await here.request('GET', '/api/info')).body, { timeout: 3000 })
      .toMatchObject({ companyName: 'Acme', accentColour: '#12abef', tutorial: false });
  });

  it('is not lost on a server that starts after it', async () => {
    await anna.change({ companyName: 'Acme' });
    const next = await testServer({ store: data, clock });
    expect((await next.request('GET', '/api/info')).body.companyName).toBe('Acme');
    await next.stop();
  });

  it('waits for a store that is away: until then holds what was known, then follows', async () => {
    const { token } = await there.technician();
    const panel = await technicianSocket(here, token);
    await panel.hear(withName('Lens'));
    away = true;
    await anna.change({ companyName: 'Acme' });
    const other = await technicianSocket(there, token);
    await other.hear(withName('Acme'));
    expect((await here.request('GET', '/api/info')).body.companyName).toBe('Lens');
    const asked = await here.request('GET', '/api/settings', { token: anna.token });
    expect(asked.status).toBe(503);
    away = false;
    await panel.hear(withName('Acme'));
  });

  it('is no word to a panel of which nothing changes for it', async () => {
    const { token } = await there.technician();
    const panel = await technicianSocket(there, token);
    await panel.hear(withName('Lens'));
    await anna.change({ retentionHours: 1 });
    await anna.change({ companyName: 'Acme' });
    await panel.hear(withName('Acme'));
    expect(panel.heard).toHaveLength(2);
  });
});
