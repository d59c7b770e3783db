import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allPermissions } from '../../../common/contract/permissions.ts';
import { SCHEMA_VERSION } from '../../../server/store/documents.ts';
import { administrator, type TestAdministrator } from '../../support/company.ts';
import { randomId } from '../../support/documents.ts';
import { testServer, type TestServer } from '../../support/server.ts';
import { openSession } from '../../support/sessions.ts';

/** What a former release let in, and today's rules refuse: an end of line, nothing to be seen, too long. */
const OLD = `a\u2028b\u200b${'x'.repeat(400)}`;

describe('what was stored by the rules of a former release', () => {
  let server: TestServer;
  let anna: TestAdministrator;
  const ask = (path: string) => server.request('GET', path, { token: anna.token });
  beforeAll(async () => {
    server = await testServer();
    anna = await administrator(server);
  });
  afterAll(() => server.stop());

  it('keeps no list of technicians from being shown, nor that technician', async () => {
    const { technician } = await server.technician({ name: OLD, email: 'Old one@lens' });
    const { status, body } = await ask('/api/technicians');
    expect(status).toBe(200);
    expect(body.items).toContainEqual(
      expect.objectContaining({ id: technician._id, name: OLD, email: 'Old one@lens' }),
    );
    expect((await ask(`/api/technicians/${technician._id}`)).body.name).toBe(OLD);
  });

  it('keeps no group and no API token from being shown', async () => {
    await server.store.groups.insert({
      ...{ _id: randomId(), schema: SCHEMA_VERSION, revision: 0, name: OLD },
      permissions: allPermissions,
    });
    const { body: groups } = await ask('/api/groups');
    expect(groups.items.map(({ name }: { name: string }) => name)).toContain(OLD);

    const _id = randomId();
    await server.store.apiTokens.insert({
      ...{ _id, schema: SCHEMA_VERSION, hash: randomId(), name: OLD, place: _id, scopes: [] },
      ...{ createdAt: 0, expiresAt: server.clock.now() + 1000, seenAt: null },
      createdBy: { id: anna.id, name: OLD },
    });
    const { body: tokens } = await ask('/api/api-tokens');
    expect(tokens.items).toContainEqual(expect.objectContaining({ name: OLD }));
  });

  it('keeps a session and its details from nobody', async () => {
    const session = await openSession(server);
    const custom = {};
    const details = { name: OLD, phone: OLD, email: OLD, ticketId: OLD, custom };
    const { revision } = (await server.store.sessions.byId(session.id))!;
    await server.store.sessions.change(session.id, { revision }, { details });
    const { status, body } = await session.asTechnician('GET', '');
    expect(status).toBe(200);
    expect(body.details).toEqual(details);
  });

  it('keeps the settings from nobody', async () => {
    const names = { en: OLD, fr: OLD };
    const changed = {
      companyName: OLD,
      licence: names,
      customFields: Array.from({ length: 6 }, (_, at) => ({ id: `f${at}`, names })),
    };
    const { body: before } = await ask('/api/settings');
    await server.store.settings.write(before.revision, {
      ...{ schema: SCHEMA_VERSION, changed, licenceVersion: '2', logo: null },
    });
    await expect
      .poll(async () => (await ask('/api/settings')).body.settings, { timeout: 5000 })
      .toMatchObject(changed);
    const session = await openSession(server);
    const view = await session.asTechnician('GET', '');
    expect(view.status).toBe(200);
  });
});
