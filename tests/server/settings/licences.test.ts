import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, type TestAdministrator } from '../../support/company.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { join, openSession, stored } from '../../support/sessions.ts';

const own = (words: string) => ({ en: `{company}: ${words}`, fr: `{company} : ${words} (fr)` });

describe('the licence that customers accept', () => {
  let server: TestServer;
  let anna: TestAdministrator;
  beforeAll(async () => {
    server = await testServer({ config: { companyName: 'Acme $& Fils' } });
    anna = await administrator(server);
  });
  afterAll(() => server.stop());

  const offered = async (language = 'en') =>
    (await server.request('GET', `/api/licence/${language}`)).body;
  const listed = async (more = '') =>
    (await server.request('GET', `/api/settings/licences${more}`, { token: anna.token })).body;

  it('is that of Lens until the company writes one, each change of which is a new version', async () => {
    const lens = await offered();
    expect(lens.version).toBe('1');
    const { body } = await anna.change({ licence: own('be kind') });
    expect(await offered('fr')).toEqual({
      version: body.licenceVersion,
      language: 'fr',
      text: 'Acme $& Fils : be kind (fr)',
    });
    expect(body.licenceVersion).not.toBe('1');

    server.clock.pass(1000);
    const { body: next } = await anna.change({ licence: own('be brief') });
    expect(['1', body.licenceVersion]).not.toContain(next.licenceVersion);
    expect((await offered()).text).toBe('Acme $& Fils: be brief');

    const { body: other } = await anna.change({ companyName: 'Other' });
    expect(other.licenceVersion).toBe(next.licenceVersion);
    expect((await offered()).text).toBe('Other: be brief');
    await anna.change({ companyName: null });

    await anna.change({ licence: null });
    expect(await offered()).toEqual(lens);

    server.clock.pass(1000);
    const { body: again } = await anna.change({ licence: own('be kind') });
    expect([body.licenceVersion, next.licenceVersion]).not.toContain(again.licenceVersion);
  });

  it('is kept in every version that was offered, the newest first', async () => {
    const { items } = await listed();
    expect(items.map(({ texts }: { texts: { en: string } }) => texts.en.slice(0, 19))).toEqual(
      [
        '{company}: be kind',
        '{company}: be brief',
        '{company}: be kind',
        'This agreement is b',
      ].map((text) => text.slice(0, 19)),
    );
    expect(items.at(-1).version).toBe('1');
    const first = await listed('?limit=3');
    const second = await listed(`?limit=3&cursor=${first.next}`);
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.next).toBeNull();
  });

  it('is noted with the session in the version that was accepted, which can be looked up', async () => {
    const session = await openSession(server);
    await join(server, session);
    const former = await offered();
    await anna.change({ licence: own('be patient') });
    const late = await session.asCustomer('POST', '/licence/accept', {
      version: former.version,
      language: 'en',
    });
    expect(late.body.error.code).toBe('licence_changed');
    const { version } = await offered();
    const accepted = await session.asCustomer('POST', '/licence/accept', {
      version,
      language: 'en',
    });
    expect(accepted.status).toBe(200);
    expect((await stored(server, session)).licence).toMatchObject({ version, language: 'en' });
    const { items } = await listed();
    const found = items.find((each: { version: string }) => each.version === version);
    expect(found.texts.en).toBe('{company}: be patient');
  });

  it('is kept by the next server where the one that brought it in could not', async () => {
    const { store } = server;
    const document = (await store.settings.read())!;
    await store.settings.write(document.revision, {
      ...document,
      changed: { ...document.changed, licence: own('be quick') },
      licenceVersion: 'c99',
    });
    const next = await testServer({ store, clock: server.clock });
    await next.stop();
    const { items } = await listed();
    expect(items.map(({ version }: { version: string }) => version)).toContain('c99');
  });
});
