import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  administrator,
  everything,
  notedOf,
  type TestAdministrator,
} from '../../../support/administering.ts';
import { randomId } from '../../../support/documents.ts';
import { testServer, type TestServer } from '../../../support/server.ts';
import { storesUnderTest } from '../../../support/stores.ts';

describe.each(await storesUnderTest())('changing a technician in the $name store', ({ open }) => {
  let server: TestServer;
  let admin: TestAdministrator;
  beforeAll(async () => {
    server = await testServer({ store: await open() });
    admin = await administrator(server);
  });
  afterAll(async () => {
    await server.stop();
    await server.store.close();
  });

  const change = (id: string, body: object, ifMatch?: number) =>
    admin.ask('PATCH', `/api/technicians/${id}`, body, { ifMatch });
  const me = (token: string) => server.request('GET', '/api/technicians/me', { token });

  it('keeps the sign-ins, and holds at once', async () => {
    const { technician, token } = await server.technician();
    const email = `${randomId()}@lens.test`;
    const { status, body, headers } = await change(technician._id, { name: 'Zoé', email }, 0);
    expect(status).toBe(200);
    expect(body).toMatchObject({ revision: 1, name: 'Zoé', email });
    expect(headers.get('etag')).toBe('"1"');
    expect((await me(token)).body).toMatchObject({ name: 'Zoé', email });
    expect(await notedOf(admin, technician._id)).toEqual(['technician_changed email,name']);
  });

  it('tells in the audit log which way somebody was promoted or disabled', async () => {
    const { technician } = await server.technician();
    const both = { role: 'administrator', disabled: true, name: 'Zoé' };
    await change(technician._id, both, 0);
    await change(technician._id, { role: 'technician', disabled: false }, 1);
    expect((await notedOf(admin, technician._id)).sort()).toEqual([
      'technician_changed name',
      'technician_demoted',
      'technician_disabled',
      'technician_enabled',
      'technician_promoted',
    ]);
  });

  it('takes the revision from the body where no If-Match names it', async () => {
    const { technician } = await server.technician();
    const { body } = await change(technician._id, { name: 'Zoé', revision: 0 });
    expect(body).toMatchObject({ revision: 1, name: 'Zoé' });
  });

  it.each(['"0"', 'W/"0"', '0'])('takes the revision of an If-Match of %s', async (tag) => {
    const { technician } = await server.technician();
    const rename = (name: string, ifMatch: string) =>
      server.request('PATCH', `/api/technicians/${technician._id}`, {
        token: admin.token,
        body: { name },
        headers: { 'if-match': ifMatch },
      });
    expect((await rename('Zoé', tag)).body).toMatchObject({ revision: 1, name: 'Zoé' });
    // One that is over stays so, whatever is written about it.
    expect((await rename('Zoë', tag)).status).toBe(412);
  });

  it.each(['*', 'w/"0"', 'W/', '"0", "1"', '"zero"'])('is refused by the tag %s', async (tag) => {
    const { technician } = await server.technician();
    const { status, body } = await server.request('PATCH', `/api/technicians/${technician._id}`, {
      token: admin.token,
      body: { name: 'Zoé' },
      headers: { 'if-match': tag },
    });
    expect([status, body.error]).toEqual([
      400,
      expect.objectContaining({ code: 'invalid_input', field: 'If-Match' }),
    ]);
  });

  it('is not done without a revision, nor by a revision that is over', async () => {
    const { technician } = await server.technician();
    const without = await change(technician._id, { name: 'Zoé' });
    expect([without.status, without.body.error.code]).toEqual([428, 'revision_needed']);
    await change(technician._id, { name: 'Zoé' }, 0);
    const late = await change(technician._id, { name: 'Zoë' }, 0);
    expect([late.status, late.body.error.code]).toEqual([412, 'changed_meanwhile']);
  });

  it('is done once of ten who decided on one revision', async () => {
    const { technician } = await server.technician();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => change(technician._id, { name: `Zoé ${index}` }, 0)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
    expect(await notedOf(admin, technician._id)).toHaveLength(1);
  });

  it('to what is so already changes nothing, and is not noted', async () => {
    const { technician } = await server.technician();
    const { status, body } = await change(technician._id, { name: technician.name }, 0);
    expect([status, body.revision]).toEqual([200, 0]);
    expect(await notedOf(admin, technician._id)).toEqual([]);
  });

  it('gives nobody the address of somebody else', async () => {
    const { technician } = await server.technician();
    const { technician: other } = await server.technician();
    const { status, body } = await change(technician._id, { email: other.email, name: 'X' }, 0);
    expect([status, body.error.code]).toEqual([409, 'email_taken']);
    expect(await server.store.technicians.byId(technician._id)).toEqual(technician);
  });

  it('of the address stops a link that was sent to the former one', async () => {
    const { technician } = await server.technician();
    const path = `/api/technicians/${technician._id}`;
    const link = await admin.ask('POST', `${path}/password-link`, {});
    await change(technician._id, { email: `${randomId()}@lens.test` }, 0);
    const set = await server.request('POST', '/api/technicians/set-password', {
      body: { token: link.body.url.split('#')[1], password: 'whoever reads it' },
    });
    expect(set.body.error.code).toBe('link_used');
  });

  it('into a group permits what the group permits, at the next request', async () => {
    const { technician, token } = await server.technician();
    const permissions = { ...everything, startSessions: false };
    const group = await admin.ask('POST', '/api/groups', { name: randomId(), permissions });
    await change(technician._id, { groupId: group.body.id }, 0);
    expect((await me(token)).body.may).toEqual(permissions);
    await change(technician._id, { groupId: null }, 1);
    expect((await me(token)).body.may).toEqual(everything);
  });

  it('into a group that is not there is refused', async () => {
    const { technician } = await server.technician();
    const { status, body } = await change(technician._id, { groupId: randomId() }, 0);
    expect([status, body.error.code]).toEqual([404, 'group_not_found']);
  });

  it('to a technician takes an administrator every right at once, and no sign-in', async () => {
    const other = await administrator(server);
    expect((await other.ask('GET', '/api/technicians')).status).toBe(200);
    await change(other.technician._id, { role: 'technician' }, 0);
    const { status, body } = await other.ask('GET', '/api/technicians');
    expect([status, body.error.code]).toEqual([403, 'not_allowed']);
    expect((await me(other.token)).status).toBe(200);
  });

  it('who is not there is refused', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/password-link'],
      ['DELETE', '/second-factor'],
    ] as const) {
      const { status, body } = await admin.ask(
        method,
        `/api/technicians/${randomId()}${path}`,
        method === 'PATCH' || method === 'POST' ? {} : undefined,
        { ifMatch: 0 },
      );
      expect([method, path, status, body.error.code]).toEqual([
        method,
        path,
        404,
        'technician_not_found',
      ]);
    }
  });
});
